#!/bin/sh
# Hostile files: what reads them answers in time and in bounded memory, refuses what must be refused with a message,
# and accepts what is only odd. The files of ../shared/data/hostile of every format, hostile journeys and models
# made here, and things that are no plain files. All of it again with the sanitizers, if that build is there.
. "$(dirname "$0")/common"
tools=$PARCOURS_BIN/tools
data=$PARCOURS_SHARED/data/hostile
seconds=5 megabytes=256

# attempt COMMAND...: run parcours within the limits; gives $status, $tmp/stdout, $tmp/stderr
attempt() {
    "$tools/limited" $seconds $megabytes "$program" "$@" >"$tmp/stdout" 2>"$tmp/stderr" </dev/null
    status=$?
}
# judge WHAT FILE VERDICT: reject = status 1, with a message that names the file; accept = 0; either = one of them;
# refuse = 1 or 3 (it is no file that can be read)
judge() {
    why=
    case $3:$status in
    accept:0 | either:0) ;;
    reject:1 | either:1 | refuse:1 | refuse:3)
        grep -qF "$(basename "$2")" "$tmp/stderr" || why='its message does not name the file' ;;
    *) why="exit status $status" ;;
    esac
    if test -z "$why"; then
        ok "$what_build$1: $3"
    else
        not_ok "$what_build$1: $3 expected, but $why"; show "$tmp/stderr"
    fi
}

shared_files() {
    if test -z "$PARCOURS_SHARED"; then
        skip 'hostile logs, contacts and processes: need ../shared'
        return
    fi
    for name in $("$tools/json" "$data/expected.json"); do
        verdict=$("$tools/json" "$data/expected.json" "$name/verdict")
        test "$verdict" != null || continue
        allowed=$seconds
        seconds=$("$tools/json" "$data/expected.json" "$name/max_seconds") && test "$seconds" -gt "$allowed" || seconds=$allowed
        attempt show "$data/$name" --json
        judge "$name" "$data/$name" "$verdict"
        shared_details "$name"
        case $status:$name in
        0:*.bpmn) shared_process "$name" ;;
        esac
        seconds=$allowed
    done
}
shared_details() {      # what expected.json says beside the verdict
    forbidden=$("$tools/json" "$data/expected.json" "$1/forbid") &&
        if cat "$tmp/stdout" "$tmp/stderr" | grep -qF "$forbidden"; then not_ok "$1: its secret comes out"; fi
    test $status = 0 || return
    if ! "$tools/json" "$tmp/stdout" >/dev/null 2>"$tmp/error"; then
        not_ok "$1: show --json is JSON"; show "$tmp/error"
        return
    fi
    for key in cases events; do
        wanted=$("$tools/json" "$data/expected.json" "$1/$key") || continue
        got=$("$tools/json" "$tmp/stdout" $key)
        test "$got" = "$wanted" || not_ok "$1: $key is $got, not $wanted"
    done
    unparsable=$("$tools/json" "$tmp/stdout" events_unparsable_timestamp)
    if test "${unparsable:-0}" != 0 && ! grep -q "$1:[0-9]" "$tmp/stderr"; then
        not_ok "$1: a timestamp that cannot be read is reported with its line"; show "$tmp/stderr"
    fi
}
shared_process() {      # a process that was accepted: it can be examined and drawn, and its name comes out as it is
    name_inside=$("$tools/json" "$data/expected.json" "$1/name") && {
        attempt show "$data/$1"
        grep -qF "$name_inside" "$tmp/stdout" || { not_ok "$1: its name is '$name_inside'"; show "$tmp/stdout"; }
    }
    attempt check "$data/$1"
    judge "check $1" "$data/$1" either
    rm -f "$tmp/map.svg"
    attempt draw "$data/$1" -o "$tmp/map.svg"
    judge "draw $1" "$data/$1" either
    if test $status = 0 && ! xmllint --noout --nonet "$tmp/map.svg" 2>"$tmp/error"; then
        not_ok "draw $1: the map is well-formed"; show "$tmp/error"
    fi
    status=0
}

