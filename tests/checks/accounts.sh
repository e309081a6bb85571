#!/bin/sh
# The accounts add up: every contact's minutes in its classes, every user's seconds in theirs, and the sums of
# contacts.csv and cases.csv are what audit.json says, to the second. On the shipped example, on the fixtures, on
# contacts without dates or minutes, and on a real log where ../shared is there.
. "$(dirname "$0")/common"
json=$PARCOURS_BIN/tools/json

# sums FILE: of every column of numbers "column sum", in seconds for minutes; and of every column of words
# "column=word count". RFC 4180, cells with line feeds among them. Says what does not add up within a row.
cat >"$tmp/sums.awk" <<'AWK'
function cells(record,    count, cell, i, c, inside) {
    count = 1; cell = ""; inside = 0
    for (i = 1; i <= length(record); i++) {
        c = substr(record, i, 1)
        if (inside) {
            if (c != "\"") cell = cell c
            else if (substr(record, i + 1, 1) == "\"") { cell = cell c; i++ }
            else inside = 0
        } else if (c == "\"") inside = 1
        else if (c == ",") { value[count++] = cell; cell = "" }
        else cell = cell c
    }
    value[count] = cell
    return count
}
function seconds(text) { return int(text * 60 + 0.5) }
function number(name) { return name ~ /_minutes$/ ? seconds(value[column[name]]) : value[column[name]] + 0 }
function total(list,    one, count, i, all) {
    count = split(list, one, " ")
    for (i = 1; i <= count; i++) all += number(one[i])
    return all
}
BEGIN {
    classes = "productive_minutes relation_minutes autonomy_minutes unproductive_repeated_request_minutes"
    classes = classes " unproductive_fragmentation_minutes unproductive_redundant_operation_minutes"
    classes = classes " unproductive_stated_minutes unproductive_access_minutes"
    elapsed = "contact_seconds announced_seconds overrun_seconds own_seconds"
}
{
    record = record == "" ? $0 : record "\n" $0
    if (gsub(/"/, "\"", record) % 2) next
    count = cells(record)
    record = ""
    if (!columns) {
        for (columns = 1; columns <= count; columns++)
            if (!(value[columns] in column)) { column[value[columns]] = columns; name[columns] = value[columns] }
        columns = count
        next
    }
    rows++
    if (count != columns) print "BAD row " rows ": " count " cells, not " columns
    if (number("active_minutes") != total(classes))
        print "BAD row " rows ": active " number("active_minutes") ", classes " total(classes)
    if ("own_seconds" in column && number("elapsed_seconds") != total(elapsed))
        print "BAD row " rows ": elapsed " number("elapsed_seconds") ", classes " total(elapsed)
    for (i = 1; i <= columns; i++)
        if (name[i] ~ /_minutes$|_seconds$|^(unknown_fields|contacts|planned|redundant)$/)
            sum[name[i]] += number(name[i])
        else if (name[i] ~ /^(verdict|cause|institution|channel|take_up|conforming)$/)
            words[name[i] "=" value[i]]++
    of[value[column["case"]]] = of[value[column["case"]]] + number("active_minutes")
}
END {
    print "rows " rows + 0
    for (i in sum) printf "%s %.0f\n", i, sum[i]
    for (i in words) print i, words[i]
    if (per_case != "") for (i in of) printf "%s\t%.0f\n", i, of[i] >per_case
}
AWK
sums() { LC_ALL=C awk -v per_case="$2" -f "$tmp/sums.awk" "$1"; }
sum_of() { awk -v wanted="$2" '{ value = $NF; sub(/ [^ ]*$/, ""); if ($0 == wanted) found = value } END { printf "%.0f\n", found }' "$1"; }
said() { "$json" "$1" "$2"; }
said_seconds() { said "$1" "$2" | awk '{ printf "%.0f\n", $1 * 60 }'; }

wrong=
equal() {       # equal WHAT GOT WANTED
    test "$2" = "$3" || wrong="$wrong
$1: $2, audit.json says $3"
}
classes='productive relation autonomy estimated estimated_from_dates'
causes='repeated-request fragmentation redundant-operation stated access'

