#!/usr/bin/env python3
"""Try to work out small groups from what parcours shows: attack.py make SEED FOLDER | attack.py read K FOLDER [TRUTH].

make: journey.xml and contacts.csv of a small random log, with many small groups and identifying words.
read: report.html, map.svg, network.svg, summary.svg, audit.xlsx and said.txt (stdout) of FOLDER, made with --lang en.
      Every number of users and of contacts is collected with its label. A number, the rest of a whole, the difference of
      two nested groups or of a total and its parts that is of 1 ... K-1 users (or of so few contacts) is a leak. With
      TRUTH (contacts.csv of `compare`), what is left of a sum is looked up in it: how many users really stand behind it.
      A number that one file keeps back and another tells is a leak too. Words of fewer than K users must be nowhere.
Exit status: 0 nothing found, 1 something is. Standard library only.
"""
import csv, html, random, re, sys, zipfile
from collections import defaultdict
from pathlib import Path
from xml.etree import ElementTree


# --- make ------------------------------------------------------------------------------------------------------------

JOURNEY = """<journey xmlns="urn:parcours:journey:1" id="made" event="test" lang="en">
  <title>A made journey</title>
  <institution id="self" name="Users" self="yes"/><institution id="town" name="Town hall"/>
  <institution id="fund" name="Fund"/><institution id="bank" name="Bank"/>
  <document id="card" name="Identity card"/><document id="proof" name="Proof" held-by="town"/>
  <path>
    <step id="ask" with="town" via="counter web" takes="20min" queue="10min" travel="15min" needs="card" gives="proof">Ask</step>
    <any-order>
      <step id="file" with="fund" via="web mail" takes="30min" needs="proof card">File</step>
      <optional share="0.5"><step id="note" with="self" takes="10min">Note</step></optional>
    </any-order>
    <choice><option share="0.7"><step id="short" with="bank" via="web" takes="5min">Short way</step></option>
      <option><step id="long" with="bank" via="phone" takes="25min">Long way</step></option></choice>
    <step id="reply" with="fund" via="mail" by="institution" wait="30d" limit="60d">Receive the reply</step>
  </path>
</journey>
"""
HEADER = ["case", "step", "institution", "channel", "start", "minutes", "queue", "relation", "reason", "outcome",
          "documents", "satisfaction", "irritant", "quote", "town"]
STRAY = ["Call about my file", "Send it again", "See a friend", "Visit the bank", "Write to the mayor"]


def rows_of(chance, user, name):
    """What one user lived: the plan with accidents, and now and then something that tells who it was."""
    pick = chance.random
    town = chance.choice(["north", "north", "south", "south", "south", f"hamlet {user % 3}"])
    if pick() < 0.08:
        return [[name] + [""] * 13 + [town]]
    rows, day, dated = [], chance.randrange(300), pick() < 0.85
    plan = ["Ask", "File"] + (["Note"] if pick() < 0.5 else []) + ["Short way" if pick() < 0.7 else "Long way"]
    plan += ["Receive the reply"] if pick() < 0.85 else []
    for step in plan:
        if pick() < 0.1:
            continue
        for turn in range(1 + (pick() < 0.15)):
            rows.append([step, "", chance.choice(["", "", "web", "counter", "phone"]), chance.choice(["", "", "15", "40"]),
                         chance.choice(["", "failed", "done", "done", "incomplete"] if pick() < 0.2 else ["", "done"]),
                         "card" if step == "Ask" else "proof|card" if step == "File" else ""])
        while pick() < 0.3:
            stray = chance.choice(STRAY[:2] * 3 + STRAY)
            rows.append([stray if pick() < 0.93 else f"M. Dupont {user}, 3 rue {user}", chance.choice(["Fund", "Town hall", "Bank", ""]),
                         chance.choice(["phone", "mail", ""]), "10", "", "card" if stray == "Send it again" else ""])
    out = []
    for step, institution, channel, minutes, outcome, documents in rows:
        day += chance.randrange(25)
        date = f"2024-{1 + day // 28 % 12:02d}-{1 + day % 28:02d}" if dated else ""
        known = step in STRAY
        out.append([name, step, institution, channel, date, minutes, chance.choice(["", "", "5"]),
                    "3" if minutes and pick() < 0.05 else "", chance.choice(["chase", "clarify", "error", "appeal"]) if known and pick() < 0.2 else "",
                    outcome, documents, chance.choice(["", "-1", "0", "2"]),
                    (f"told user {user} off" if pick() < 0.1 else "too slow") if pick() < 0.2 else "",
                    f"I am user {user}" if pick() < 0.2 else "", town])
    return out or [[name] + [""] * 13 + [town]]


