#!/bin/sh
# Every view in every theme, drawn from the shipped example: well-formed SVG that holds nothing but the picture, the
# same bytes twice; and, to be looked at by a person, as it is printed in grey and as it is seen without the cones for green.
. "$(dirname "$0")/common"
example=$root/journeys/retraite
out=$root/output/pictures
mkdir -p "$out" || exit 2
rm -f "$out"/*.png

choices() {     # choices OPTION: the values it takes, as the program names them
    parcours draw x.xml -o x.svg "--$1" nothing-of-the-kind 2>&1 |
        sed -n "s/.*'--$1': expected \(.*\), found.*/\1/p" | tr '|' ' '
}
views=$(choices view) themes=$(choices theme)
if test -z "$views" || test -z "$themes"; then not_ok 'the views and the themes have names'; finish; fi
user=$(sed -n '2s/^\([^,;]*\)[,;].*/\1/p' "$example/contacts.csv")

draw() {        # draw VIEW THEME FILE
    parcours draw "$example/retraite.xml" "$example/contacts.csv" --names --case "$user" --lang fr --view "$1" \
        --theme "$2" -o "$3" 2>"$tmp/said" >&2 || { show "$tmp/said"; return 1; }
}
lacks() {       # lacks FILE WHAT PATTERN: no line matches
    if grep -nE "$3" "$1" >"$tmp/found"; then
        cut -c 1-200 "$tmp/found" | show
        bad="$bad; $2"
    fi
}
path() { xmllint --nonet --xpath "$2" "$1" 2>/dev/null; }

# What an SVG of ours holds, and what it doesn't.
examine() {
    bad=
    xmllint --noout --nonet "$1" 2>"$tmp/error" || { show "$tmp/error"; bad="$bad; not well-formed"; }
    lacks "$1" 'scripts' '<script|<foreignObject|[ "]on[a-z]+="|javascript:'
    lacks "$1" 'external references' '(href|src)="[^#]|url\([^#]|<image|@import|<!DOCTYPE|<\?xml-stylesheet'
    lacks "$1" 'a time of day' '[0-9]{4}-[0-9]{2}-[0-9]{2}T|[0-9]{2}:[0-9]{2}:[0-9]{2}'
    # Small drawings are given in units of their own, scaled; all else in points with one decimal.
    sed '/ scale([0-9.]*)"/d' "$1" >"$tmp/plain"
    lacks "$tmp/plain" 'more than one decimal' \
        ' (x|y|width|height|rx|cx|cy|r|d|points|font-size|stroke-width|viewBox|transform)="[^"]*[0-9]\.[0-9][0-9]'
    lacks "$1" 'not a number' '[" ,]-?(nan|inf)[" ,]'
    test -n "$(path "$1" 'string(/*/*[local-name()="title"])')" || bad="$bad; no title"
    test -n "$(path "$1" 'string(/*/*[local-name()="desc"])')" || bad="$bad; no description"
    grep -oE '[ <]id="[^"]*"' "$1" | sort | uniq -d >"$tmp/found"
    test ! -s "$tmp/found" || { show "$tmp/found"; bad="$bad; an id twice"; }
    for part in $(grep -oE 'url\(#[^)]*\)' "$1" | sed 's/url(#//; s/)//' | sort -u); do
        grep -q "id=\"$part\"" "$1" || bad="$bad; no #$part"
    done
    # Classes of time that are too light to be seen on paper have a dark outline, 0.8 wide at least.
    outlined=' stroke="#[0-9A-Fa-f]+" stroke-width="(0\.[89]|[1-9])'
    sed -E "/^<pattern /d; /fill=\"url\(#fill-/!d; /$outlined/d" "$1" >"$tmp/found"
    test ! -s "$tmp/found" || { show "$tmp/found"; bad="$bad; a pattern without an outline"; }
}

made=0
for view in $views; do
    for theme in $themes; do
        name=$view-$theme
        if ! draw "$view" "$theme" "$tmp/$name.svg" || ! draw "$view" "$theme" "$tmp/again.svg" ||
            ! draw "$view" "$theme" "$out/$name.png"; then
            not_ok "$name: is drawn"; continue
        fi
        examine "$tmp/$name.svg"
        cmp -s "$tmp/$name.svg" "$tmp/again.svg" || bad="$bad; other bytes the second time"
        for eye in grey deuteranopia; do
            "$PARCOURS_BIN/tools/recolour" $eye "$out/$name.png" "$out/$name-$eye.png" 2>"$tmp/said" ||
                { show "$tmp/said"; bad="$bad; not made in $eye"; }
        done
        made=$((made + 3))
        if test -z "$bad"; then ok "$name: nothing but the picture, and the same twice"; else not_ok "$name$bad"; fi
    done
done
echo "# $made pictures to look at, in colour, in grey and as seen with deuteranopia: $out"
finish
