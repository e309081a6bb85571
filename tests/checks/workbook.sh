#!/bin/sh
# audit.xlsx: a workbook that opens, real numbers and dates in it, ready to be filtered and printed, in both languages; nobody
# is named; nothing of the contacts becomes a formula or a link, there and in contacts.csv; what does not fit is said.
. "$(dirname "$0")/common"
command -v python3 >/dev/null || { skip 'the workbook: needs python3'; finish; }
journey=$root/journeys/retraite/retraite.xml contacts=$root/journeys/retraite/contacts.csv dozen=$here/fixtures/dozen

compared() {    # compared FOLDER JOURNEY CONTACTS OPTIONS...: and its workbook as lines
    folder=$1; shift
    if ! parcours compare "$@" -o "$tmp/$folder" >"$tmp/$folder.said" 2>&1; then
        not_ok "compare for $folder"; show "$tmp/$folder.said"
    elif ! python3 "$here/tools/xlsx.py" "$tmp/$folder/audit.xlsx" >"$tmp/$folder.lines" 2>"$tmp/error"; then
        not_ok "$folder: the workbook can be read"; show "$tmp/error"
    fi
}
holds() {       # holds WHAT PROGRAM FOLDER...: the Python program, which says what is wrong, says nothing of the lines
    what=$1 program=$2; shift 2
    if python3 -c "
import csv, json, re, sys
def lines(name):
    return [line.rstrip('\n').split('\t') for line in open(name + '.lines', encoding='utf-8', newline='\n')]
def cells(name):
    return [line for line in lines(name) if line[1]]
folders = sys.argv[1:]
$program" "$@" >"$tmp/found" 2>&1 && test ! -s "$tmp/found"; then
        ok "$what"
    else
        not_ok "$what"; show "$tmp/found"
    fi
}

compared en "$journey" "$contacts" --lang en
compared fr "$journey" "$contacts" --lang fr
compared names "$journey" "$contacts" --names --quotes
compared one "$dozen/journey.xml" "$dozen/contacts.csv" --min-group 1
compared subjects "$journey" "$contacts" --by organisme --user-hour 12 --min-group 1 --lang en
cd "$tmp" || exit 2

holds 'names of sheets are valid, and differ' '
for folder in folders:
    sheets = list(dict.fromkeys(line[0] for line in lines(folder)))
    if len(sheets) < 15 or len({name.casefold() for name in sheets}) != len(sheets): print(folder, sheets)
    for name in sheets:
        if len(name) > 31 or re.search(r"[\[\]:*?/\\]", name): print(folder, name)' en fr names
holds 'every table is frozen under its header, filtered, printed on wide paper, its columns neither narrow nor endless' '
for folder in folders:
    first = lines(folder)[0][0]
    for name in {line[0] for line in lines(folder)} - {first}:
        about = [line for line in lines(folder) if line[0] == name]
        kinds = {line[2] for line in about if not line[1]}
        if not {"frozen", "filter", "print", "width"} <= kinds: print(folder, name, kinds)
        if ["landscape", "0"] not in [line[3:5] for line in about if line[2] == "print"]: print(folder, name, "print")
        for line in about:
            if line[2] == "width" and not 9 <= float(line[4]) <= 92: print(folder, line)' en fr names subjects
holds 'the first sheet says what every column of every sheet means' '
for folder in folders:
    first = lines(folder)[0][0]
    told = {}
    sheet = None
    for _, cell, kind, text in [line for line in cells(folder) if line[0] == first]:
        if cell[0] == "A": sheet = text
        if cell[0] == "B": told.setdefault(sheet, []).append(text)
    for name in {line[0] for line in lines(folder)} - {first}:
        header = [line[3] for line in cells(folder) if line[0] == name and re.fullmatch("[A-Z]+1", line[1])]
        if told.get(name, [])[-len(header):] != header: print(folder, name, header, told.get(name))' en fr names subjects
holds 'numbers are numbers, dates are dates, shares are shares' '
for folder in folders:
    kinds = {line[2] for line in cells(folder)}
    if kinds != {"text", "number", "date", "share"}: print(folder, kinds)
    for line in cells(folder):
        if line[2] != "text": float(line[3])
        elif re.fullmatch(r"-?\d+([.,]\d+)?", line[3]) and line[0] != "Contacts": print(folder, line)' en fr names
holds 'no formula, no link' '
for folder in folders:
    for line in cells(folder):
        if line[2] in ("formula", "link"): print(folder, line)' en fr names one
holds 'nobody is named without --names' '
print("\n".join(str(line) for folder in folders for line in cells(folder) if "fictif-" in line[-1]), end="")' en fr
holds 'with --names everybody is' '
users = {line[3] for line in cells("names") if line[3].startswith("fictif-")}
if len(users) < 40: print(users)
if not [line for line in cells("names") if line[0] == "Contacts" and line[2] == "date"]: print("no date in the sheet of contacts")' names
holds 'unprotected, the sheets of verdicts and channels have the counts of audit.json' '
audit = json.load(open("one/audit.json", encoding="utf-8"))
for sheet, counts in (("Verdicts", audit["contacts"]["by_verdict"]), ("Channels", audit["contacts"]["by_channel"])):
    header = {line[3]: line[1][:-1] for line in cells("one") if line[0] == sheet and re.fullmatch("[A-Z]+1", line[1])}
    found = sorted(int(line[3]) for line in cells("one") if line[0] == sheet and line[2] == "number" and re.fullmatch(header["Contacts"] + r"\d+", line[1]))
    wanted = sorted(count for count in counts.values() if count)
    if [count for count in found if count] != wanted: print(sheet, found, wanted)' one
