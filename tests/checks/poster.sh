#!/bin/sh
# Posters as a reader of PDF sees them: exact page sizes, text that is text, embedded fonts, no pixels, a control line
# of 50 mm, the same bytes each time. What needs poppler-utils is skipped without it.
. "$(dirname "$0")/common"
journey=$root/journeys/retraite/retraite.xml contacts=$root/journeys/retraite/contacts.csv

printed() {     # printed NAME OPTIONS...: $tmp/NAME.pdf
    name=$1; shift
    parcours poster "$@" -o "$tmp/$name.pdf" >"$tmp/$name.said" 2>&1 && return
    not_ok "poster $*: exit status $?"; show "$tmp/$name.said"
}

printed one "$journey" "$contacts" --tile A4 --threads 1
(cd / && TZ=Pacific/Auckland printed two "$journey" "$contacts" --tile A4 --threads 2)
if cmp "$tmp/one.pdf" "$tmp/two.pdf" >"$tmp/found" 2>&1; then ok 'tiles: the same bytes'; else not_ok 'tiles: the same bytes'; show "$tmp/found"; fi

if ! command -v pdfinfo >/dev/null; then
    skip 'pages, texts, fonts and lines of posters: poppler-utils is not installed'
    finish
fi

# --- sizes ---
page_is() {     # page_is NAME WIDTH HEIGHT (mm) PAGES
    pdfinfo -f 1 -l 99 "$tmp/$1.pdf" 2>&1 | awk -v width="$2" -v height="$3" -v pages="$4" '
        function off(points, mm) { points -= mm * 72 / 25.4; return points > 0.1 || points < -0.1 }
        /^Pages:/ { found = $2 }
        /^Page +[0-9]+ size:/ { seen++; if (off($4, width) || off($6, height)) { print; bad = 1 } }
        END { if (found != pages || seen != pages) { print "pages: " found; bad = 1 } exit bad }' >"$tmp/found"
}
sizes() {       # sizes OPTION: reads lines PAPER WIDTH HEIGHT
    bad=
    while read -r paper width height; do
        printed size --blank --paper "$paper" "$1"
        page_is size "$width" "$height" 1 || bad="$bad $paper"
        printed size "$journey" --paper "$paper" "$1"
        page_is size "$width" "$height" 1 || bad="$bad $paper"
    done
    if test -z "$bad"; then ok "pages are as large as the paper, to 0.1 points, $1"; else not_ok "pages are as large as the paper, $1:$bad"; fi
}
sizes --landscape <<'END'
A4 297 210
A3 420 297
A2 594 420
A1 841 594
A0 1189 841
END
sizes --portrait <<'END'
A4 210 297
A3 297 420
A2 420 594
A1 594 841
A0 841 1189
END
printed tiles --blank --tile A4
if page_is tiles 297 210 26; then ok 'A0 in A4: a plan and 25 sheets of A4'; else not_ok 'A0 in A4: a plan and 25 sheets of A4'; show "$tmp/found"; fi
printed cards --cards --copies 7
if page_is cards 210 297 3; then ok '14 cards: three sheets of A4'; else not_ok '14 cards: three sheets of A4'; show "$tmp/found"; fi

# --- texts, fonts, pixels ---
squeezed() { tr -d ' \n\f\302\240\342\200\257' | sed 's/&amp;/\&/g; s/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g'; }
for theme in colour black-and-white outline; do
    parcours draw "$journey" "$contacts" --theme $theme -o "$tmp/map.svg" >/dev/null 2>&1
    printed map "$journey" "$contacts" --theme $theme
    printed blank --blank "$journey" --theme $theme
    printed filled --cards "$journey" --theme $theme
    pdftotext "$tmp/map.pdf" - | squeezed >"$tmp/map.text"
    grep -o '<text [^>]*>[^<]*' "$tmp/map.svg" | sed 's/<text [^>]*>//' | sed "s/&#39;/'/g" | sort -u |
        while read -r text; do
            grep -qF -e "$(printf '%s' "$text" | squeezed)" "$tmp/map.text" || printf '%s\n' "$text"
        done >"$tmp/found"
    if test -s "$tmp/map.text" && ! test -s "$tmp/found"; then ok "$theme: all texts of the drawing are in the PDF"
    else not_ok "$theme: all texts of the drawing are in the PDF"; show "$tmp/found"; fi
    for name in map blank filled one; do
        pdffonts "$tmp/$name.pdf" >"$tmp/fonts"
        awk 'NR > 2 { for (i = 1; i <= NF; i++) if ($i == "yes" || $i == "no") { if ($i == "no") print; break } } /Type 3/
             END { if (NR < 3) print "no font" }' "$tmp/fonts" >"$tmp/found"
        pdfimages -list "$tmp/$name.pdf" | tail -n +3 >>"$tmp/found"
        if test -s "$tmp/found"; then not_ok "$theme, $name: fonts are embedded, nothing is pixels"; show "$tmp/found"
        else ok "$theme, $name: fonts are embedded, nothing is pixels"; fi
    done
done
for sheet in A1 A2 C5 E5; do
    pdftotext "$tmp/tiles.pdf" - | grep -q "^Sheet $sheet " || not_ok "tiles: sheet $sheet says which it is"
done

# --- the control line: ten pixels a millimetre, dark ones in a row of them ---
dark() {        # dark NAME PAGE X Y WIDTH: in pixels
    pdftoppm -r 254 -gray -f "$2" -l "$2" -x "$3" -y "$4" -W "$5" -H 1 "$tmp/$1.pdf" "$tmp/row" &&
        cat "$tmp"/row*.pgm | tail -c "$5" | od -An -v -tu1 -w1 | awk '$1 < 128 { if (!n++) first = NR; last = NR }
            END { print last - first + 1 }'
    rm -f "$tmp"/row*.pgm
}
measures() {    # measures WHAT NAME PAGE X Y WIDTH
    pixels=$(dark "$2" "$3" "$4" "$5" "$6")
    if test "${pixels:-0}" -ge 499 && test "$pixels" -le 503; then ok "$1: the control line measures 50 mm"
    else not_ok "$1: the control line measures 50 mm: found $pixels tenths"; fi
}
measures tiles tiles 2 150 2050 560
measures 'tiles, the last' tiles 26 150 2050 560
finish
