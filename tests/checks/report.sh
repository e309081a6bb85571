#!/bin/sh
# report.html: well-formed, one self-contained file, its policy names its style sheets and its one script, every card of
# the map leads to a row, every number to its definition, nobody is named and no small group is shown. audit.json: JSON with the keys of the contract.
. "$(dirname "$0")/common"
json=$PARCOURS_BIN/tools/json
journey=$root/journeys/retraite/retraite.xml contacts=$root/journeys/retraite/contacts.csv

check() {       # check WHAT COMMAND...: ok when the command succeeds
    what=$1; shift
    if "$@" >"$tmp/found" 2>&1; then ok "$what"; else not_ok "$what"; show "$tmp/found"; fi
}
never() {       # never WHAT PATTERN FILE: ok when no line has PATTERN
    if ! test -s "$3"; then not_ok "$1: no $3"; return; fi
    if grep -nEo "$2" "$3" >"$tmp/found"; then not_ok "$1"; show "$tmp/found"; else ok "$1"; fi
}
compared() {    # compared FOLDER JOURNEY CONTACTS OPTIONS...
    folder=$1; shift
    parcours compare "$@" -o "$tmp/$folder" >"$tmp/$folder.said" 2>"$tmp/$folder.errors" && return
    not_ok "compare for $folder: exit status $?"; show "$tmp/$folder.errors"
}
well_formed() { xmllint --noout --nonet "$1"; }
ids_are_distinct() { test -s "$1" && ! grep -oE ' id="[^"]*"' "$1" | sort | uniq -d | grep .; }
links_lead_somewhere() {
    grep -oE ' (id)="[^"]*"' "$1" | sed 's/.*="//; s/"//' | sort -u >"$tmp/ids"
    grep -oE 'href="#[^"]*"' "$1" | sed 's/.*="#//; s/"//' | sort -u >"$tmp/links"
    test -s "$tmp/links" && ! comm -13 "$tmp/ids" "$tmp/links" | grep .
}
policy_names_styles() {     # as many digests as style sheets, and each is the digest of one
    awk 'BEGIN { RS = "</style>" } /<style/ { sub(/.*<style[^>]*>/, ""); printf "%s", $0 >(file NR); close(file NR) }' file="$tmp/style." "$1"
    for style in "$tmp"/style.*; do
        digest=$(openssl dgst -sha256 -binary "$style" | openssl base64)
        grep -qF "'sha256-$digest'" "$1" || { echo "the policy does not name $digest"; return 1; }
        rm -f "$style"
    done
}

policy_names_script() {
    awk 'BEGIN { RS = "</script>" } /<script>/ { sub(/.*<script>/, ""); printf "%s", $0 }' "$1" >"$tmp/script"
    test -s "$tmp/script" && grep -qF "script-src 'sha256-$(openssl dgst -sha256 -binary "$tmp/script" | openssl base64)'" "$1"
}
headings_in_order() {       # h1 first and once, and none skips a level
    grep -oE '<h[1-6][ >]' "$1" | grep -oE '[1-6]' | awk '
        NR == 1 && $1 != 1 { print "the first is h" $1; bad = 1 }
        NR > 1 && $1 > last + 1 { print "h" $1 " after h" last; bad = 1 }
        NR > 1 && $1 == 1 { print "a second h1"; bad = 1 }
        { last = $1 } END { exit bad || !NR }'
}
columns_defined() {     # columns that are called as an institution or a group: their first column says it for all
    awk '/<thead>/ { rest = $0; first = index($0, "<a class=\"means\"") && $0 ~ /<thead><tr><th scope="col">[^<]*<a class="means"/
        while (match(rest, /<th scope="col" class="n">[^<]*<[^>]*>/)) {
            some = 1; head = substr(rest, RSTART, RLENGTH); rest = substr(rest, RSTART + RLENGTH)
            if (!first && head !~ /<a class="means"/) { print head; bad = 1 }
        } } END { exit bad || !some }' "$1"
}
pictures_have_words() {
    grep -oE '<svg [^>]*>' "$1" | grep -vE 'aria-hidden="true"|aria-label="[^"]|aria-labelledby="[^"]' >"$tmp/mute"
    test ! -s "$tmp/mute" || { cat "$tmp/mute"; return 1; }
}
tables_have_headers() {
    tables=$(grep -o '<table>' "$1" | wc -l)
    test "$tables" -gt 0 && test "$(grep -o '<caption>[^<]' "$1" | wc -l)" = "$tables" &&
        ! grep -oE '<thead><tr><th>|<tr[^>]*><td' "$1"
}