def make(seed, folder):
    chance = random.Random(int(seed))
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "journey.xml").write_text(JOURNEY)
    with open(folder / "contacts.csv", "w", newline="") as file:
        out = csv.writer(file)
        out.writerow(HEADER)
        for user in range(chance.randrange(6, 41)):
            out.writerows(rows_of(chance, user, f"pseudonym-{user:02d}"))


# --- read ------------------------------------------------------------------------------------------------------------

NUMBER = re.compile(r"^(\d[\d,\u202f]*)(?: \(\d+%\))?$")


def number(text):
    found = NUMBER.match(text.strip())
    return int(re.sub(r"[,\u202f]", "", found.group(1))) if found else None


def plain(markup):
    return html.unescape(re.sub(r"<[^>]+>", "", re.sub(r'<a class="means".*?</a>', "", markup, flags=re.S))).strip()


def figure(text):
    """The first figure of a cell of the report as its sheet has it: "4 h 10" is 250, "83% (73% to 94%)" 0.83; None of "–"."""
    text = re.sub(r" \(.* to .*", "", re.sub("[\u00a0\u202f]", " ", text.strip())).replace("−", "-").replace("+", "")
    clock = re.match(r"^(-?)(\d+) h(?: (\d+))?$", text)
    if clock:
        return (int(clock[2]) * 60 + int(clock[3] or 0)) * (-1 if clock[1] else 1)
    found = re.match(r"^(-?)€?(-?[\d,]+(?:\.\d+)?) ?(%|min|d|points)?$", text)
    if not found:
        return None
    return float(found[1] + found[2].replace(",", "")) * (0.01 if found[3] in ("%", "points") else 1)


class Table:
    """Rows as dictionaries, by the heads of their columns; places: what stands under the name in the first cell."""

    def __init__(self, name, head, rows, places=()):
        self.name, self.head, self.rows, self.places = name, head, rows, list(places) or [[]] * len(rows)

    def column(self, head):
        return [(row[self.head[0]], number(row.get(head, ""))) for row in self.rows]


def tables_of_page(page):
    tables = []
    for markup in re.findall(r"<table>.*?</table>", page, re.S):
        rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S) for row in re.findall(r"<tr.*?</tr>", markup, re.S)]
        head, lines, places = [plain(cell) for cell in rows[0]], [], []
        for row in rows[1:]:
            places.append([plain(place) for place in re.findall(r'<span class="place".*?</span>', row[0], re.S)])
            row[0] = re.sub(r'<span class="place".*?</span>', "", row[0], flags=re.S)
            lines.append(dict(zip(head, [plain(cell) for cell in row])))
        tables.append(Table(plain(re.search(r"<caption>(.*?)</caption>", markup, re.S).group(1)), head, lines, places))
    return tables


def tables_of_book(path):
    space = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    tables = []
    with zipfile.ZipFile(path) as book:
        names = [s.get("name") for s in ElementTree.fromstring(book.read("xl/workbook.xml")).iter(f"{{{space['m']}}}sheet")]
        for i, name in enumerate(names[1:], 2):
            rows = []
            for row in ElementTree.fromstring(book.read(f"xl/worksheets/sheet{i}.xml")).iter(f"{{{space['m']}}}row"):
                cells = {}
                for cell in row.iter(f"{{{space['m']}}}c"):
                    column = 0
                    for letter in re.match(r"[A-Z]+", cell.get("r")).group():
                        column = column * 26 + ord(letter) - 64
                    cells[column - 1] = "".join(cell.itertext()).strip()
                rows.append(cells)
            head = [rows[0].get(c, "") for c in range(max(rows[0]) + 1)] if rows else []
            tables.append(Table(name, head, [{h: row.get(c, "") for c, h in enumerate(head)} for row in rows[1:]]))
    return tables