# journey NAME VERDICT, the file on standard input
journey() {
    cat >"$tmp/$1.xml"
    attempt check "$tmp/$1.xml"
    judge "journey: $1" "$tmp/$1.xml" "$2"
}
head='<journey xmlns="urn:parcours:journey:1" id="j" event="e" lang="fr"><title>T</title>
<institution id="m" name="Mairie"/>'
step='<step id="s" with="m" via="counter" takes="5min">Étape</step>'
many() { awk -v count="$1" -v text="$2" 'BEGIN { for (i = 1; i <= count; i++) { line = text; gsub(/#/, i, line); print line } }'; }
nested() { many "$1" '<path>'; echo "$step"; many "$1" '</path>'; }

journeys() {
    echo "$head<path>$step</path></journey>" | journey plain accept
    echo "<!DOCTYPE journey>$head<path>$step</path></journey>" | journey doctype reject
    { echo '<!DOCTYPE journey [<!ENTITY a0 "boum">'
      many 12 '<!ENTITY a# "&a0;&a0;&a0;&a0;&a0;&a0;&a0;&a0;&a0;&a0;">' | awk '{ gsub(/&a0;/, "\\&a" NR - 1 ";"); print }'
      echo "]>$head<path><step id='s' with='m'>&a12;</step></path></journey>"; } | journey entity-bomb reject
    echo "<!DOCTYPE journey [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>$head<path><step id='s' with='m'>&x;</step></path></journey>" |
        journey external-entity reject
    if grep -q 'root:' "$tmp/stdout" "$tmp/stderr"; then not_ok "journey: external-entity: the file comes out"; fi
    echo "$head<path><step id='s' with='m'>&nothing;</step></path></journey>" | journey unknown-entity reject
    { echo "$head"; nested 5000; echo '</journey>'; } | journey nested-5000 either
    { echo "$head"; nested 40; echo '</journey>'; } | journey nested-40 accept
    { echo "$head<path>"; many 2000 '<choice><option><step id="s#" with="m">S#</step></option><option/></choice>'
      echo '</path></journey>'; } | journey choices-2000 either
    { echo "$head<path><any-order>"; many 60 '<step id="s#" with="m">S#</step>'; echo '</any-order></path></journey>'; } |
        journey parallel-60 either
    { echo "$head<path>"; many 20000 '<step id="s#" with="m">S#</step>'; echo '</path></journey>'; } |
        journey steps-20000 either
    { echo "${head%<institution*}"; many 20000 '<institution id="i#" name="I#"/>'; echo '<path>'
      many 30 '<step id="s#" with="i#" via="web">S#</step>'; echo '</path></journey>'; } | journey institutions-20000 accept
    { echo 'case,step,institution'; many 30 'u,s#,i#'; echo 'u,s1,i20000'; } >"$tmp/institutions.csv"
    allowed=$seconds seconds=30
    attempt compare "$tmp/institutions-20000.xml" "$tmp/institutions.csv" -o "$tmp/institutions"
    seconds=$allowed
    judge 'contacts with some of 20000 institutions' institutions.csv accept
    echo "$head<path>$step" | journey truncated reject
    printf '%s' "$head<path><step id='s' with='m" | journey truncated-in-a-tag reject
    printf '' | journey empty reject
    printf '\357\273\277' | journey byte-order-mark-only reject
    printf '  \n \n' | journey blank reject
    printf '%s<path><step id="s" with="m">\303\050 \377</step></path></journey>' "$head" | journey invalid-utf-8 reject
    printf '%s<path><step id="s" with="m">\300\257</step></path></journey>' "$head" | journey overlong-utf-8 reject
    echo "$head<path><step id='s' with='m'>a&#1;b</step></path></journey>" | journey control-character reject
    printf '%s<path><step id="s" with="m">a\001b</step></path></journey>' "$head" | journey control-byte reject
    echo "<?xml version='1.0' encoding='UTF-16'?>$head<path>$step</path></journey>" | iconv -f UTF-8 -t UTF-16 | journey utf-16 accept
    echo "<?xml version='1.0' encoding='windows-1252'?>$head<path>$step</path></journey>" |
        iconv -f UTF-8 -t WINDOWS-1252 | journey windows-1252 accept
    echo "<?xml version='1.0' encoding='UTF-7'?>$head<path>$step</path></journey>" | journey utf-7 either
    echo "<?xml version='1.0' encoding='klingon'?>$head<path>$step</path></journey>" | journey unknown-encoding reject
    echo '<html><body>404</body></html>' | journey html reject
    echo "<journey xmlns='urn:other' id='j'><path>$step</path></journey>" | journey other-namespace reject
    { printf '%s<path><step id="s" with="m">' "$head"; head -c 3000000 /dev/zero | tr '\0' x; echo '</step></path></journey>'; } |
        journey text-of-3-MB either
    { printf '%s<path><step with="m" id="' "$head"; head -c 1000000 /dev/zero | tr '\0' x; echo '">S</step></path></journey>'; } |
        journey id-of-1-MB either
    { printf '%s<path><step id="s" with="m" ' "$head"; many 5000 'a#="1"'; echo '>S</step></path></journey>'; } |
        journey attributes-5000 either
    echo "$head<path><step id='s' with='m' takes='99999999999999999999y'>S</step></path></journey>" | journey endless-duration reject
    echo "$head<path><step id='s' with='m' takes='-5min'>S</step></path></journey>" | journey negative-duration reject
    echo "$head<path><step id='s' with='%n%s%s%n' takes='%s%n'>%s%n%s</step></path></journey>" | journey format-directives reject
}