# What must hold of any report.
page() {        # page WHAT FILE
    check "$1: well-formed" well_formed "$2"
    check "$1: every id is there once" ids_are_distinct "$2"
    check "$1: every link within the page leads somewhere" links_lead_somewhere "$2"
    check "$1: one script, ours" test "$(grep -c '<script' "$2")" = 1
    never "$1: no script in attributes" 'javascript:| on[a-z]+="' "$2"
    check "$1: headings come in order" headings_in_order "$2"
    check "$1: every column of numbers says what they mean" columns_defined "$2"
    check "$1: every picture has words, or is hidden from who can't see it" pictures_have_words "$2"
    check "$1: every table has a caption, and headers that say of what" tables_have_headers "$2"
    never "$1: nothing is loaded" '(src|srcset|data|action|poster|background)="[^"#]|<(link|iframe|object|embed|base|form)[ >]|@import|url\([^#)]' "$2"
    never "$1: no link leads out of the page" '(xlink:)?href="[^#]' "$2"
    never "$1: no style attribute, which the policy would refuse" ' style="' "$2"
    check "$1: a strict policy" grep -q "default-src 'none'" "$2"
    if command -v openssl >/dev/null; then
        check "$1: the policy names its style sheets" policy_names_styles "$2"
        check "$1: the policy names its script" policy_names_script "$2"
    else
        skip "$1: the policy names its style sheets: needs openssl"
    fi
}

for language in en fr; do
    compared "retraite-$language" "$journey" "$contacts" --lang $language
    page "the example, --lang $language" "$tmp/retraite-$language/report.html"
    check "the example, --lang $language: says its language" grep -q "<html [^>]*lang=\"$language\"" "$tmp/retraite-$language/report.html"
    never "the example, --lang $language: nobody is named" 'fictif-[0-9]' "$tmp/retraite-$language/report.html"
    never "the example, --lang $language: nobody is named on stdout" 'fictif-[0-9]' "$tmp/retraite-$language.said"
    check "the example, --lang $language: the map is there" grep -q 'id="map-step-' "$tmp/retraite-$language/report.html"
done
compared named "$journey" "$contacts" --names --quotes
check 'with --names users are named' grep -q 'fictif-01' "$tmp/named/report.html"
check 'with --quotes they are quoted' grep -q '<blockquote>' "$tmp/named/report.html"
page 'with --names --quotes' "$tmp/named/report.html"
never 'without --quotes nobody is quoted' '<blockquote>' "$tmp/retraite-en/report.html"

# Words that would break out of a page, and groups of few: four who say a secret word, five who say another.
cat >"$tmp/hostile.xml" <<'XML'
<journey xmlns="urn:parcours:journey:1" id="hostile" event="other" lang="en">
  <title>&lt;script&gt;alert("1")&lt;/script&gt; &amp;amp; ]]&gt;</title>
  <institution id="a" name="&lt;img src=x onerror=alert(1)&gt;"/><institution id="b" name="&quot; onclick=&quot;x"/>
  <document id="d" name="&lt;/td&gt;"/>
  <path><step id="one:1" with="a" via="counter" takes="10min" needs="d">&lt;/title&gt;</step>
    <step id="two" with="b" via="mail" by="institution" wait="10d">&lt;!-- --&gt;</step></path>
