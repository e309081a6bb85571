#!/bin/sh
# The fixture of a dozen cases: what the program says of it is what was worked out by hand (tests/fixtures/dozen/hand.md).
. "$(dirname "$0")/common"
tools=$PARCOURS_BIN/tools
dozen=$here/fixtures/dozen

# The comparer itself finds a difference, whatever its kind, and nothing else.
printf '{"a":{"b":1.5,"c":[1,2]},"e":[{"id":"x","n":2},{"from":"p","to":"q","n":3}],"s":"t","z":null}' >"$tmp/whole.json"
subset() {      # subset EXIT-STATUS EXPECTED-JSON
    printf '%s' "$2" >"$tmp/part.json"
    "$tools/json-subset" "$tmp/part.json" "$tmp/whole.json" >"$tmp/said" 2>&1
    status=$?
    if test $status = "$1"; then ok "json-subset: $2"; else not_ok "json-subset: $2: exit status $status"; show "$tmp/said"; fi
}
subset 0 '{"e":[{"from":"p","to":"q","n":3.0},{"id":"x","n":2}],"a":{"b":1.5}}'
subset 0 '{"z":null,"a":{"c":[1,2]}}'
subset 1 '{"a":{"b":1.5001}}'
subset 1 '{"a":{"c":[1,2,3]}}'
subset 1 '{"a":{"d":null}}'
subset 1 '{"e":[{"id":"x","n":3}]}'
subset 1 '{"e":[{"from":"p","to":"x","n":3}]}'
subset 1 '{"s":"u"}'
subset 2 '{"s":'

holds() {       # holds WHAT EXPECTED ACTUAL
    if "$tools/json-subset" "$2" "$3" >"$tmp/said" 2>&1; then ok "$1"; else not_ok "$1"; show "$tmp/said"; fi
}
parcours compare "$dozen/journey.xml" "$dozen/contacts.csv" --lang en -o "$tmp/audit" >"$tmp/said" 2>&1 ||
    { not_ok "compare: exit status $?"; show "$tmp/said"; }
# The columns of FILE that EXPECTED has, in EXPECTED's order (no cell of the fixture holds a comma).
columns() {     # columns EXPECTED FILE
    awk -F, 'FNR == 1 && NR == 1 { wanted = split($0, name); next }
             NR == FNR { next }
             FNR == 1 { sub(/^\357\273\277/, ""); for (i = 1; i <= NF; i++) at[$i] = i }
             { sub(/\r$/, ""); for (i = 1; i <= wanted; i++) printf("%s%s", (i > 1 ? "," : ""), (at[name[i]] ? $at[name[i]] : "no column")); print "" }
            ' "$1" "$2"
}
lines() {       # lines WHAT EXPECTED FILE: each line is the one worked out
    columns "$2" "$3" >"$tmp/columns" 2>&1
    if diff "$2" "$tmp/columns" >"$tmp/said" 2>&1; then ok "$1"; else not_ok "$1"; show "$tmp/said"; fi
}
holds 'audit.json is what hand.md says' "$dozen/expected.json" "$tmp/audit/audit.json"
lines 'contacts.csv: verdict, rule and minutes of each contact' "$dozen/expected-contacts.csv" "$tmp/audit/contacts.csv"
lines 'cases.csv: outcome, cause and both accounts of each case' "$dozen/expected-cases.csv" "$tmp/audit/cases.csv"
parcours align "$dozen/journey.xml" "$dozen/contacts.csv" --json >"$tmp/align.json" 2>"$tmp/said" ||
    { not_ok "align: exit status $?"; show "$tmp/said"; }
holds 'align --json is what hand.md says' "$dozen/expected-align.json" "$tmp/align.json"
finish
