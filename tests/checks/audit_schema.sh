#!/bin/sh
# doc/audit.schema.json describes audit.json: what is written fulfils it, of any kind of log, and a key that it does not
# describe, a missing one or one of another type does not pass.
. "$(dirname "$0")/common"
schema=$root/doc/audit.schema.json
validate() { python3 "$here/tools/json-schema.py" "$schema" "$@"; }

validate >"$tmp/said" 2>&1
case $? in
0) ok 'the schema is one, and describes every key' ;;
77) skip 'audit.json fulfils its schema: needs python3-jsonschema'; finish ;;
*) not_ok 'the schema is one, and describes every key'; show "$tmp/said" ;;
esac

fulfils() {     # fulfils WHAT JOURNEY CONTACTS... : compare, then validate $tmp/out/audit.json
    what=$1; shift
    rm -rf "$tmp/out"
    if ! parcours compare "$@" -o "$tmp/out" >"$tmp/said" 2>&1; then
        not_ok "$what: compare failed"; show "$tmp/said"
    elif validate "$tmp/out/audit.json" >"$tmp/said" 2>&1; then
        ok "$what: audit.json fulfils the schema"
    else
        not_ok "$what: audit.json fulfils the schema"; show "$tmp/said"
    fi
}

retraite=$root/journeys/retraite dozen=$here/fixtures/dozen
fulfils 'the dozen' "$dozen/journey.xml" "$dozen/contacts.csv"
printf 'case,step\na,demande\na,nothing known\nb,\n' >"$tmp/undated.csv"
fulfils 'without dates' "$retraite/retraite.xml" "$tmp/undated.csv"
printf 'case,step\nnobody,\n' >"$tmp/declared.csv"
fulfils 'one user, no contact' "$retraite/retraite.xml" "$tmp/declared.csv"
cat >"$tmp/unknown.xml" <<'XML'
<journey xmlns="urn:parcours:journey:1" id="j" event="e" lang="en"><title>T</title><institution id="unknown" name="U"/>
  <path><step id="s" with="unknown">S</step></path></journey>
XML
printf 'case,step,institution\na,s,\na,x,nowhere\n' >"$tmp/unknown.csv"
fulfils 'an institution called unknown' "$tmp/unknown.xml" "$tmp/unknown.csv"
if test -n "$PARCOURS_SHARED"; then
    fulfils 'the permit' "$root/journeys/permis-environnement/permis.xml" "$PARCOURS_SHARED/data/xes/receipt-wabo.xes.gz"
    fulfils 'a Petri net' "$PARCOURS_SHARED/data/pnml/receipt.pnml" "$PARCOURS_SHARED/data/xes/receipt-wabo.xes.gz"
else
    skip 'the permit, a Petri net: audit.json fulfils the schema: needs ../shared'
fi
fulfils 'the example by profile, with prices' "$retraite/retraite.xml" "$retraite/contacts.csv" --by profil --user-hour 12
fulfils 'the example by channel' "$retraite/retraite.xml" "$retraite/contacts.csv" --by canal
fulfils 'the example' "$retraite/retraite.xml" "$retraite/contacts.csv"

refused() {     # refused WHAT EXPRESSION: the example's audit, changed by a Python expression on `audit`, does not pass
    python3 - "$tmp/out/audit.json" "$tmp/changed.json" "$2" <<'PY'
import json, sys
audit = json.load(open(sys.argv[1], encoding='utf-8'))
exec(sys.argv[3])
json.dump(audit, open(sys.argv[2], 'w', encoding='utf-8'))
PY
    if cmp -s "$tmp/out/audit.json" "$tmp/changed.json" || validate "$tmp/changed.json" >"$tmp/said" 2>&1; then
        not_ok "refused: $1"
    else
        ok "refused: $1"
    fi
}
refused 'a key at the top that is not described' 'audit["more"] = 1'
refused 'a key deep inside that is not described' 'audit["steps"][0]["wait_days"]["more"] = 1'
refused 'a verdict that is none' 'audit["contacts"]["by_verdict"]["lost"] = 1'
refused 'a missing key' 'del audit["takeup"]["by_cause"]["not-known"]'
refused 'a count that is a text' 'audit["cases"]["total"] = "12"'
refused 'a count below zero' 'audit["contacts"]["by_institution"]["carsat"] = -1'
printf '{"journey": {}, "journey": {}}' >"$tmp/twice.json"
if validate "$tmp/twice.json" 2>&1 | grep -q 'a key twice'; then ok 'refused: a key twice'; else not_ok 'refused: a key twice'; fi
finish
