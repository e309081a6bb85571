#!/bin/sh
# Who reads all that is shown, knows every zero, adds and subtracts, works out no group of fewer than --min-group users,
# and finds no name, word, date or quote of so few: tests/tools/attack.py, on small random logs and the examples.
# SEEDS="7 8 9" sh tests/checks/protection.sh tries others.
. "$(dirname "$0")/common"
attack=$here/tools/attack.py
command -v python3 >/dev/null || { skip "protection: needs python3"; finish; }

shown() {       # shown FOLDER JOURNEY CONTACTS [COLUMN]: everything that is shown of it, as attack.py wants it; COLUMN: --by
    parcours compare "$2" "$3" -o "$1" --lang en ${4:+--by "$4"} >"$tmp/said" 2>"$tmp/errors" &&
        mv "$tmp/said" "$1/said.txt" &&
        parcours draw "$2" "$3" --view summary -o "$1/summary.svg" --lang en 2>"$tmp/errors" && return
    not_ok "what is shown of $3: exit status $?"; show "$tmp/errors"; return 1
}
holds() {       # holds WHAT FOLDER
    if python3 "$attack" read 5 "$2" "$2/contacts.csv" >"$tmp/leaks" 2>&1; then ok "$1: no group of fewer than 5 users is worked out"
    else not_ok "$1: no group of fewer than 5 users is worked out"; show "$tmp/leaks"; fi
}

for seed in ${SEEDS:-1 3 21 24 29 36 41 46 55 58 110 143}; do
    python3 "$attack" make "$seed" "$tmp/$seed" || { not_ok "making log $seed"; continue; }
    shown "$tmp/$seed/out" "$tmp/$seed/journey.xml" "$tmp/$seed/contacts.csv" && holds "random log $seed" "$tmp/$seed/out"
done
shown "$tmp/retraite" "$root/journeys/retraite/retraite.xml" "$root/journeys/retraite/contacts.csv" && holds "the example" "$tmp/retraite"
for column in profil organisme canal; do
    shown "$tmp/$column" "$root/journeys/retraite/retraite.xml" "$root/journeys/retraite/contacts.csv" "$column" &&
        holds "the example, side by side by $column" "$tmp/$column"
done
shown "$tmp/dozen" "$here/fixtures/dozen/journey.xml" "$here/fixtures/dozen/contacts.csv" && holds "the dozen" "$tmp/dozen"

# The reader is worth something: held against a larger group than was asked for, there is something to find.
if python3 "$attack" read 9 "$tmp/retraite" "$tmp/retraite/contacts.csv" >"$tmp/leaks" 2>&1 || grep -q Traceback "$tmp/leaks"; then
    not_ok "groups of 5 to 8 users are found where 9 is the least"; show "$tmp/leaks"
else
    ok "groups of 5 to 8 users are found where 9 is the least"
fi
finish
