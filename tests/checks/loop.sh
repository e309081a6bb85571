#!/bin/sh
# The loop closes: what the simulator says it produced is what compare finds in the simulated contacts, for each shipped model; how well
# the rules recover it without stated reasons is what doc/simulation.md says. And chance: the same seed gives the same bytes whatever
# the threads, and a change to one delay changes nothing for users who never meet it. `sh tests/checks/loop.sh -u` brings the page up to date.
. "$(dirname "$0")/common"
command -v python3 >/dev/null || { skip 'the loop closes: needs python3'; finish; }
update=$1 tool=$here/tools/loop.py said=$root/doc/simulation.md

run() {         # run WHAT COMMAND...: not ok unless it succeeds
    what=$1; shift
    "$@" >"$tmp/said" 2>&1 && return
    not_ok "$what: exit status $?"; show "$tmp/said"; return 1
}
simulated() {   # simulated FOLDER MODEL OPTIONS...: without warm-up, so that the log has all that is counted
    folder=$1; shift
    run "simulate $folder" parcours simulate "$@" -o "$tmp/$folder" --warm-up 0d --log contacts.csv
}
told() {        # told WHAT ACTION OPERANDS...: of the tool
    what=$1; shift
    if python3 "$tool" "$@" >"$tmp/said" 2>&1; then ok "$what: $(tail -n 1 "$tmp/said")"
    else not_ok "$what"; show "$tmp/said"; fi
}
drawn() {       # drawn MODEL JOURNEY: map.svg is what draw makes of the log, but for two lines that say it was simulated
    run "draw $1" parcours draw "$2" "$tmp/$1/contacts.csv" --min-group 10 -o "$tmp/drawn.svg" || return
    diff "$tmp/drawn.svg" "$tmp/$1/map.svg" | sed -n 's/^> //p' >"$tmp/differences"
    if test "$(grep -c '' "$tmp/differences")" = 2 && test "$(grep -c simulated "$tmp/differences")" = 2; then
        ok "$1: map.svg is the map of the log, and says that it was simulated"
    else
        not_ok "$1: map.svg is the map of the log, and says that it was simulated"; show "$tmp/differences"
    fi
}
page() {        # page NAME WHAT ACTION OPERANDS...: what the tool prints is what the page has between two marks; -u puts it there
    name=$1 what=$2; shift 2
    python3 "$tool" "$@" >"$tmp/table" 2>"$tmp/said" || { not_ok "$what"; show "$tmp/table" "$tmp/said"; return; }
    awk -v name="$name" -v table="$tmp/table" '
        $0 == "<!-- end -->" { inside = 0 }
        !inside { print }
        $0 == "<!-- loop: " name " -->" { inside = 1; while ((getline line <table) > 0) print line }' "$said" >"$tmp/page"
    if test "$update" = -u; then cp "$tmp/page" "$said"; fi
    if ! grep -qxF "<!-- loop: $name -->" "$said"; then not_ok "$what: no mark in doc/simulation.md"
    elif diff "$said" "$tmp/page" >"$tmp/differences"; then ok "$what are as doc/simulation.md has them"
    else not_ok "$what are as doc/simulation.md has them"; show "$tmp/differences"; fi
}
for name in retraite rsa centre-appels; do
    journey=$root/journeys/$name/$name.xml
    simulated $name "$root/models/$name.xml" --users 1000 --replications 1 &&
        simulated $name-silent "$root/models/$name.xml" --users 1000 --replications 1 --log-without-reasons &&
        run "compare $name" parcours compare "$journey" "$tmp/$name/contacts.csv" -o "$tmp/$name/audit" &&
        run "compare $name without reasons" parcours compare "$journey" "$tmp/$name-silent/contacts.csv" -o "$tmp/$name-silent/audit" || continue
    told "$name: the loop closes" closes "$tmp/$name/simulation.json" "$tmp/$name/contacts.csv" "$tmp/$name/audit" "$journey"
    told "$name: the check can fail" noticed "$tmp/$name/simulation.json" "$tmp/$name/contacts.csv" "$tmp/$name/audit" "$journey"
    drawn $name "$journey"
    page $name "$name: verdicts without reasons" confusion "$tmp/$name/audit" "$tmp/$name-silent/audit"
done
for name in retraite rsa centre-appels; do
    run "simulate $name as it says" parcours simulate "$root/models/$name.xml" -o "$tmp/whole-$name"
done
page models 'figures of the models' shows "$tmp/whole-retraite/simulation.json" "$tmp/whole-rsa/simulation.json" \
    "$tmp/whole-centre-appels/simulation.json"

# The same bytes, whatever the threads: figures, log and what is said.
for threads in 1 2 5; do
    simulated threads-$threads "$root/models/rsa.xml" --users 500 --replications 5 --threads $threads
    sed "s|threads-$threads|FOLDER|" "$tmp/said" >"$tmp/threads-$threads/said"
done
for threads in 2 5; do
    if test -s "$tmp/threads-1/contacts.csv" && diff -r "$tmp/threads-1" "$tmp/threads-$threads" >"$tmp/differences"; then
        ok "one thread and $threads: the same bytes"
    else
        not_ok "one thread and $threads: the same bytes"; show "$tmp/differences"
    fi
done
simulated seed "$root/models/rsa.xml" --users 500 --replications 5 --seed 2
if cmp -s "$tmp/threads-1/simulation.json" "$tmp/seed/simulation.json"; then not_ok 'another seed: other users'
else ok 'another seed: other users'; fi

# One delay changed. Without desks, or users would meet in the queue: then it is no chance that changes, but the wait.
sed -e 's|"\.\./journeys|"'"$root"'/journeys|' -e '/<desk/,/>/d' "$root/models/retraite.xml" >"$tmp/today.xml"
sed 's|<delay step="releve-corrige" law="[^"]*"|<delay step="releve-corrige" law="gamma(mean=10d, sd=2d)"|' "$tmp/today.xml" >"$tmp/changed.xml"
if cmp -s "$tmp/today.xml" "$tmp/changed.xml"; then not_ok 'one delay is changed'; fi
simulated today "$tmp/today.xml" --users 1000 --replications 1
simulated changed "$tmp/changed.xml" --users 1000 --replications 1
told 'one delay changed' unrelated "$tmp/today/contacts.csv" "$tmp/changed/contacts.csv" releve-corrige
finish