class Attack:
    def __init__(self, least, folder, truth):
        self.least, self.folder, self.leaks = least, Path(folder), []
        self.page = self.text("report.html")
        self.tables = tables_of_page(re.sub(r"<svg.*?</svg>", "", self.page, flags=re.S))
        self.book = tables_of_book(self.folder / "audit.xlsx") if (self.folder / "audit.xlsx").exists() else []
        self.truth = list(csv.DictReader(open(truth, newline=""))) if truth else []
        self.groups = 0

    def text(self, name):
        path = self.folder / name
        return path.read_text() if path.exists() else ""

    def leak(self, what):
        self.leaks.append(what)

    def small(self, value):
        return value is not None and 0 < value < self.least

    def users(self, value, what):
        self.groups += value is not None
        if self.small(value):
            self.leak(f"{what}: {value} users")

    def part(self, part, whole, what):
        """`part` users within `whole` ones."""
        self.users(part, what)
        if part is not None and whole is not None:
            self.users(whole - part, f"{what}: {whole} less {part}")

    def find(self, *words):
        return next((t for t in self.tables if all(w in t.name for w in words)), None)

    def sheet(self, name):
        return next((t for t in self.book if t.name == name), None)

    def left(self, total, told, what, rows):
        """`total` contacts less those `told` are those of `rows` (of the truth), of how many users?"""
        if total is None:
            return
        rest = total - sum(told)
        if self.small(rest):
            self.leak(f"{what}: {total} less {told} leaves {rest} contacts")
        users = len({row["case"] for row in rows})
        if rest and self.truth and len(rows) == rest and self.small(users):
            self.leak(f"{what}: {total} less {told} leaves {rest} contacts of {users} users")

    # --- bases: all users, those with a contact, who completed, dated ones

    def find_bases(self):
        head = re.search(r'<p class="sub">Reports of: (.*?)\. Contacts: ([^.]*)\.', self.page)
        self.contacts = number(head.group(2)) if head else None
        users = re.match(r"(\d+) users?( with a contact)?", head.group(1)) if head else None
        self.all = int(users.group(1)) if users and not users.group(2) else None
        shown = re.findall(r"What (\d+) users? lived", self.text("map.svg") + self.text("network.svg"))
        shown += re.findall(r"all users with a contact \(n = (\d+)\)", self.text("summary.svg"))
        shown += re.findall(r"of (\d+) users", " ".join(re.findall(r"Reading: .*?<", self.text("map.svg"))))
        shown += [users.group(1)] if users and users.group(2) else []
        self.base = int(shown[0]) if shown else self.all
        bases = {self.all, self.base} | {int(n) for n in shown}
        everything = self.page + self.text("map.svg") + self.text("summary.svg") + self.text("network.svg") + self.text("said.txt")
        bases |= {int(n) for n in re.findall(r"\bn = (\d+)", everything)}
        bases |= {int(n) for n in re.findall(r"The (\d+) users? who completed", everything)}
        bases |= {int(n) for n in re.findall(r"Users who completed it: (\d+)", everything)}
        bases |= {int(n) for n in re.findall(r"median of (\d+) dated", everything)}
        headlines = self.sheet("Headline figures")
        bases |= {n for _, n in headlines.column("Users")} if headlines else set()
        profiles = {n for t in self.profile_tables() for _, n in t.column("Users")}
        # bars of the summary are of groups of those who completed: their n is no base
        bars = {int(n) for n in re.findall(r">n = (\d+)(?:, indicative)?<", self.text("summary.svg"))} - {self.all, self.base}
        self.bases = {b for b in bases if b is not None and b not in (profiles | bars)}
        for low in self.bases:
            for high in self.bases:
                if low < high:
                    self.part(low, high, f"bases {low} and {high}")

    def profile_tables(self):
        return [t for t in self.tables if t.head[0] == "Group" and "Completed" in t.head]

    # --- tables of the report

    def outcomes(self):
        for table in filter(None, [self.find("Where the users are"), self.sheet("Take-up")]):
            values = {row[table.head[0]]: number(row["Users"]) for row in table.rows if row[table.head[0]] != "total"}
            together = [int(n) for row in table.rows for n in re.findall(r"with others: (\d+) together", row["Users"])]
            hidden = [k for k, v in values.items() if v is None]
            for name, value in values.items():
                self.part(value, self.all, f"outcome {name}")
                self.part(value, self.base, f"outcome {name}, of those with a contact")
            if self.all is not None and hidden:
                rest = self.all - sum(v for k, v in values.items() if v is not None and "together" not in k)
                self.users(rest, f"outcomes folded: {hidden}")
                if len(hidden) == 1 or (rest - len(hidden) + 1 < self.least and any(v for v in values.values())):
                    self.leak(f"outcomes {hidden} are {rest} together")
            if len(set(together)) > 1:
                self.leak("one table, two sums of what is folded")

    def kinds(self):
        kinds = [self.find("Redundant contacts, from the heaviest"), self.find("Other contacts outside")]
        self.kind = []
        for table in filter(None, kinds):
            for row, places in zip(table.rows, table.places):
                users, contacts = number(row["Users"]), number(row["Contacts"])
                self.part(users, self.base, f"kind {row['Contact']}")
                if row["Contact"] == "others":
                    continue
                self.kind.append(dict(row, users=users, contacts=contacts))
                counts = [int(n) for place in places for n in re.findall(r": (\d+) users?$", place)]
                for count in counts:
                    self.part(count, users, f"place of {row['Contact']}")
                if users and counts and sum(counts) < users:
                    self.users(users - sum(counts), f"users of {row['Contact']} at places folded, at least")

    def rows_left(self, rows, keep):
        """Rows of the truth that are of no kind told, of those `keep` takes."""
        told = {(k["Contact"], k["Institution"], k["Verdict"]) for k in self.kind}
        return [row for row in rows if keep(row) and self.key(row) not in told]

    def key(self, row):
        names = {"town": "Town hall", "fund": "Fund", "bank": "Bank", "self": "Users"}
        titles = {"ask": "Ask", "file": "File", "note": "Note", "short": "Short way", "long": "Long way", "reply": "Receive the reply"}
        words = {"repeat-notification": "information given again", "chasing": "chasing an answer", "wrong-door": "wrong door",
                 "failed-attempt": "failed attempt", "incomplete-file": "incomplete file", "out-of-order": "out of order",
                 "reopened": "reopened after the end", "institution-error": "institution's error", "recourse": "appeal"}
        verdict = row["verdict"]
        return (titles.get(row["step"], row["step_as_written"]), names.get(row["institution"], "institution not known"),
                words.get(verdict, verdict))

    def causes_and_verdicts(self):
        causes, verdicts = self.find("by cause, all users"), self.find("Every contact gets exactly one verdict")
        total = re.search(r"(\d+) of (\d+) contacts are redundant", self.page)
        redundant = int(total.group(1)) if total else None
        made = self.truth and all(row["institution"] in ("town", "fund", "bank", "self", "") for row in self.truth)
        rows = self.truth if made else []
        for table, column, head in ((causes, "Cause", "cause"), (verdicts, "Verdict", "verdict")):
            if not table:
                continue
            told = []
            for row in table.rows:
                name, users, contacts = row[column], number(row["Users"]), number(row["Contacts"])
                self.part(users, self.base, f"{column} {name}")
                mine = [k for k in self.kind if k.get(column) == name]
                for kind in mine:
                    if kind["users"] is not None and users is not None:
                        self.part(kind["users"], users, f"{column} {name}, kind {kind['Contact']}")
                if contacts is not None:
                    told.append(contacts)
                if contacts is not None and name != "planned":
                    spoken = {k["Verdict"] for k in mine} | {name}
                    keep = (lambda r: r["cause"] and r["cause"].replace("-", " ") == name) if head == "cause" else \
                           (lambda r: self.key(r)[2] in spoken)
                    self.left(contacts, [k["contacts"] for k in mine if k["contacts"] is not None], f"{column} {name}",
                              self.rows_left(rows, keep))
            whole = redundant if head == "cause" else self.contacts
            if whole is not None and any(number(r["Contacts"]) is None for r in table.rows):
                self.left(whole, told, f"all by {column}", [])
        if causes and verdicts:
            for cause in causes.rows:
                own = [v for v in verdicts.rows if v["Cause"] == cause["Cause"]]
                for verdict in own:
                    if number(cause["Users"]) and number(verdict["Users"]):
                        self.part(number(verdict["Users"]), number(cause["Users"]), f"cause {cause['Cause']}, verdict {verdict['Verdict']}")
                self.left(number(cause["Contacts"]), [n for n in (number(v["Contacts"]) for v in own) if n is not None],
                          f"cause {cause['Cause']} by verdict", [])

    def steps(self):
        table = self.find("The planned steps in order")
        for row in table.rows if table else []:
            name, did, skipped = row["Step"], number(row["Users who did it"]), number(row["Users who skipped it"])
            contacts = number(row["Contacts about it"])
            self.part(did, self.base, f"who did {name}")
            self.part(skipped, self.base, f"who skipped {name}")
            if did is not None and skipped and self.base is not None and did + skipped < self.base:
                self.users(self.base - did - skipped, f"who neither did nor skipped {name}")
            kinds = [k["contacts"] for k in self.kind if k["Contact"] == name and k["contacts"] is not None]
            if contacts is not None and did:
                self.left(contacts - did, kinds, f"contacts about {name} less who did it", [])
        waits = self.find("Waits: announced")
        for row in waits.rows if waits else []:
            came, late, never = (number(row[c]) for c in ("Users", "Later than announced", "Late and never came"))
            for value, what in ((came, "waited"), (late, "late"), (never, "never came")):
                self.users(value, f"{what} for {row['Step awaited']}")
            if late is not None and never is not None:
                self.part(never, late, f"late for {row['Step awaited']} and came")
            if late is not None and came is not None and never is not None:
                self.part(late, came + never, f"late for {row['Step awaited']}")
            did = {r["Step"]: number(r["Users who did it"]) for r in table.rows}.get(row["Step awaited"])
            if came is not None and did is not None and came <= did:
                self.part(came, did, f"waited for {row['Step awaited']}, of who did it")

    def words_and_documents(self):
        words = self.find("Contacts outside the map")
        off_map = self.find("What the files held")
        for row in words.rows if words else []:
            users, contacts = number(row["Users"]), number(row["Contacts"])
            self.part(users, self.base, f"words {row['As written']}")
            mine = [k for k in self.kind if k["Contact"] == row["As written"]]
            for kind in mine:
                if kind["users"] is not None and users is not None:
                    self.part(kind["users"], users, f"words {row['As written']}, {kind['Verdict']}")
            self.left(contacts, [k["contacts"] for k in mine if k["contacts"] is not None], f"words {row['As written']}", [])
        if off_map:
            total = dict(off_map.column("How many")).get("contacts that name no step of the plan")
            told = [n for _, n in words.column("Contacts") if n is not None] if words else []
            self.left(total, told, "words folded", [r for r in self.truth if not r["step"]] if not told else [])
            rows = dict(off_map.column("How many"))
            if rows.get("rows used") is not None and self.contacts is not None:
                self.users(rows["rows used"] - self.contacts, "rows of people without a contact")
        for row in (self.find("Documents handed over") or Table("", [], [])).rows:
            users, asked = number(row["Users who handed it over"]), number(row["Times handed over"])
            again, times = number(row["Users who did so more than once"]), number(row["Times asked again"])
            self.part(users, self.base, f"document {row['Document']}")
            self.part(again, users, f"document {row['Document']} again")
            if asked is not None and times is not None:
                self.part(asked - times, self.base, f"document {row['Document']}: asked less asked again")
            self.users(times, f"document {row['Document']}: times again")

    def groups_of_users(self):
        completed = next((number(re.sub(r" \(.*", "", r["Users"])) for t in [self.find("Where the users are")] if t
                          for r in t.rows if r["Outcome"] == "completed"), None)
        for table in self.profile_tables():
            users = [n for _, n in table.column("Users")]
            for row in table.rows:
                whole, part = number(row["Users"]), number(re.sub(r" \(.*", "", row["Completed"]))
                self.users(whole, f"{table.name} {row['Group']}")
                if whole is not None:
                    self.part(part, whole, f"{table.name} {row['Group']}, completed")
            if self.all is not None:
                self.users(self.all - sum(n for n in users if n), f"{table.name}: all less the groups")
            elif users and None not in users:
                self.part(self.base, sum(users), f"{table.name}: the groups together less who had a contact")
            parts = [number(re.sub(r" \(.*", "", row["Completed"])) for row in table.rows]
            if completed is not None and parts.count(None) == 1:
                whole, rest = number(table.rows[parts.index(None)]["Users"]), completed - sum(p for p in parts if p is not None)
                self.part(rest, whole, f"{table.name}, who completed of the one group that does not say")

        for table in [t for t in self.tables if t.head[0] == "Group" and "Completed" not in t.head]:    # side by side, --by
            told = [number(row["Users"]) for row in table.rows]
            for row, users in zip(table.rows, told):
                self.part(users, self.base, f"{table.name} {row['Group']}")
                same = [number(r["Users"]) for t in self.profile_tables() for r in t.rows if r["Group"] == row["Group"]]
                if users is not None and len(same) == 1 and same[0] is not None:
                    self.part(min(users, same[0]), max(users, same[0]), f"{table.name} {row['Group']}: here, and among the groups of users")
            if None not in told and sum(told) <= (self.base or 0):
                self.part(sum(told), self.base, f"{table.name}: the groups together")

    def crossed(self):
        """Kinds by groups of users, and the contacts of each kind in lines of contacts that are alike."""
        groups = {r["Group"]: number(r["Users"]) for t in self.profile_tables() for r in t.rows}
        for table in [t for t in self.tables if t.name.startswith("Users who had such contacts, by")]:
            for row in table.rows:
                kind = next((k for k in self.kind if (k["Contact"], k["Institution"], k["Verdict"]) ==
                             tuple(row[h] for h in table.head[:3])), None)
                cells = {head: number(row[head]) for head in table.head[3:]}
                for head, value in cells.items():
                    self.part(value, groups.get(head), f"{row[table.head[0]]} in {head}")
                told = [v for v in cells.values() if v is not None]
                if kind and kind["users"] is not None:
                    self.part(sum(told), kind["users"], f"{row[table.head[0]]} by group")
        for table in [t for t in self.tables if t.name.startswith("Contacts: ")]:
            for row in table.rows:
                if self.small(number(row["Contacts"])):
                    self.leak(f"{table.name}: a line of {row['Contacts']} contacts")

    # --- pictures, words

    def pictures(self):
        for name in ("map.svg", "summary.svg", "network.svg", "report.html"):
            text = html.unescape(self.text(name))
            for most, part, whole in re.findall(r"(≥\s?)?\b(\d+) ?/ ?(\d+)\b", re.sub(r"<path[^>]*>", "", text)):
                if not most:
                    self.part(int(part), int(whole), f"{name}: {part}/{whole}")
            for count in re.findall(r"[;:>] ?(\d+) users?\b", text):
                self.part(int(count), self.base, f"{name}: {count} users")
            for count in re.findall(r"\bn = (\d+)", text):
                self.users(int(count), f"{name}: n = {count}")
        cards = re.findall(r"<title>([^<:]*): ([^<]*) \((\d+)/\d+\)</title>", self.text("map.svg"))
        for verdict, name, users in cards:
            for kind in self.kind:
                if kind["Contact"] == html.unescape(name) and kind["Verdict"] == html.unescape(verdict).lower() and kind["users"]:
                    if [k["Contact"] for k in self.kind].count(kind["Contact"]) == 1 and int(users) <= kind["users"]:
                        self.part(int(users), kind["users"], f"card {name} within its kind")

    SAME = (("Where the users are", "Take-up", "Outcome", ["Users"]), ("Redundant contacts, from", "Redundant contacts", "Contact", ["Users", "Contacts"]),
            ("by cause, all users", "Causes", "Cause", ["Users", "Contacts"]), ("exactly one verdict", "Verdicts", "Verdict", ["Users", "Contacts"]),
            ("The planned steps", "Steps", "Step", ["Users who did it", "Users who skipped it"]),
            ("Documents handed over", "Documents", "Document", ["Users who handed it over", "Times handed over", "Times asked again"]),
            ("Contacts outside the map", "Words outside the map", "As written", ["Users", "Contacts"]))

    def across_files(self):
        for caption, sheet, label, columns in self.SAME:
            page, book = self.find(caption), self.sheet(sheet)
            if not page or not book:
                continue
            for column in columns:
                one, two = defaultdict(list), defaultdict(list)
                for table, into in ((page, one), (book, two)):
                    for row in table.rows:
                        into[row[label]].append(number(re.sub(r" \(.*", "", row.get(column, ""))))
                for name in set(one) & set(two):
                    if sorted(map(str, one[name])) != sorted(map(str, two[name])) and len(one[name]) == len(two[name]):
                        self.leak(f"{caption} / {sheet}: {column} of {name}: {one[name]} in one, {two[name]} in the other")
        for table in self.book:
            for head in table.head:
                if re.match(r"(Users|Waits)\b", head):
                    for label, value in table.column(head):
                        self.users(value, f"workbook, {table.name}, {label}")
                        if value is not None and self.base and value <= self.base and table.name not in ("Take-up", "Profiles"):
                            self.part(value, self.base, f"workbook, {table.name}, {label}")

    def subjects(self):
        """The further subjects: a sheet tells what the report's table tells, in as many digits, and no more."""
        needs = {"contacts each time it is done": "Contacts each time it is done", "settled at the first contact": "Settled at the first contact",
                 "later than announced": "Later than announced", "past the legal limit": "Past the legal limit"}
        by_institution = {**needs, "contacts each time it is done": "Contacts each time a step is done"}
        view = {("the institution", "contacts a user"): "It sees: contacts a user",
                ("the institution", "of them repeated, as far as it can know"): "of them repeated, as far as it can know",
                ("the institution", "its own delay, median"): "its own delay, median",
                ("the institution", "files complete at the first try"): "files complete at the first try",
                ("its users", "contacts a user"): "They lived: contacts a user", ("its users", "of them redundant"): "of them redundant",
                ("its users", "from first to last contact, median"): "from first to last contact, median"}
        for caption, sheet, label, columns in (
                ("Contacts per need, by step", "Needs by step", "Step", needs), ("Contacts per need, by institution", "Needs by institution", "Institution", by_institution),
                ("What each institution sees, and", "What institutions see", "Institution", view)):
            for row in (self.sheet(sheet) or Table("", [], [])).rows:
                key = row["Figure"] if columns is not view else (row["Whose view"], row["Figure"])
                if key in columns and row[label] != "all contacts":
                    self.same(caption, sheet, label, row, columns[key], "Value")
                    if columns is not view and row["Unit"] == "contacts":
                        self.same(caption, sheet, label, row, "Users" if label == "Step" else "Tries of its steps", "Users" if label == "Step" else "Tries of its steps")
                    if key in ("later than announced", "past the legal limit"):
                        self.same(caption, sheet, label, row, "Users who waited", "Users")
        for row in (self.sheet("Side by side") or Table("", [], [])).rows:
            for mine, other in (("Users", "Users"), ("Value", "Value, with its interval"), ("Difference from the others", "Difference from the others, with its interval")):
                self.same(row["Figure"], "Side by side", "Group", row, other, mine)
        for caption, sheet, label, columns in (
                ("The headline under other rules", "Other rules", "Rules", (("Redundant, of all contacts",) * 2, ("Unproductive, of all own time",) * 2)),
                ("What people stated, and", "Stated and derived", "Stated by people", (("The rules say the same",) * 2,)),
                ("What contacts cost the institutions", "Costs by channel", "Channel", (("Contacts",) * 2, ("Cost of all (euros)", "Cost of all")))):
            for row in (self.sheet(sheet) or Table("", [], [])).rows:
                for mine, other in columns:
                    self.same(caption, sheet, label, row, other, mine)
        for caption, sheet in (("Contacts per need, by step", "Needs by step"), ("What each institution sees, and", "What institutions see"),
                               ("The headline under other rules", "Other rules"), ("What people stated, and", "Stated and derived"),
                               ("Institutions that follow", "Followed by both"), ("What contacts cost", "Costs by channel")):
            table = self.find(caption)
            if self.book and bool(table and table.rows) != bool(self.sheet(sheet)):
                self.leak(f"{caption} / {sheet}: only one of them is there")

    def same(self, caption, sheet, label, row, other, mine):
        """One cell of a sheet against the cell of the report's table that has the same label."""
        table = next((t for t in self.tables if t.name == caption), None) or self.find(caption)
        found = [r for r in table.rows if r[label] == row[label]] if table else []
        told = row[mine] not in ("", "–")
        if len(found) > 1:
            return
        said = figure(found[0][other]) if found else None
        if told != (said is not None) or told and abs(float(row[mine]) - said) > 1e-9:
            self.leak(f"{caption} / {sheet}: {mine} of {row[label]}: {row[mine]} there, {found[0][other] if found else 'nothing'} in the report")
        self.groups += told

    def nested(self):
        """Groups of the further subjects within groups that other tables tell."""
        steps, waits = self.find("The planned steps in order"), self.find("Waits: announced")
        did = {r["Step"]: number(r["Users who did it"]) for r in steps.rows} if steps else {}
        for row in (self.find("Contacts per need, by step") or Table("", [], [])).rows:
            users, share, name = number(row["Users"]), figure(row["Settled at the first contact"]), row["Step"]
            first = None if users is None or share is None else round(share * users)
            self.part(users, self.base, f"needs: who tried {name}")
            self.part(first, users, f"needs: at once, {name}")
            if users is not None and did.get(name) is not None and did[name] <= users:
                self.part(did[name], users, f"needs: who tried {name} and did it")
            if first is not None and did.get(name) is not None and first <= did[name]:
                self.users(did[name] - first, f"needs: who did {name}, not at once")
            mine = next((r for r in waits.rows if r["Step awaited"] == name), None) if waits else None
            waited, came = number(row["Users who waited"]), mine and number(mine["Users"])
            if waited is not None and came is not None and came <= waited:
                self.part(came, waited, f"needs: who waited for {name} and got it")
            for head in ("Later than announced", "Past the legal limit"):
                late = figure(row[head])
                if late is not None and waited is not None:
                    self.part(round(late * waited), waited, f"needs: {head}, {name}")
        met = {r["Institution"]: number(r["Users"]) for r in (self.sheet("Institutions") or Table("", [], [])).rows}
        for row in (self.find("Institutions that follow") or Table("", [], [])).rows:
            for institution in (row["Institution"], row["and"]):
                self.part(number(row["Users followed by both at once"]), met.get(institution), f"followed by {institution} and another")

    def words_of_few(self):
        everything = " ".join(html.unescape(self.text(n)) for n in ("report.html", "map.svg", "summary.svg", "network.svg", "said.txt"))
        everything += " ".join(" ".join(row.values()) for table in self.book for row in table.rows)
        who = defaultdict(set)
        for row in self.truth:
            for column in ("step_as_written", "irritant", "quote"):
                if row.get(column):
                    who[(column, row[column])].add(row["case"])
            who[("case", row["case"])].add(row["case"])
        for (column, words), users in who.items():
            few = len(users) < self.least or column in ("quote", "case")
            if few and len(words) > 6 and words.lower() in everything.lower() and not any(words == r["step_as_written"] and r["step"] for r in self.truth):
                self.leak(f"{column} of {len(users)} users is shown: {words}")
        for hamlet in re.findall(r"hamlet \d", everything):
            row = next((r for t in self.profile_tables() for r in t.rows if r["Group"] == hamlet), None)
            if not row or self.small(number(row["Users"])):
                self.leak(f"a rare value is shown: {hamlet}")
        starts = {row["start"][:10] for row in self.truth if row["start"]}
        months = "January February March April May June July August September October November December".split()
        for date in starts:
            year, month, day = date.split("-")
            if date in everything or f"{int(day)} {months[int(month) - 1]} {year}" in everything:
                self.leak(f"a date is shown: {date}")

    def run(self):
        self.find_bases()
        self.kinds()
        for attack in (self.outcomes, self.causes_and_verdicts, self.steps, self.words_and_documents, self.groups_of_users, self.crossed,
                       self.pictures, self.across_files, self.subjects, self.nested, self.words_of_few):
            attack()
        return self.leaks


def main(arguments):
    if len(arguments) == 3 and arguments[0] == "make":
        make(arguments[1], arguments[2])
        return 0
    if len(arguments) in (3, 4) and arguments[0] == "read":
        attack = Attack(int(arguments[1]), arguments[2], arguments[3] if len(arguments) == 4 else None)
        leaks = attack.run()
        for leak in leaks:
            print(leak)
        if not attack.groups:
            print("nothing was read")
        return 1 if leaks or not attack.groups else 0
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
