#!/bin/sh
# A few whole runs under valgrind; `make valgrind` runs all unit tests and golden cases under it.
. "$(dirname "$0")/common"
if ! command -v valgrind >/dev/null; then
    skip 'runs under valgrind: no valgrind here'
    finish
fi
example=$root/journeys/retraite
clean() {       # clean WHAT COMMAND...: no error and no leak
    what=$1; shift
    $VALGRIND_COMMAND --log-file="$tmp/valgrind" "$PARCOURS_BIN/parcours" "$@" >"$tmp/said" 2>&1
    status=$?
    if test $status = 0 && ! test -s "$tmp/valgrind"; then
        ok "valgrind: $what"
    else
        not_ok "valgrind: $what (exit status $status)"; show "$tmp/said" "$tmp/valgrind"
    fi
}
# A dozen users are enough for every path but size.
cut -d';' -f1 "$example/contacts.csv" | cut -d, -f1 | tail -n +2 | awk '!seen[$0]++' | head -n 12 >"$tmp/users"
awk 'NR == FNR { user[$0]; next } FNR == 1 { print; next } { split($0, cell, /[;,]/); if (cell[1] in user) print }' \
    "$tmp/users" "$example/contacts.csv" >"$tmp/contacts.csv"
clean 'compare' compare "$example/retraite.xml" "$tmp/contacts.csv" -o "$tmp/out"
clean 'draw svg' draw "$example/retraite.xml" -o "$tmp/map.svg"
clean 'check' check "$example/retraite.xml"
finish
