#!/bin/sh
# Names, quotes and labels that are markup, formulas or format directives come out as text: in the report, the
# map, the tables and the messages.
. "$(dirname "$0")/common"
tools=$PARCOURS_BIN/tools
escaped='&lt;script&gt;alert(&quot;parcours&quot;)&lt;/script&gt;'
cat >"$tmp/journey.xml" <<END
<journey xmlns="urn:parcours:journey:1" id="j" event="e" lang="fr">
  <title>$escaped</title>
  <source href="javascript:alert(1)" date="2025-01-10">$escaped</source>
  <institution id="a" name="$escaped" role="]]&gt;"/>
  <institution id="b" name="=HYPERLINK(&quot;x&quot;)&amp;amp; --> %s%n"/>
  <document id="d" name="$escaped"/>
  <path>
    <phase name="$escaped">
      <step id="s1" with="a" via="counter" takes="10min" gives="d">$escaped %n%s</step>
      <step id="s2" with="b" via="mail" takes="10min" needs="d">=1+1</step>
    </phase>
  </path>
</journey>
END
{
    echo 'case,step,institution,reason,documents,satisfaction,irritant,quote,genre'
    for user in 1 2 3 4 5 6 7 8; do
        echo "=user$user,s1,a,,d,1,+cmd|' /C calc'!A0,\"<script>alert(\"\"parcours\"\")</script>\",@SUM(A1)"
        echo "=user$user,s2,b,,d,1,,,@SUM(A1)"
        echo "=user$user,s2,b,chase,,-2,\"<img src=x onerror=alert(1)>\",-1+1,@SUM(A1)"
        echo "=user$user,\"<script>alert(\"\"parcours\"\")</script>\",\"</svg><script>\",,,,,,@SUM(A1)"
    done
} >"$tmp/contacts.csv"

if parcours compare "$tmp/journey.xml" "$tmp/contacts.csv" --names --quotes -o "$tmp/out" >"$tmp/said" 2>&1; then
    ok 'compare reads them'
else
    not_ok "compare reads them: exit status $?"; show "$tmp/said"
fi
parcours draw "$tmp/journey.xml" -o "$tmp/out/drawn.svg" >>"$tmp/said" 2>&1 || not_ok 'draw reads them'
parcours sheet "$tmp/journey.xml" -o "$tmp/out/sheet.csv" >>"$tmp/said" 2>&1 || not_ok 'sheet reads them'

for file in report.html map.svg network.svg drawn.svg; do
    if ! test -s "$tmp/out/$file"; then
        not_ok "$file: was not written"
    elif grep -noE '.{0,30}<(script>alert|img src=x|/svg><script).{0,30}' "$tmp/out/$file" >"$tmp/found"; then
        not_ok "$file: markup of the input is markup of the output"; show "$tmp/found"
    else
        ok "$file: markup of the input is text"
    fi
    if grep -qiE '(href|src)="javascript:' "$tmp/out/$file"; then not_ok "$file: a javascript: link"; fi
done
if grep -qF '&lt;script&gt;alert(' "$tmp/out/report.html"; then ok 'report.html: shows it'; else not_ok 'report.html: shows it'; fi
for file in map.svg network.svg drawn.svg; do
    if xmllint --noout --nonet "$tmp/out/$file" 2>"$tmp/error"; then
        ok "$file: is well-formed"
    else
        not_ok "$file: is well-formed"; show "$tmp/error"
    fi
done
for file in contacts.csv sheet.csv; do
    if grep -qE '(^|[,;	]|"|\|)"?[=@]' "$tmp/out/$file" || ! test -s "$tmp/out/$file"; then
        not_ok "$file: no cell is a formula"; grep -nE '(^|[,;	]|")"?[=@]' "$tmp/out/$file" | show
    else
        ok "$file: no cell is a formula"
    fi
done
if "$tools/json" "$tmp/out/audit.json" >/dev/null 2>"$tmp/error"; then
    ok 'audit.json: is JSON'
else
    not_ok 'audit.json: is JSON'; show "$tmp/error"
fi
if grep -q "$(printf '\033')" "$tmp/said"; then not_ok 'messages hold no escape sequences'; fi
finish
