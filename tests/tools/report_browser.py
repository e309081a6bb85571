#!/usr/bin/env python3
"""report_browser.py CHROMIUM FOLDER: what report.html does in a browser. tests/checks/report_browser.sh calls it.

FOLDER has fr/report.html and en/report.html (the shipped example), names/report.html (with --names), some/report.html
and big/report.html (30,000 and 100,000 contacts). Prints a line a check: `ok - …`, `not ok - …`. Standard library only.
"""
import os
import re
import sys
import zlib
from browser import Browser

failures = 0


def check(what, good, found=""):
    global failures
    failures += not good
    print(("ok - " if good else "not ok - ") + what)
    if not good and found != "":
        print("#   " + str(found)[:600])


HELPERS = """
window.$ = (s, e) => (e || document).querySelector(s);
window.$$ = (s, e) => [...(e || document).querySelectorAll(s)];
window.choose = (name, value) => { const s = $(`.filters select[name="${name}"]`); s.value = value;
  s.dispatchEvent(new Event("change", { bubbles: true })); return s.value === value; };
window.shown = e => { const box = e.getBoundingClientRect(); return box.width > 0 && box.height > 0; };
window.column = (table, i) => $$("tbody tr:not(.last)", table).map(row => row.cells[i].textContent.trim());
1"""


def opened(browser, url, width=1400, height=900, script=True):
    page = browser.page(width, height, script)
    page.seconds = page.open(url)
    if script:
        page.eval(HELPERS)
    return page


def quiet(page, what, url):
    check(f"{what}: nothing is asked of a network", set(page.requests) <= {url}, page.requests)
    check(f"{what}: no error, no violation of the policy", not page.complaints, page.complaints)


# --- parts -----------------------------------------------------------------------------------------------------------

def layers(page, what):
    hidden = page.eval("""(() => { const bad = []; for (const box of $$(".layer")) {
      const kind = box.id.slice(6), names = { waits: ".wait", satisfaction: '[id^="map-row-satisfaction"]',
        irritants: '[id^="map-row-irritants"]' }, all = $$("#map .map " + (names[kind] || "." + kind));
      if (!all.length || !all.every(shown)) bad.push(kind + " is not there");
      box.focus(); box.click(); if (all.some(shown)) bad.push(kind + " stays");
      if ($$("#map .map a.card").every(card => !shown(card))) bad.push(kind + " hides all");
      box.click(); if (!all.every(shown)) bad.push(kind + " does not come back"); }
      return [$$(".layer").length, bad]; })()""")
    check(f"{what}: each layer of the map can be switched off and on", hidden[0] >= 5 and not hidden[1], hidden)


def filters(page, what, language):
    check(f"{what}: filters are there with script", page.eval("shown($('.filters'))"))
    check(f"{what}: what the filters say is read out", page.eval("$('#status').getAttribute('aria-live') === 'polite'"))
    state = page.eval("""(() => { choose("institution", "2"); const rows = $$("tr[data-kind]"), lit = rows.filter(r => !r.matches(".dim"));
      const cards = $$("#map a.card"), bright = cards.filter(c => !c.matches(".dim"));
      return { rows: rows.length, lit: lit.length, right: lit.every(r => r.dataset.institution === "2"),
        wrong: rows.filter(r => r.matches(".dim") && r.dataset.institution === "2").length, hidden: rows.filter(r => !shown(r)).length,
        cards: cards.length, bright: bright.length, status: $("#status").textContent,
        name: $(".filters select[name=institution]").selectedOptions[0].textContent }; })()""")
    check(f"{what}: an institution dims all other rows and hides none",
          0 < state["lit"] < state["rows"] and state["right"] and not state["wrong"] and not state["hidden"], state)
    heard = page.eval("$$('.dim:not(.link)').every(e => e.getAttribute('aria-description')) && !$$('[aria-description]:not(.dim)').length")
    check(f"{what}: who can't see what is dimmed is told", heard)
    check(f"{what}: and all other cards", 0 < state["bright"] < state["cards"], state)
    kinds = page.eval("$$('tr[data-kind]:not(.dim)').filter(r => r.dataset.kind !== 'planned').length")
    numbers = re.findall(r"\d+", state["status"].replace(state["name"], ""))
    check(f"{what}: the status names the filter and counts what matches",
          state["name"] in state["status"] and len(numbers) >= 4 and int(numbers[2]) == kinds, (state["status"], kinds))
    least = page.eval("Math.max(...$$('tr[data-kind]:not(.dim)').map(r => Number(r.dataset.users || 0)))")
    check(f"{what}: users are never added up over kinds", int(numbers[-1]) == least, (state["status"], least))
    few = page.eval("""(() => { choose("institution", ""); choose("verdict", "chasing"); choose("channel", "video");
      return $("#status").textContent; })()""")
    check(f"{what}: where there are few users, fewer than 5 is all that is said",
          ("moins de 5" if language == "fr" else "fewer than 5") in few, few)
    wrong = page.eval("""(() => { $("#show-all").click(); const groups = $$(".filters select[name=group] option").slice(1), bad = [];
      for (const group of groups) { choose("group", group.value); for (const row of $$("tr[data-kind]")) {
        const told = new RegExp("(^| )" + group.value + ":(\\\\d+)( |$)").exec(row.dataset.groups || "");
        if (told && Number(told[2]) < 5) bad.push("too few: " + row.dataset.groups);
        if (row.dataset.kind !== "planned" && !told === !row.matches(".dim")) bad.push(group.textContent + " " + row.cells[0].textContent); } }
      $("#show-all").click(); return [groups.length, bad, $$(".dim, [aria-description]").length]; })()""")
    check(f"{what}: a group of users lights what at least 5 of them had", wrong[0] >= 2 and not wrong[1], wrong)
    check(f"{what}: one button shows all again", wrong[2] == 0, wrong)