if python3 "$here/tools/subjects.py" subjects.lines subjects/audit.json "$journey" >found 2>&1; then
    ok 'the further subjects have a sheet each, with the figures of audit.json as the report rounds them'
else
    not_ok 'the further subjects have a sheet each, with the figures of audit.json as the report rounds them'; show found
fi
if unzip -p en/audit.xlsx xl/workbook.xml 2>/dev/null | grep -q '_xlnm.Print_Titles'; then ok 'the header is printed on every page'
elif command -v unzip >/dev/null; then not_ok 'the header is printed on every page'
else skip 'the header is printed on every page: needs unzip'; fi

# Texts that a spreadsheet would run, as every text there is.
python3 - "$dozen/journey.xml" >hostile.csv <<'PY'
import csv, sys
RUN = ["=cmd|' /C calc'!A0", '+cmd|x!A0', '-2+3', '@SUM(A1)', '\t=1+1', '\r=1+1', '=HYPERLINK("http://x.test","click")', 'http://x.test/',
       'mailto:x@x.test', '＝1+1', '\x01\x1b[31m=1', '_x003D_1', '=1\n=2', "'=1"]
out = csv.writer(sys.stdout, lineterminator='\n')
out.writerow(['case', 'step', 'institution', 'channel', 'documents', 'irritant', 'quote', 'start', '=profile', '+contact'])
for number, text in enumerate(RUN * 2):
    for user in range(3):
        name = f'{text}{number}-{user}'
        out.writerow([name, text, text, text, text, text, text, '2024-01-01', text, text])
        out.writerow([name, 'info', 'mairie', 'counter', text, text, text, '2024-01-02', text, f'{text}{user}'])
PY
compared hostile "$dozen/journey.xml" hostile.csv --names --quotes --min-group 1
starts='text[:1] in list("=+@\t\r\n＝＋－＠") or text[:1] == "-" and not re.fullmatch(r"-\d+([.,]\d+)?", text)'
holds 'texts of contacts: harmless in the workbook' "
for line in cells('hostile'):
    text = line[3].encode().decode('unicode_escape', 'ignore') if chr(92) in line[3] else line[3]
    if line[2] in ('formula', 'link') or line[2] == 'text' and ($starts): print(line)
if not any(line[3].startswith(chr(39) + '=cmd') for line in cells('hostile')): print('they are not there')" hostile
for table in contacts cases waits; do
    holds "texts of contacts: harmless in $table.csv" "
rows = list(csv.reader(open('hostile/$table.csv', encoding='utf-8', newline='')))
for row in rows:
    for text in row:
        if $starts or re.search('[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]', text): print(repr(text))
if '$table' == 'contacts' and not any(text.startswith(chr(39) + '=cmd') for row in rows for text in row): print('they are not there')"
done
if xmllint --noout --nonet hostile/contacts.xes 2>error; then ok 'texts of contacts: contacts.xes is well-formed'
else not_ok 'texts of contacts: contacts.xes is well-formed'; show error; fi

# Longer than a cell can be.
python3 -c "
print('case,step,start,quote')
for user in range(6): print(f'user {user},info,2024-01-0{user + 1},' + 'é' * 40000)" >long.csv
compared long "$dozen/journey.xml" long.csv --names --quotes
holds 'a text longer than a cell can be is cut, and whole in contacts.csv' '
cut = [line[3] for line in cells("long") if len(line[3]) > 30000]
if not cut or any(len(text) != 32767 or text[-1] != "…" for text in cut): print([len(text) for text in cut])
csv.field_size_limit(1 << 30)
if sum("é" * 40000 in row for row in csv.reader(open("long/contacts.csv", encoding="utf-8", newline=""))) != 6: print("not whole")'

# More contacts than a sheet is given.
awk 'BEGIN { print "case,step"; for (i = 0; i < 100010; i++) print "user " int(i / 50) ",info" }' >many.csv
compared many "$dozen/journey.xml" many.csv --names
holds 'more contacts than a sheet is given: it is left out, and the first sheet says so' '
if {"Contacts"} & {line[0] for line in lines("many")}: print("a sheet of them")
if not any("contacts.csv" in line[3] and "100,000" in line[3] for line in cells("many")): print("not said")
if "Users" not in {line[0] for line in lines("many")}: print("no sheet of users")'

# A full disk is noticed.
if test -e /dev/full; then
    mkdir full && ln -s /dev/full full/audit.xlsx
    parcours compare "$dozen/journey.xml" "$dozen/contacts.csv" -o full >said 2>error
    status=$?
    if test $status = 3 && grep -q 'audit.xlsx: error: can.t be written' error; then ok 'a full disk is noticed'
    else not_ok "a full disk is noticed: exit status $status"; show error; fi
else
    skip 'a full disk is noticed: needs /dev/full'
fi
finish
