#!/bin/sh
# BPMN on the command line: processes that explode or never end give a clear answer in seconds, aligned and checked; a
# process costs a log what the Petri net it came from costs it.
. "$(dirname "$0")/common"
tools=$PARCOURS_BIN/tools
data=$PARCOURS_SHARED/data/hostile

printf 'case,step\n1,a0\n1,b1\n1,a2\n2,t\n3,elsewhere\n' >"$tmp/log.csv"

# answer NAME COMMAND STATUS TEXT: in 5 s and 256 MB, with this exit status and this text among what it says
answer() {
    case $2 in
    align) set -- "$1" "$2" "$3" "$4" "$data/$1.bpmn" "$tmp/log.csv" ;;
    *) set -- "$1" "$2" "$3" "$4" "$data/$1.bpmn" ;;
    esac
    name=$1 command=$2 wanted=$3 text=$4
    shift 4
    "$tools/limited" 5 256 "$PARCOURS_BIN/parcours" "$command" --lang en "$@" >"$tmp/said" 2>&1 </dev/null
    status=$?
    if test $status = "$wanted" && grep -qF "$text" "$tmp/said"; then
        ok "$command $name: $text"
    else
        not_ok "$command $name: status $status, expected $wanted and '$text'"; show "$tmp/said"
    fi
}

# A split of so many branches into an inclusive join: any of them but none, in any order.
branches() {   # COUNT
    echo '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d"><process id="p"><startEvent id="s"/>'
    echo "<inclusiveGateway id='x'/><inclusiveGateway id='y'/><endEvent id='e'/><sequenceFlow id='f' sourceRef='s' targetRef='x'/>"
    i=0
    while test $i -lt $1; do
        echo "<task id='t$i' name='t$i'/><sequenceFlow id='f$i' sourceRef='x' targetRef='t$i'/><sequenceFlow id='g$i' sourceRef='t$i' targetRef='y'/>"
        i=$((i + 1))
    done
    echo "<sequenceFlow id='g' sourceRef='y' targetRef='e'/></process></definitions>"
}

if test -n "$PARCOURS_SHARED"; then
    answer or-paths-40 align 0 'steps of the shortest run  40'
    answer or-paths-40 check 0 'no error'
    answer and-explosion-2p20 align 0 'steps of the shortest run  0'
    answer and-explosion-2p20 check 0 'no error'
    answer and-livelock align 1 'no run of this model ever reaches its end'
    answer and-livelock check 1 'error'
    oracle=$PARCOURS_SHARED/oracle/alignment
    for model in "$oracle/RTFMP.imf02.bpmn" "$oracle/RTFMP.imf02.pnml"; do
        parcours align "$model" "$oracle/RTFMP.xes.gz" --json 2>/dev/null >"$tmp/$(basename "$model").json"
    done
    bpmn=$("$tools/json" "$tmp/RTFMP.imf02.bpmn.json" cost/total) pnml=$("$tools/json" "$tmp/RTFMP.imf02.pnml.json" cost/total)
    if test "$bpmn" = "$pnml" && test "$bpmn" = "$("$tools/json" "$oracle/RTFMP.imf02.json" summary/total_cost)"; then
        ok "road fines cost $bpmn with the process as with the net"
    else
        not_ok "road fines cost $bpmn with the process, $pnml with the net"
    fi
else
    skip 'hostile processes and the oracle: need ../shared'
fi
data=$tmp
branches 40 >"$tmp/branches.bpmn"
answer branches check 0 'no error'
branches 12 >"$tmp/branches.bpmn"
printf 'case,step\n1,t1\n1,t7\n2,t3\n' >"$tmp/log.csv"
answer branches align 0 'fitness of the log         1.0000'
finish