def lists(page, what, named):
    page.eval("$('#map a.card.redundant').focus(); 1")
    card = page.eval("document.activeElement.getAttribute('href')")
    page.key("Enter")
    state = page.eval("""({ open: $("#list").open, title: $("#list-title").textContent, focus: $("#list").contains(document.activeElement),
      rows: $$("#list tbody tr").length, sum: $$("#list tbody td:last-child").reduce((n, c) => n + Number(c.textContent), 0),
      named: /fictif-\\d/.test($("#list").textContent), home: $$("details #" + $("#list .body").firstElementChild.id).length })""")
    count = int(re.findall(r"\d+", state["title"])[-1])
    check(f"{what}: Enter on a card opens its contacts, and the focus is there", state["open"] and state["focus"] and state["rows"], state)
    check(f"{what}: all of them", state["rows"] == count if named else state["sum"] == count, (state, count))
    check(f"{what}: by {'name' if named else 'rank, nobody named'}", state["named"] == named, state)
    page.key("Escape")
    state = page.eval("""({ open: $("#list").open, card: document.activeElement.getAttribute("href"),
      left: $("#list .body").childElementCount, home: $$("details.kind > div > .scroll").length === $$("details.kind").length })""")
    check(f"{what}: Escape closes it and gives the focus back", not state["open"] and state["card"] == card, (state, card))
    check(f"{what}: the list is back in its place", state["left"] == 0 and state["home"], state)
    clicked = page.eval("""(() => { const link = $("a.open-list"); link.click(); const open = $("#list").open;
      $("#list button").click(); return open && !$("#list").open; })()""")
    check(f"{what}: so does a click in the table, and its button", clicked)


def sorting(page, what, language):
    state = page.eval("""(() => { const table = $("#redundant table"), time = $$("thead th", table).findIndex(h => h.textContent.match(/Temps|time/));
      const button = $$("thead th", table)[time].querySelector("button"), before = column(table, time);
      const last = () => $$("tbody tr", table).at(-1).matches(".last");
      button.click(); const up = column(table, time), sort = button.parentNode.getAttribute("aria-sort"), last_up = last();
      button.click(); return { before, up, down: column(table, time), sort, then: button.parentNode.getAttribute("aria-sort"),
        last: last_up && last() || !$("tr.last", table) }; })()""")

    def minutes(text):
        found = re.match(r"(?:([\d\u202f,]+)\s*h)?\s*(?:(\d+)(?:\s*min)?)?$", text)
        return int(re.sub(r"\D", "", found[1] or "0")) * 60 + int(found[2] or 0)
    up, down = [minutes(t) for t in state["up"]], [minutes(t) for t in state["down"]]
    check(f"{what}: a column of times sorts as numbers, both ways", up == sorted(up) and down == sorted(up, reverse=True) and len(up) > 2, state)
    check(f"{what}: and says so", state["sort"] == "ascending" and state["then"] == "descending", state)
    check(f"{what}: the sum of the others stays last", state["last"], state)
    given = (["1\u202f234,5", "12", "3,5", "98 %", "moins de 5", "–", "−2"] if language == "fr" else
             ["1,234.5", "12", "3.5", "98%", "fewer than 5", "–", "−2"])
    result = page.eval("""(given => { const div = document.createElement("div"); const table = $("#take-up table"), body = table.tBodies[0];
      const keep = [...body.rows]; body.replaceChildren(...given.map(text => { const row = document.createElement("tr");
        row.innerHTML = '<th scope="row">x</th><td class="n"></td>'; row.cells[1].textContent = text; return row; }));
      $$("thead th", table)[1].querySelector("button").click(); const got = column(table, 1);
      body.replaceChildren(...keep); return got; })(%s)""" % __import__("json").dumps(given))
    check(f"{what}: numbers as this language writes them, what is none last",
          result == [given[6], given[2], given[1], given[3], given[0], given[4], given[5]], result)