</journey>
XML
{
    echo 'case,step,institution,documents,start,quote,secret column'
    for user in 1 2 3 4 5 6 7 8 9; do
        echo "person-$user,</title>,a,d,2024-01-0$user,<b>said</b>,value-$user"
        test $user -gt 4 || echo "person-$user,the rare words,b,\"<i>\",2024-01-1$user,,value-$user"
        test $user -lt 5 || echo "person-$user,<u>the frequent words</u>,b,d,2024-01-1$user,,value-$user"
        echo "person-$user,two,b,,2024-02-0$user,,value-$user"
    done
} >"$tmp/hostile.csv"
compared hostile "$tmp/hostile.xml" "$tmp/hostile.csv" --quotes
page 'hostile words' "$tmp/hostile/report.html"
check 'five users: their words are shown' grep -q 'the frequent words' "$tmp/hostile/report.html"
for file in report.html map.svg network.svg; do
    never "four users: their words are folded in $file" 'the rare words' "$tmp/hostile/$file"
    never "values of single users are not in $file" 'value-[0-9]|person-[0-9]' "$tmp/hostile/$file"
done
never 'four users: their words are not on stdout' 'the rare words' "$tmp/hostile.said"
check 'the auditor has them' grep -q 'the rare words' "$tmp/hostile/contacts.csv"
compared small "$tmp/hostile.xml" "$tmp/hostile.csv" --min-group 10
# what the plan says by itself is nobody's figure
sed '/<section id="plan"/,/<\/section>/d; /<section id="access"/,/<\/section>/d' "$tmp/small/report.html" >"$tmp/small.lived"
never 'nine users under --min-group 10: no figure of theirs' '<td class="n">[1-9][0-9]*<' "$tmp/small.lived"

# The keys of the contract.
keys='journey/id journey/steps journey/institutions
cases/total cases/conforming cases/completed cases/ongoing cases/abandoned cases/unknown cases/never_started
contacts/total contacts/planned contacts/redundant contacts/per_case/mean contacts/per_case/median contacts/per_case/p90
contacts/per_case/ci95/0 contacts/per_case/ci95/1 contacts/by_institution/carsat contacts/by_institution/unknown contacts/by_channel/phone
time/active_minutes/total time/active_minutes/productive time/active_minutes/relation time/active_minutes/autonomy
time/active_minutes/unproductive time/active_minutes/estimated time/active_minutes/unknown
time/unproductive_by_cause/repeated-request time/unproductive_by_cause/fragmentation
time/unproductive_by_cause/redundant-operation time/unproductive_by_cause/stated time/unproductive_by_cause/access
time/elapsed_seconds/contact time/elapsed_seconds/announced time/elapsed_seconds/overrun time/elapsed_seconds/own
theory/contacts theory/active_minutes/total theory/elapsed_seconds theory/tell_us_once
steps/0/id steps/0/cases steps/0/skipped steps/0/contacts steps/0/wait_days/announced steps/0/wait_days/median
steps/0/wait_days/p90 steps/0/wait_days/late handoffs/0/from handoffs/0/to handoffs/0/planned handoffs/0/lived
documents/0/id documents/0/asked documents/0/asked_again profiles/0/attribute takeup/population takeup/rate takeup/by_cause/not-known
input/rows input/used input/rejected input/off_map input/warnings'
for verdict in planned wrong-door failed-attempt incomplete-file repeat-notification out-of-order chasing reopened repeated \
    unplanned clarification institution-error recourse; do
    keys="$keys contacts/by_verdict/$verdict"
done
for cause in repeated-request fragmentation redundant-operation; do keys="$keys contacts/by_cause/$cause"; done
missing=
for folder in retraite-en hostile; do
    for key in $keys; do
        test "$folder:$key" = "hostile:contacts/by_institution/carsat" || test "$folder:$key" = 'hostile:profiles/0/attribute' ||
            "$json" "$tmp/$folder/audit.json" "$key" >/dev/null 2>&1 || missing="$missing $folder:$key"
    done
done
if test -z "$missing"; then ok 'audit.json has the keys of the contract'; else not_ok "audit.json lacks:$missing"; fi
finish