# model NAME VERDICT, the file on standard input
model() {
    cat >"$tmp/$1.xml"
    attempt check "$tmp/$1.xml"
    judge "model: $1" "$tmp/$1.xml" "$2"
}
models() {
    begin='<model xmlns="urn:parcours:model:1" id="m"><title>T</title><step id="s" with="o" via="phone"/>'
    come='<arrivals rate="1/h"/>'
    echo "$begin$come</model>" | model model-plain accept
    echo "<!DOCTYPE model [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>$begin$come<time law='&x;'/></model>" | model model-entity reject
    if grep -q 'root:' "$tmp/stdout" "$tmp/stderr"; then not_ok 'model: the file of an entity comes out'; fi
    { echo "$begin$come"; many 5000 '<calendar id="c"><open from="9:00" to="10:00">'; } | model model-nested reject
    printf '%s' "$begin$come<desk with='o" | model model-truncated reject
    printf '' | model model-empty reject
    echo '<model/>' | model model-bare reject
    { printf '%s<time law="' "$begin$come"; head -c 60000 /dev/zero | tr '\0' '('; echo '"/></model>'; } | model model-law-of-60-KB reject
    { printf '%s<time law="gamma(mean=' "$begin$come"; head -c 60000 /dev/zero | tr '\0' 9; echo 's, sd=1s)"/></model>'; } |
        model model-number-of-60-KB reject
    for rate in nan/h inf/h -1/h 1e999/h 0x10/h 1/0 /h 1/ 1/fortnight; do
        echo "$begin<arrivals rate='$rate'/></model>" | model "model-rate-$(echo "$rate" | tr / _)" reject
    done
    for servers in 0 -1 nan 1e400 99999999999999999999 '' ' '; do
        echo "$begin$come<desk with='o' servers='$servers'/></model>" | model "model-servers-$servers" reject
    done
    for law in 'exponential(mean=nan s)' 'exponential(mean=99999999999999999999y)' 'erlang(k=1e300, mean=1h)' 'uniform(1h, 1h)' \
        'gamma(mean=1h, sd=1e-300s)' 'empirical(/dev/zero, s)' 'empirical(.)' 'empirical()' 'empirical(' '%n%s' ')'; do
        echo "$begin$come<time law='$law'/></model>" | model model-law refuse
    done
    echo "<model xmlns='urn:parcours:model:1' id='m' journey='model-itself.xml'><title>T</title>$come</model>" | model model-itself reject
    echo "<model xmlns='urn:parcours:model:1' id='m' journey='/dev/zero'><title>T</title>$come</model>" | model model-device refuse
    echo "<model xmlns='urn:parcours:model:1' id='m' journey='.'><title>T</title>$come</model>" | model model-folder refuse
    { echo "$begin$come"; many 5000 '<profile id="p#"/>'; many 5000 '<time profile="p#" law="1h"/>'; echo '</model>'; } |
        model model-rules-5000 accept
    { echo "$begin$come"; many 5000 '<profile id="p#"/>'; many 5000 '<time profile="p" law="1h"/>'; echo '</model>'; } |
        model model-unknown-5000 reject
    { echo "$begin$come"; many 200 '<calendar id="c#" holidays="fr"><open from="9:00" to="10:00"/><closed from="2025-01-01" to="2100-01-01"/></calendar>'
      echo '</model>'; } | model model-calendars-200 accept
    { echo "$begin$come<calendar id='c'>"; many 20000 '<open from="9:00" to="10:00"/>'; echo '</calendar></model>'; } | model model-openings-20000 either
    { echo '<model xmlns="urn:parcours:model:1" id="m"><title>T</title>'; many 5000 '<step id="s#" with="o#" via="phone"/>'; echo "$come"
      many 5000 '<desk with="o#" servers="1"/>'; echo '</model>'; } | model model-desks-5000 accept
}

