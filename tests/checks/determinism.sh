#!/bin/sh
# The same input and options give the same bytes: on two runs, with one thread or two, in another folder and time.
. "$(dirname "$0")/common"
example=$root/journeys/retraite
contacts=$example/contacts.csv

same() {        # same WHAT FOLDER FOLDER: both hold the same files with the same bytes, and there are some
    if test -z "$(ls -A "$2" 2>/dev/null)"; then
        not_ok "$1: nothing was written"
    elif diff -r "$2" "$3" >"$tmp/differences" 2>&1; then
        ok "$1: the same bytes ($(ls "$2" | wc -l) files)"
    else
        not_ok "$1: the same bytes"; show "$tmp/differences"
    fi
}
run() {         # run NAME COMMAND...: the command's stdout and stderr into $tmp/NAME.said
    name=$1; shift
    "$@" >"$tmp/$name.said" 2>&1 || { not_ok "$name: exit status $?"; show "$tmp/$name.said"; }
    sed "s|$tmp/$name|OUT|g" "$tmp/$name.said" >"$tmp/$name.plain"
}

for language in en fr; do
    run "one-$language" parcours compare "$example/retraite.xml" "$contacts" --lang $language --threads 1 -o "$tmp/one-$language"
    (cd / && TZ=Pacific/Auckland run "two-$language" parcours compare "$example/retraite.xml" "$contacts" \
        --lang $language --threads 2 -o "$tmp/two-$language")
    same "compare, --lang $language, one thread and two" "$tmp/one-$language" "$tmp/two-$language"
    if cmp -s "$tmp/one-$language.plain" "$tmp/two-$language.plain"; then
        ok "compare, --lang $language: says the same"
    else
        not_ok "compare, --lang $language: says the same"
        diff "$tmp/one-$language.plain" "$tmp/two-$language.plain" | show
    fi
done

for threads in 1 2; do
    run "align-$threads" parcours align "$example/retraite.xml" "$contacts" --json --threads $threads
done
if cmp -s "$tmp/align-1.said" "$tmp/align-2.said"; then
    ok "align --json: one thread and two"
else
    not_ok "align --json: one thread and two"
fi

mkdir "$tmp/draw-1" "$tmp/draw-2"
for format in svg pdf png; do
    for folder in draw-1 draw-2; do
        run draw parcours draw "$example/retraite.xml" -o "$tmp/$folder/map.$format"
    done
done
same 'draw svg, pdf and png' "$tmp/draw-1" "$tmp/draw-2"

log=$PARCOURS_SHARED/data/xes/receipt-wabo.xes.gz
model=$root/journeys/permis-environnement/permis.xml
if test -z "$PARCOURS_SHARED"; then
    skip 'compare of a real log: needs ../shared'
elif ! test -e "$model"; then
    not_ok "compare of a real log: no $model"
else
    run log-1 parcours compare "$model" "$log" --threads 1 -o "$tmp/log-1"
    run log-2 parcours compare "$model" "$log" --threads 2 -o "$tmp/log-2"
    same 'compare of a real log, one thread and two' "$tmp/log-1" "$tmp/log-2"
fi
finish
