#!/bin/sh
# report.html in a browser: filters, lists, sorted tables, keyboard, print, without script; nothing asked of a network, no
# error, no violation of its policy. Driven by tests/tools/report_browser.py over the browser's own loopback port.
. "$(dirname "$0")/common"
browser=
for program in chromium chromium-browser google-chrome; do
    browser=${browser:-$(command -v "$program")}
done
if test -z "$browser"; then skip 'report.html in a browser: no chromium here'; finish; fi
if ! command -v python3 >/dev/null; then skip 'report.html in a browser: no python3 here'; finish; fi
if ! test -x "$PARCOURS_BIN/bench/generate"; then skip 'report.html in a browser: build the tests first (make tests)'; finish; fi
journey=$root/journeys/retraite/retraite.xml contacts=$root/journeys/retraite/contacts.csv

compared() {    # compared FOLDER JOURNEY CONTACTS OPTIONS...
    folder=$1; shift
    parcours compare "$@" -o "$tmp/$folder" >"$tmp/said" 2>"$tmp/errors" && return
    not_ok "compare for $folder: exit status $?"; show "$tmp/errors"
}
compared fr "$journey" "$contacts" --lang fr
compared en "$journey" "$contacts" --lang en
compared names "$journey" "$contacts" --lang en --names
for size in some:30000 big:100000; do
    "$PARCOURS_BIN/bench/generate" events ${size#*:} >"$tmp/contacts.csv"
    compared ${size%:*} "$root/tests/bench/journey.xml" "$tmp/contacts.csv" --lang en
done
python3 "$here/tools/report_browser.py" "$browser" "$tmp" >"$tmp/checked" 2>&1
status=$?
cat "$tmp/checked"
if grep -q '^not ok' "$tmp/checked"; then echo seen >>"$tmp/.failures"
elif test $status != 0; then not_ok "report_browser.py: exit status $status"; fi
if ! test -s "$tmp/printed.pdf" || ! command -v pdftotext >/dev/null; then
    skip 'the lists on paper: no PDF was printed, or no pdftotext here'
else
    lists=$(grep -o '<details class="kind">' "$tmp/en/report.html" | wc -l)
    printed=$(pdftotext -layout "$tmp/printed.pdf" - | grep -c 'Why it counts:')
    if test "$lists" -gt 3 && test "$printed" = "$lists"; then ok "all $lists lists are on paper, opened"
    else not_ok "$printed of $lists lists are on paper"; fi
fi
finish