def periods(page, what):
    state = page.eval("""(() => { let most = null; for (const table of $$("details.kind table"))
        if (!most || table.tBodies[0].rows.length > most.tBodies[0].rows.length) most = table;
      const times = column(most, 1); $$("thead th", most)[4].querySelector("button").click(); const bands = column(most, 4);
      $$("thead th", most)[1].querySelector("button").click(); return [times, column(most, 1), bands]; })()""")
    names = "January February March April May June July August September October November December".split()

    def key(text):
        words = text.split()
        return (int(words[-1]), names.index(words[0]) if len(words) == 2 else 99) if words[-1].isdigit() else (9999, 0)
    check(f"{what}: months are told where enough users had contacts", any(w in t for t in state[0] for w in names), state[0][:5])
    check(f"{what}: and sort as dates", state[1] == sorted(state[1], key=key) and len(set(state[1])) > 5, state[1])
    order = ["less than 15 min", "15 min to 1 h", "1 h to 2 h", "2 h and more", "time not known", "not told"]
    check(f"{what}: times sort as times", [order.index(t) for t in state[2]] == sorted(order.index(t) for t in state[2]), state[2])


def zooming(page, what):
    state = page.eval("""(() => { const svg = $("#map .map svg"), width = () => svg.getBoundingClientRect().width, w = [width()];
      for (const by of ["1.3", "0.77", "0"]) { $(`[data-zoom="${by}"]`).click(); w.push(width()); } return w; })()""")
    check(f"{what}: the map grows, shrinks and fits again", state[1] > state[0] * 1.2 and state[3] == state[0], state)


# The contrast of every text that can be seen, on what it stands on; pictures have tests of their own (test_theme).
CONTRAST = """(() => {
  const parse = c => (c.match(/[\\d.]+/g) || []).map(Number);
  const light = c => { const [r, g, b] = c.map(v => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const under = e => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor);
    if (c.length === 3 || c[3] === 1) return c.slice(0, 3); } return [255, 255, 255]; };
  const bad = new Set(); let seen = 0;
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) { const e = walk.currentNode.parentElement;
    if (!walk.currentNode.textContent.trim() || e.closest("svg,script,style,option") || !shown(e)) continue;
    const a = light(parse(getComputedStyle(e).color).slice(0, 3)), b = light(under(e)), hi = Math.max(a, b), lo = Math.min(a, b);
    seen++; if ((hi + 0.05) / (lo + 0.05) < 4.5) bad.add(e.tagName + "." + e.className + " " + getComputedStyle(e).color); }
  return [seen, [...bad]]; })()"""
NAMES = """(() => { const bad = []; for (const e of $$("a[href], button, select, input, summary, [tabindex]")) {
    const label = e.labels && e.labels.length ? e.labels[0].textContent : "";
    if (!(e.getAttribute("aria-label") || label || e.textContent).trim()) bad.push(e.outerHTML.slice(0, 120)); }
  return bad; })()"""
EQUAL = """(() => { const bad = []; for (const card of $$("#map a.card")) { const to = document.getElementById(card.getAttribute("href").slice(1));
    const row = to && to.closest("tr"); if (!row || !row.closest("table").caption) { bad.push(card.getAttribute("href")); continue; }
    const words = card.querySelector("title").textContent, name = row.cells[0].firstChild.textContent.trim();
    if (!words.includes(name)) bad.push(words + " / " + name); } return [$$("#map a.card").length, bad]; })()"""


def reading(page, what, language):
    contrast = page.eval(CONTRAST)
    check(f"{what}: every text has a contrast of 4.5 to 1 at least", contrast[0] > 300 and not contrast[1], contrast)
    names = page.eval(NAMES)
    check(f"{what}: whatever can be focused has a name", not names, names)
    equal = page.eval(EQUAL)
    check(f"{what}: each card of the map has its row in a table, which calls it the same", equal[0] > 10 and not equal[1], equal)
    check(f"{what}: says its language", page.eval("document.documentElement.lang") == language)
    page.key("Tab")
    first = page.eval("""(() => { const e = document.activeElement, s = getComputedStyle(e);
      return [e.className, e.getAttribute("href"), e.getBoundingClientRect().left >= 0, s.outlineStyle, s.outlineWidth]; })()""")
    check(f"{what}: the first key goes to what leads to the content, and is seen there", first == ["skip", "#content", True, "solid", "4px"], first)


