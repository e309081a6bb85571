#!/bin/sh
# The theoretical journey of the environmental permit and the real municipal log it was written for: every label
# matches, and the costs are those that a separate, slow implementation of the alignment found.
. "$(dirname "$0")/common"
tools=$PARCOURS_BIN/tools
log=$PARCOURS_SHARED/data/xes/receipt-wabo.xes.gz
journey=$root/journeys/permis-environnement/permis.xml
if test -z "$PARCOURS_SHARED" || ! test -e "$log"; then
    skip 'the permit and its log: no ../shared'
    finish
fi
holds() {       # holds WHAT EXPECTED-JSON ACTUAL-FILE
    printf '%s' "$2" >"$tmp/expected.json"
    if "$tools/json-subset" "$tmp/expected.json" "$3" >"$tmp/said" 2>&1; then ok "$1"; else not_ok "$1"; show "$tmp/said"; fi
}
parcours align "$journey" "$log" --json >"$tmp/align.json" 2>"$tmp/said" || { not_ok "align: exit status $?"; show "$tmp/said"; }
holds 'align: 1,434 cases in 116 variants, cost 678' '{"cases":1434,"variants":116,"cost":{"total":678}}' "$tmp/align.json"
parcours compare "$journey" "$log" -o "$tmp/audit" >"$tmp/said" 2>&1 || { not_ok "compare: exit status $?"; show "$tmp/said"; }
# 1,268 cases cost nothing; the others stop before the end, for the most part
holds 'compare: every one of the 8,577 events is on the map, 1,268 cases go as planned' \
    '{"cases":{"total":1434,"conforming":1268},"contacts":{"total":8577},"input":{"rows":8577,"used":8577,"rejected":0,"off_map":0}}' \
    "$tmp/audit/audit.json"
finish
