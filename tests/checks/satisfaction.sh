#!/bin/sh
# parcours satisfaction: its figures are those that tests/tools/satisfaction.py makes of the same survey without parcours; its JSON
# fulfils its schema; its page is one strict file; small groups are not told; the same bytes whatever the threads; hostile names are text.
. "$(dirname "$0")/common"
survey=$root/journeys/retraite/enquete.csv
schema=$root/doc/satisfaction.schema.json

check() {       # check WHAT COMMAND...: ok when the command succeeds
    what=$1; shift
    if "$@" >"$tmp/found" 2>&1; then ok "$what"; else not_ok "$what"; show "$tmp/found"; fi
}
never() {       # never WHAT PATTERN FILE...: ok when no line of a file that is there has PATTERN
    what=$1 pattern=$2; shift 2
    for file in "$@"; do test -s "$file" || { not_ok "$what: no $file"; return; }; done
    if grep -nEo "$pattern" "$@" >"$tmp/found"; then not_ok "$what"; show "$tmp/found"; else ok "$what"; fi
}
drawn() {       # drawn FOLDER SURVEY OPTIONS...
    folder=$1; shift
    parcours satisfaction "$@" -o "$tmp/$folder" >"$tmp/$folder.said" 2>"$tmp/$folder.errors" && return
    not_ok "satisfaction for $folder: exit status $?"; show "$tmp/$folder.errors"
}
made_anew() { python3 "$here/tools/satisfaction.py" "$1" "$tmp/$2/satisfaction.json"; }
valid() { python3 "$here/tools/json-schema.py" "$schema" "$tmp/$1/satisfaction.json"; }

have_schema=; command -v python3 >/dev/null && python3 -c 'import jsonschema' 2>/dev/null && have_schema=yes
test -n "$have_schema" || skip 'satisfaction.json fulfils its schema: needs python3-jsonschema'
for importance in stated correlation regression shapley; do
    for cut in means medians 3,4; do
        drawn one "$survey" --importance $importance --cut $cut
        if command -v python3 >/dev/null; then
            check "$importance, cut at $cut: every figure made anew is the same" made_anew "$survey" one
        else
            skip "$importance, cut at $cut: figures made anew: needs python3"
        fi
        test -z "$have_schema" || check "$importance, cut at $cut: satisfaction.json fulfils its schema" valid one
    done
done
# The check can fail.
if command -v python3 >/dev/null; then
    sed '$d' "$survey" >"$tmp/shorter.csv"
    if made_anew "$tmp/shorter.csv" one >/dev/null; then not_ok 'a missing respondent is noticed'; else ok 'a missing respondent is noticed'; fi
fi

for threads in 1 3; do drawn threads-$threads "$survey" --importance shapley --threads $threads; done
check 'one thread and three: the same bytes' diff -r "$tmp/threads-1" "$tmp/threads-3"
drawn seed "$survey" --importance shapley --seed 7
if cmp -s "$tmp/seed/satisfaction.json" "$tmp/threads-1/satisfaction.json"; then not_ok 'another seed: other intervals'; else ok 'another seed: other intervals'; fi

for language in en fr; do
    drawn page-$language "$survey" --lang $language
    page=$tmp/page-$language/satisfaction.html
    check "page, --lang $language: well-formed" xmllint --noout --nonet "$page"
    check "page, --lang $language: says its language" grep -q "<html [^>]*lang=\"$language\"" "$page"
    never "page, --lang $language: no script, nothing loaded" '<script|javascript:| on[a-z]+="|(src|srcset|data|action)="[^"#]|<(link|iframe|object|embed|base|form)[ >]|@import|url\([^#)]| style="' "$page"
    check "page, --lang $language: a strict policy" grep -q "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-" "$page"
    digest=$(awk 'BEGIN { RS = "</style>" } /<style>/ { sub(/.*<style>/, ""); printf "%s", $0; exit }' "$page" | openssl dgst -sha256 -binary | openssl base64)
    check "page, --lang $language: the policy names its style sheet" grep -qF "'sha256-$digest'" "$page"
    check "drawing, --lang $language: well-formed" xmllint --noout --nonet "$tmp/page-$language/satisfaction.svg"
    pdftotext "$tmp/page-$language/satisfaction.pdf" "$tmp/text" 2>/dev/null
    check "PDF, --lang $language: its texts are texts" grep -q 'Accueil au guichet' "$tmp/text"
