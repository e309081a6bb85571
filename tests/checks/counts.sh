#!/bin/sh
# `show --json` counts the logs of ../shared/data/xes as independent readers did (truth.json there).
. "$(dirname "$0")/common"
tools=$PARCOURS_BIN/tools
if test -z "$PARCOURS_SHARED"; then
    skip 'counts of real logs: need ../shared'
    finish
fi
data=$PARCOURS_SHARED/data/xes
keys='cases events distinct_names variants_by_name first_utc last_utc events_missing_timestamp events_unparsable_timestamp
events_missing_name'
for name in $("$tools/json" "$data/truth.json"); do
    case $name in
    */*) continue ;;        # certification/: the tool splits paths at slashes; those logs hold no contact or two
    esac
    if ! parcours show "$data/$name" --json >"$tmp/got" 2>"$tmp/said"; then
        not_ok "$name: show --json: exit status $?"; show "$tmp/said"
        continue
    fi
    differs=
    for key in $keys; do
        wanted=$("$tools/json" "$data/truth.json" "$name/$key")
        got=$("$tools/json" "$tmp/got" "$key")
        test "$got" = "$wanted" || differs="$differs $key is $got, not $wanted;"
    done
    if test -z "$differs"; then ok "$name: counted as others do"; else not_ok "$name:$differs"; fi
done
finish