contacts_equal() {      # contacts.csv's sums against audit.json
    folder=$1 audit=$1/audit.json
    sums "$folder/contacts.csv" "$tmp/of-contacts" >"$tmp/sums"
    wrong=$wrong$(grep '^BAD' "$tmp/sums" | head -n 5)
    equal contacts "$(sum_of "$tmp/sums" rows)" "$(said "$audit" contacts/total)"
    equal 'active minutes' "$(sum_of "$tmp/sums" active_minutes)" "$(said_seconds "$audit" time/active_minutes/total)"
    for class in $classes; do
        equal "$class" "$(sum_of "$tmp/sums" "${class}_minutes")" "$(said_seconds "$audit" "time/active_minutes/$class")"
    done
    equal 'unknown fields' "$(sum_of "$tmp/sums" unknown_fields)" "$(said "$audit" time/active_minutes/unknown)"
    for cause in $causes; do
        column=unproductive_$(echo "$cause" | tr - _)_minutes
        equal "$cause" "$(sum_of "$tmp/sums" "$column")" "$(said_seconds "$audit" "time/unproductive_by_cause/$cause")"
    done
    for cause in repeated-request fragmentation redundant-operation; do
        equal "contacts: $cause" "$(sum_of "$tmp/sums" "cause=$cause")" "$(said "$audit" "contacts/by_cause/$cause")"
    done
    for key in verdict institution channel; do
        for word in $(said "$audit" "contacts/by_$key"); do
            count=$(sum_of "$tmp/sums" "$key=$word")
            test "$word" != unknown || count=$((count + $(sum_of "$tmp/sums" "$key=")))
            equal "$key $word" "$count" "$(said "$audit" "contacts/by_$key/$word")"
        done
    done
}
cases_equal() {         # cases.csv's sums against audit.json and contacts.csv
    folder=$1 audit=$1/audit.json
    sums "$folder/cases.csv" "$tmp/of-cases" >"$tmp/sums"
    wrong=$wrong$(grep '^BAD' "$tmp/sums" | head -n 5)
    equal cases "$(sum_of "$tmp/sums" rows)" "$(said "$audit" cases/total)"
    equal conforming "$(sum_of "$tmp/sums" conforming=yes)" "$(said "$audit" cases/conforming)"
    for state in completed ongoing abandoned unknown never_started; do
        equal "$state" "$(sum_of "$tmp/sums" "take_up=$(echo "$state" | tr _ -)")" "$(said "$audit" "cases/$state")"
    done
    equal 'contacts of cases' "$(sum_of "$tmp/sums" contacts)" "$(said "$audit" contacts/total)"
    equal 'redundant of cases' "$(sum_of "$tmp/sums" redundant)" "$(said "$audit" contacts/redundant)"
    equal 'planned of cases' "$(sum_of "$tmp/sums" planned)" "$(said "$audit" contacts/planned)"
    equal 'active minutes of cases' "$(sum_of "$tmp/sums" active_minutes)" "$(said_seconds "$audit" time/active_minutes/total)"
    for class in contact announced overrun own; do
        equal "elapsed: $class" "$(sum_of "$tmp/sums" "${class}_seconds")" "$(said "$audit" "time/elapsed_seconds/$class")"
    done
    LC_ALL=C sort "$tmp/of-contacts" | grep -v "$(printf '\t')0\$" >"$tmp/one"
    LC_ALL=C sort "$tmp/of-cases" | grep -v "$(printf '\t')0\$" >"$tmp/two"
    cmp -s "$tmp/one" "$tmp/two" || wrong="$wrong
a case has other minutes in contacts.csv than in cases.csv"
}
accounts() {            # accounts WHAT JOURNEY CONTACTS
    wrong=
    if ! parcours compare "$2" "$3" -o "$tmp/out" >"$tmp/said" 2>&1; then
        not_ok "$1: compare fails"; show "$tmp/said"
        return
    fi
    contacts_equal "$tmp/out"
    cases_equal "$tmp/out"
    if test -z "$wrong"; then
        ok "$1: both accounts add up ($(said "$tmp/out/audit.json" contacts/total) contacts of $(said "$tmp/out/audit.json" cases/total) users)"
    else
        not_ok "$1: both accounts add up"; echo "$wrong" | show
    fi
    rm -rf "$tmp/out"
}

accounts 'the shipped example' "$root/journeys/retraite/retraite.xml" "$root/journeys/retraite/contacts.csv"
for folder in "$here"/fixtures/*/; do
    for contacts in "$folder"*.csv; do
        for journey in "$folder"*.xml; do
            test -e "$contacts" && test -e "$journey" && accounts "fixtures/$(basename "$folder"), $(basename "$contacts")" "$journey" "$contacts"
        done
    done
done

# Hostile words in every cell, odd minutes, no dates: nothing of it may change a sum.
cat >"$tmp/odd.xml" <<'XML'
<journey xmlns="urn:parcours:journey:1" id="odd" event="other" lang="en">
  <title>Odd</title>
  <institution id="unknown" name="A, &quot;B&quot;"/><institution id="self" name="Me" self="yes"/>
  <document id="d" name="=D()"/>
  <path><step id="a" with="unknown" via="counter phone" takes="100s" queue="7s" travel="11s" needs="d">One</step>
    <step id="b" with="self" via="web" takes="1s">Two</step>
    <step id="c" with="unknown" via="mail" by="institution" wait="1mo">Three</step></path>
</journey>
XML
cat >"$tmp/odd.csv" <<'CSV'
case,step,institution,channel,minutes,queue,travel,prepare,kind,relation,documents,outcome,quote,group
"=1+1",One,,,0.05,,,0.35,,,=D(),,"a ""quote"",
over two lines",+x
"=1+1",One,,phone,,,,,,,=D(),failed,,+x
"=1+1",Two,,,1.7,,,,unproductive,,,,,+x
"x, y",elsewhere,"nobody, known",,,,,,,,,redirected,,@y
"x, y",Three,,,3,,,,relation,2,,,,@y
never,,,,,,,,,,,,,-z
CSV
accounts 'odd words and odd seconds' "$tmp/odd.xml" "$tmp/odd.csv"

log=$PARCOURS_SHARED/data/xes/receipt-wabo.xes.gz
model=$root/journeys/permis-environnement/permis.xml
if test -z "$PARCOURS_SHARED"; then
    skip 'a real log: needs ../shared'
else
    accounts 'a real log' "$model" "$log"
fi
finish