done
for file in satisfaction.html satisfaction.svg; do
    for quadrant in 'méliorer en priorité' 'aloriser' 'aintenir' 'urveiller'; do
        check "$file names the quadrant …$quadrant" grep -q "$quadrant" "$tmp/page-fr/$file"
    done
done
for theme in black-and-white outline; do drawn $theme "$survey" --theme $theme; check "theme $theme: well-formed" xmllint --noout --nonet "$tmp/$theme/satisfaction.svg"; done

# An item of four answers, each 1: nothing of them comes out, whatever the importance.
{
    echo 'a;b;rare;rare : importance;overall'
    for n in 1 2 3 4; do echo "$n;$n;1;1;$n"; done
    for n in 5 4 3 2 1 3 4 2 5 1 2 3 4 5 3 1 2 4 5 3 2 4 1 3 5 2 4 3 1 5 2; do echo "$n;$((n % 4 + 1));;;$n"; done
} >"$tmp/rare.csv"
for importance in auto correlation shapley; do
    drawn rare "$tmp/rare.csv" --importance $importance
    check "four answers, $importance: their item is named" grep -q '^,rare,,,,,,,,,,no,no,,too-few-answers$' "$tmp/rare/satisfaction.csv"
    test -z "$have_schema" || check "four answers, $importance: the schema is kept" valid rare
    sed 's/^\(\([^;]*;\)\{2\}\)1;1;/\15;;/' "$tmp/rare.csv" >"$tmp/other.csv"
    drawn other "$tmp/other.csv" --importance $importance
    for file in satisfaction.html satisfaction.svg satisfaction.csv; do
        check "four answers, $importance: $file does not depend on what they are" cmp "$tmp/rare/$file" "$tmp/other/$file"
    done
done

# Names that are markup, formulas, control characters; a name of 5,000 letters.
long=$(head -c 5000 /dev/zero | tr '\0' w)
{
    printf '=HYPERLINK("x");"<script>alert(1)</script>";"]]>&amp;%%s%%n";"\033[31mred";%s;overall\n' "$long"
    for n in 1 2 3 4 5 6 7 8 9; do echo "$((n % 5 + 1));$((n % 4 + 1));$((n % 3 + 1));$((n % 2 + 1));$((n % 5 + 1));$((n % 5 + 1))"; done
} >"$tmp/hostile.csv"
drawn hostile "$tmp/hostile.csv" --title '<b>&"x' --importance correlation
for file in html svg; do
    check "hostile names: $file is well-formed" xmllint --noout --nonet "$tmp/hostile/satisfaction.$file"
    never "hostile names: $file has none of their markup" '<script|<b>' "$tmp/hostile/satisfaction.$file"
done
never 'hostile names: no formula in satisfaction.csv' '(^|,)"?=' "$tmp/hostile/satisfaction.csv"
never 'hostile names: no escape sequence on stdout' "$(printf '\033')" "$tmp/hostile.said"
test -z "$have_schema" || check 'hostile names: satisfaction.json fulfils its schema' valid hostile

# Large: many items, many respondents, in bounded time and memory; many columns are refused.
awk 'BEGIN { srand(3); for (i = 1; i <= 40; i++) printf "q%d;", i; print "overall"
    for (r = 0; r < 20000; r++) { s = 0; for (i = 1; i <= 40; i++) { x = 1 + int(5 * rand()); s += x / i; printf "%d;", x }; print 1 + int(s) % 10 } }' >"$tmp/large.csv"
check 'forty items, 20,000 respondents: within 30 s and 512 MB' "$PARCOURS_BIN/tools/limited" 30 512 "$PARCOURS_BIN/parcours" satisfaction "$tmp/large.csv" --quiet -o "$tmp/large"
awk 'BEGIN { for (i = 1; i < 4000; i++) printf "q;"; print "q"; for (i = 1; i < 4000; i++) printf "1;"; print "5" }' >"$tmp/wide.csv"
if "$PARCOURS_BIN/tools/limited" 5 256 "$PARCOURS_BIN/parcours" satisfaction "$tmp/wide.csv" -o "$tmp/wide" >/dev/null 2>"$tmp/found"; then
    not_ok '4,000 columns: refused'
elif grep -q 'columns' "$tmp/found"; then ok '4,000 columns: refused'; else not_ok '4,000 columns: refused with a reason'; show "$tmp/found"; fi
finish