other_files() {
    header='case,step'
    mkdir "$tmp/a folder.csv"
    attempt show "$tmp/a folder.csv"; judge 'a folder' "a folder.csv" refuse
    attempt show "$tmp/nothing.csv"; judge 'no such file' nothing.csv refuse
    attempt show "$tmp/nothing.xes"; judge 'no such log' nothing.xes refuse
    attempt check "$tmp/nothing.xml"; judge 'no such journey' nothing.xml refuse
    attempt show /dev/zero; judge 'zeros without end' zero refuse
    truncate -s 5G "$tmp/sparse.csv"; attempt show "$tmp/sparse.csv"; judge 'a 5 GB file of zeros' sparse.csv refuse
    truncate -s 5G "$tmp/sparse.xes"; attempt show "$tmp/sparse.xes"; judge 'a 5 GB log of zeros' sparse.xes refuse
    rm -f "$tmp"/sparse.*
    odd="$tmp/é a
'\"\$(x).csv"
    printf '%s\n1,a\n' "$header" >"$odd"
    attempt show "$odd"; judge 'a name with spaces, quotes and a line break' x accept
    printf '%s\n1,a\0b\n' "$header" >"$tmp/nul.csv"; attempt show "$tmp/nul.csv"; judge 'a NUL in a cell' nul.csv either
    printf '%s\n1,"a\n' "$header" >"$tmp/quote.csv"; attempt show "$tmp/quote.csv"; judge 'a quote that is not closed' quote.csv either
    printf '%s\n1,a\n' "$header" >"$tmp/good.csv"
    if "$program" show "$tmp/good.csv" --json >/dev/full 2>"$tmp/stderr"; status=$?; test $status = 3 && test -s "$tmp/stderr"; then
        ok "${what_build}a full device: status 3 and a message"
    else
        not_ok "${what_build}a full device: exit status $status"; show "$tmp/stderr"
    fi
}

program=$PARCOURS_BIN/parcours what_build=
shared_files; journeys; models; other_files
if test -x "${PARCOURS_ASAN:-}/parcours"; then
    program=$PARCOURS_ASAN/parcours what_build='sanitizers: ' seconds=30 megabytes=0
    rm -rf "$tmp/a folder.csv"
    test -z "$PARCOURS_SHARED" || shared_files
    journeys; models; other_files
fi
finish
