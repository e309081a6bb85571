#!/bin/sh
# The shipped example keeps its promises: every verdict concerns at least five users, the published rates of visits and
# calls hold, every outcome and class of time occurs, no row is rejected, every row is marked as fictitious.
. "$(dirname "$0")/common"
tools=$PARCOURS_BIN/tools
example=$root/journeys/retraite
parcours compare "$example/retraite.xml" "$example/contacts.csv" --lang en -o "$tmp/audit" >"$tmp/said" 2>&1 ||
    { not_ok "compare: exit status $?"; show "$tmp/said"; }
value() { "$tools/json" "$tmp/audit/audit.json" "$1"; }
least() {       # least WHAT PATH MINIMUM
    found=$(value "$2")
    if test -n "$found" && test "$found" -ge "$3"; then ok "$1: $found"; else not_ok "$1: '$found', at least $3 expected"; fi
}
verdicts=$(value contacts/users_by_verdict)
test "$(echo "$verdicts" | wc -l)" = 13 || not_ok "thirteen verdicts: $verdicts"
for verdict in $verdicts; do least "users with a contact that is $verdict" "contacts/users_by_verdict/$verdict" 5; done
for outcome in completed ongoing abandoned unknown never_started; do least "users: $outcome" "cases/$outcome" 1; done
for class in productive relation autonomy; do least "minutes: $class" "time/active_minutes/$class" 1; done
for cause in repeated-request fragmentation redundant-operation stated access; do
    least "unproductive minutes: $cause" "time/unproductive_by_cause/$cause" 1
done
for class in contact announced overrun own; do least "seconds: $class" "time/elapsed_seconds/$class" 1; done
for cause in not-known not-requested not-received not-offered; do least "non-take-up: $cause" "takeup/by_cause/$cause" 1; done

share() {       # share CHANNEL: per cent of the users with a contact who used it, rounded
    awk -F';' -v channel="$1" 'NR > 1 && $6 != "" { all[$1]; if ($8 == channel) used[$1] }
        END { for (user in all) n++; for (user in used) k++; printf "%.0f", 100 * k / n }' "$example/contacts.csv"
}
visited=$(share guichet) phoned=$(share téléphone)
if test "$visited $phoned" = '81 75'; then ok '81 % visited, 75 % phoned'; else not_ok "81 % visited, 75 % phoned: $visited, $phoned"; fi
if test "$(value input/rejected)" = 0; then ok 'no row rejected'; else not_ok 'no row rejected'; fi
if awk -F';' 'NR > 1 && ($1 !~ /^fictif-/ || $2 != "fictives") { bad = 1 } END { exit bad }' "$example/contacts.csv"; then
    ok 'every row says that it is fictitious'
else
    not_ok 'every row says that it is fictitious'
fi
finish