def narrow(browser, url, what):
    page = opened(browser, url, 400, 800)
    wide = page.eval("document.documentElement.scrollWidth")
    check(f"{what}, 400 px wide: the page does not scroll sideways", wide <= 400, wide)


def without_script(browser, url, what):
    with_script = opened(browser, url)
    page = opened(browser, url, script=False)
    tree = page.call("DOM.getDocument", depth=-1, pierce=False)["root"]
    text = []

    def walk(node, parents):
        name = node["nodeName"].lower()
        if node["nodeType"] == 3 and not {"script", "style", "title"} & set(parents):
            text.append(node["nodeValue"])
        for child in node.get("children", []):
            walk(child, parents + [name])
    walk(tree, [])
    plain = " ".join(" ".join(text).split())
    wanted = with_script.eval("""$$("caption, summary, h2, h3, dt, td").filter(e => !e.closest("dialog")).map(e => e.textContent.trim().split(/\\s+/).join(" "))""")
    missing = [w for w in wanted if w and w not in plain]
    check(f"{what}, without script: every heading, table and list is there", len(wanted) > 200 and not missing, missing[:5])
    height = page.call("Page.getLayoutMetrics")["cssContentSize"]["height"]
    check(f"{what}, without script: it is laid out", height > 3000, height)
    hidden = page.call("DOM.querySelector", nodeId=tree["nodeId"], selector=".filters[hidden]")["nodeId"]
    check(f"{what}, without script: what needs it is not offered", hidden > 0)
    page = opened(browser, url + "#contacts-2", script=False)
    root = page.call("DOM.getDocument")["root"]["nodeId"]
    opened_lists = page.call("DOM.querySelectorAll", nodeId=root, selector="details.kind[open]")["nodeIds"]
    right = page.call("DOM.querySelectorAll", nodeId=root, selector="details.kind[open] > #contacts-2")["nodeIds"]
    check(f"{what}, without script: a link to a list opens it", len(opened_lists) == 1 and len(right) == 1, opened_lists)


def pages_of(pdf):
    """(width, height) of each page, in points: page objects may be in compressed streams."""
    data = pdf
    for found in re.finditer(rb"stream\r?\n(.*?)endstream", pdf, re.S):
        try:
            data += zlib.decompress(found[1])
        except zlib.error:
            pass
    return [tuple(round(float(n)) for n in m) for m in
            re.findall(rb"/Type ?/Page\b[^s].*?/MediaBox ?\[ ?0 0 ([\d.]+) ([\d.]+) ?\]", data, re.S)]


def paper(page, what, folder):
    before = page.eval("$$('details[open]').length")
    pdf = page.pdf()
    sizes = pages_of(pdf)
    with open(os.path.join(folder, "printed.pdf"), "wb") as file:
        file.write(pdf)
    wide = [s for s in sizes if s[0] > s[1]]
    check(f"{what}, printed: A4 upright, and the map on one A3 sheet across",
          len(sizes) > 5 and len(wide) == 1 and abs(wide[0][0] - 1191) <= 2 and all(abs(s[0] - 595) <= 2 for s in sizes if s not in wide), sizes)
    check(f"{what}, printed: lists are closed again", page.eval("$$('details[open]').length") == before)


def main():
    program, folder = sys.argv[1:]
    with Browser(program) as browser:
        for language in ("fr", "en"):
            what, url = f"--lang {language}", "file://" + os.path.join(folder, language, "report.html")
            page = opened(browser, url)
            reading(page, what, language)
            layers(page, what)
            filters(page, what, language)
            lists(page, what, False)
            sorting(page, what, language)
            zooming(page, what)
            if language == "en":
                paper(page, what, folder)
            quiet(page, what, url)
            narrow(browser, url, what)
            without_script(browser, url, what)
        url = "file://" + os.path.join(folder, "names", "report.html")
        page = opened(browser, url)
        reading(page, "--names", "en")
        lists(page, "--names", True)
        quiet(page, "--names", url)
        periods(opened(browser, "file://" + os.path.join(folder, "some", "report.html")), "30,000 contacts")
        url = "file://" + os.path.join(folder, "big", "report.html")
        size = os.path.getsize(url[len("file://"):])
        check(f"100,000 contacts: less than 20 MB ({size / 1e6:.1f})", size < 20e6)
        text = opened(browser, url).eval("$('#contacts').textContent")
        check("more than 100,000 contacts: lists are by year, and say so", "put together by year" in text and "January" not in text)
        best = min(opened(browser, url).seconds for _ in range(3))
        check(f"100,000 contacts: opened and drawn in less than 2 s ({best:.2f})", best < 2)
    return failures > 0


sys.exit(main())
