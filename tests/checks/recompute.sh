#!/bin/sh
# Every total of audit.json can be opened into the contacts it counts: tests/tools/recompute.py makes them anew, without
# parcours, from contacts.csv, cases.csv, waits.csv and the journey. And contacts.xes, read again, gives the same verdicts.
. "$(dirname "$0")/common"
json=$PARCOURS_BIN/tools/json
command -v python3 >/dev/null || { skip 'totals made anew: needs python3'; finish; }
retraite=$root/journeys/retraite dozen=$here/fixtures/dozen permit=$root/journeys/permis-environnement
log=$PARCOURS_SHARED/data/xes/receipt-wabo.xes.gz
xsd=$PARCOURS_SHARED/data/cjml-sjm/Xes.xsd

compared() {    # compared FOLDER JOURNEY CONTACTS OPTIONS...
    folder=$1; shift
    rm -rf "$tmp/$folder"
    parcours compare "$@" -o "$tmp/$folder" >"$tmp/said" 2>&1 && return
    echo "compare: exit status $?" >>"$tmp/said"
    return 1
}
made_anew() {   # made_anew JOURNEY: of $tmp/one
    python3 "$here/tools/recompute.py" "$1" "$tmp/one" >"$tmp/found" 2>&1
}
recomputed() {  # recomputed WHAT JOURNEY CONTACTS OPTIONS...
    what=$1; shift
    if ! compared one "$@"; then
        not_ok "$what: compare"; show "$tmp/said"
    elif made_anew "$1"; then
        ok "$what: $(sed -n 's/.*: \([0-9]*\) figures.*/\1/p' "$tmp/found" | awk '{ n += $1 } END { print n }') figures made anew are the same"
    else
        not_ok "$what: figures made anew are the same"; grep -v '^ok' "$tmp/found" | show
    fi
}
verdicts() { # what must survive of the audit in FOLDER
    for key in cases/total cases/completed cases/ongoing cases/abandoned cases/unknown cases/never_started cases/conforming contacts/total \
        contacts/planned contacts/redundant $(for verdict in planned wrong-door failed-attempt incomplete-file repeat-notification \
        out-of-order chasing reopened repeated unplanned clarification institution-error recourse; do echo contacts/by_verdict/$verdict; done); do
        echo "$key $("$json" "$tmp/$1/audit.json" "$key")"
    done
}
survives() {    # survives WHAT JOURNEY: contacts.xes of $tmp/one is XES, and compared again says the same
    if test -n "$PARCOURS_SHARED" && ! xmllint --noout --nonet --schema "$xsd" "$tmp/one/contacts.xes" >"$tmp/said" 2>&1; then
        echo "not valid"; return 1
    fi
    compared two "$2" "$tmp/one/contacts.xes" || return 1
    verdicts one >"$tmp/verdicts-one"; verdicts two >"$tmp/verdicts-two"
    diff "$tmp/verdicts-one" "$tmp/verdicts-two" >"$tmp/said"
}
read_again() {
    if survives "$1" "$2"; then ok "$1: contacts.xes is read again, with the same verdicts"
    else not_ok "$1: contacts.xes is read again, with the same verdicts"; show "$tmp/said"; fi
}

recomputed 'the example' "$retraite/retraite.xml" "$retraite/contacts.csv"
read_again 'the example' "$retraite/retraite.xml"
recomputed 'the example, side by side' "$retraite/retraite.xml" "$retraite/contacts.csv" --by territoire
recomputed 'the dozen' "$dozen/journey.xml" "$dozen/contacts.csv"
read_again 'the dozen' "$dozen/journey.xml"
if test -n "$PARCOURS_SHARED"; then
    recomputed 'the permit' "$permit/permis.xml" "$log"
    read_again 'the permit' "$permit/permis.xml"
    recomputed 'a Petri net' "$PARCOURS_SHARED/data/pnml/receipt.pnml" "$log"
    read_again 'a Petri net' "$PARCOURS_SHARED/data/pnml/receipt.pnml"
else
    skip 'the permit, a Petri net: needs ../shared'
    skip 'contacts.xes is valid by the schema of XES: needs ../shared'
fi

# Random logs, half of them with texts that break things; the first that fails is shown.
bad=0 rounds=40
for seed in $(seq 1 $rounds); do
    case $((seed % 2)) in 0) hostile=hostile ;; *) hostile= ;; esac
    case $((seed % 3)) in 0) journey=$retraite/retraite.xml ;; *) journey=$dozen/journey.xml ;; esac
    python3 "$here/tools/random-contacts.py" $seed "$journey" $hostile >"$tmp/random.csv"
    : >"$tmp/found"
    compared one "$journey" "$tmp/random.csv"
    if test ! -s "$tmp/one/audit.json"; then
        bad=1; not_ok "random contacts, seed $seed: compare"; show "$tmp/said"; break
    elif ! made_anew "$journey"; then
        bad=1; not_ok "random contacts, seed $seed: figures made anew are the same"; grep -v '^ok' "$tmp/found" | show; break
    elif ! survives random "$journey"; then
        bad=1; not_ok "random contacts, seed $seed: contacts.xes is read again, with the same verdicts"; show "$tmp/said"; break
    fi
done
test $bad = 1 || ok "random contacts, $rounds logs: made anew, and read again from contacts.xes"

# The check can fail: a line less in contacts.csv, and sums differ.
compared one "$dozen/journey.xml" "$dozen/contacts.csv"
sed -i '$d' "$tmp/one/contacts.csv"
if made_anew "$dozen/journey.xml"; then not_ok 'a missing contact is noticed'; else ok 'a missing contact is noticed'; fi
finish
