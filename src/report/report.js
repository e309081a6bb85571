//<![CDATA[
/* What report.html does beyond being read: filters, lists of contacts in a window, tables sorted, zoom. Without script
 * everything is there all the same. No library; texts come from data-… attributes, in the page's language. */
(function () {
  "use strict";
  var root = document.documentElement, french = root.lang === "fr";
  function all(selector, within) { return Array.prototype.slice.call((within || document).querySelectorAll(selector)); }
  function one(selector, within) { return (within || document).querySelector(selector); }

  /* --- filters: what does not match is dimmed, never hidden --- */

  var filters = one(".filters"), status = one("#status");
  var rows = all("tr[data-kind]"), row_of = {};
  rows.forEach(function (row) {
    if (row.id) { row_of[row.id] = row; }
    all(".place[id]", row).forEach(function (place) { row_of[place.id] = row; });
  });
  function row_of_card(card) { return row_of[(card.getAttribute("href") || "").slice(1)]; }
  function has_word(words, word) { return (" " + (words || "") + " ").indexOf(" " + word + " ") >= 0; }

  /* Users of a group who had contacts of that kind: told if there are enough of them, else 0. */
  function users_of(row, group) {
    if (!group) { return Number(row.dataset.users || 0); }
    var found = (" " + (row.dataset.groups || "") + " ").match(new RegExp(" " + group + ":(\\d+) "));
    return found ? Number(found[1]) : 0;
  }
  function matches(row, wanted) {
    if (wanted.institution && row.dataset.institution !== wanted.institution) { return false; }
    if (wanted.channel && !has_word(row.dataset.channels, wanted.channel)) { return false; }
    if (wanted.verdict && row.dataset.verdict !== wanted.verdict) { return false; }
    return !wanted.group || row.dataset.kind === "planned" || users_of(row, wanted.group) > 0;
  }
  /* Dimmed for who sees it, said to who hears it. */
  function mark(element, good) {
    element.classList.toggle("dim", !good);
    if (good) { element.removeAttribute("aria-description"); } else { element.setAttribute("aria-description", filters.dataset.dimmed); }
  }
  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, function (whole, name) { return name in values ? values[name] : whole; });
  }
  /* At least as many users as the largest of the kinds; they are never added, for a user may be in several. */
  function say_users(kinds, wanted) {
    var most = kinds.reduce(function (sum, row) { return Math.max(sum, users_of(row, wanted.group)); }, 0);
    var said = filters.dataset;
    if (!most) { return wanted.verdict === "planned" ? "" : said.usersFew; }
    return fill(kinds.length === 1 ? said.usersOne : said.usersLeast, { users: most.toLocaleString(root.lang) });
  }
  function filter() {
    var wanted = {}, names = [], steps = 0, all_steps = 0, kinds = [], all_kinds = 0, lit = {};
    all("select", filters).forEach(function (select) {
      wanted[select.name] = select.value;
      if (select.value) { names.push(select.dataset.name + " " + select.selectedOptions[0].textContent.trim()); }
    });
    rows.forEach(function (row) {
      var good = matches(row, wanted), planned = row.dataset.kind === "planned";
      mark(row, good);
      if (planned) { all_steps += 1; steps += good; } else { all_kinds += 1; if (good) { kinds.push(row); } }
    });
    all(".map a.card").forEach(function (card) {
      var row = row_of_card(card), good = !names.length || (!!row && !row.classList.contains("dim"));
      mark(card, good);
      lit[(card.getAttribute("href") || "").slice(1)] = good;
    });
    all(".map .link").forEach(function (link) {
      link.classList.toggle("dim", !lit[link.dataset.from] && !lit[link.dataset.to]);
    });
    status.textContent = !names.length ? filters.dataset.none : fill(filters.dataset.some, {
      filters: names.join(", "), steps: steps, allSteps: all_steps, kinds: kinds.length, allKinds: all_kinds
    }) + " " + say_users(kinds, wanted);
  }
  if (filters) {
    filters.hidden = false;
    all("select", filters).forEach(function (select) { select.addEventListener("change", filter); });
    one("#show-all").addEventListener("click", function () {
      all("select", filters).forEach(function (select) { select.value = ""; });
      filter();
    });
  }

  /* --- zoom: the drawing grows in its box, so that scroll bars, keyboard and touch keep working --- */

  var map = one("#map .map svg"), zoom = 1;
  all("[data-zoom]").forEach(function (button) {
    button.addEventListener("click", function () {
      var by = Number(button.dataset.zoom);
      zoom = by ? Math.min(4, Math.max(1, zoom * by)) : 1;
      map.style.width = 100 * zoom + "%";
      map.style.minWidth = zoom > 1 ? 68 * zoom + "rem" : "";
    });
  });

  /* --- lists of contacts, in a window; closing it gives the focus back --- */

  var dialog = one("#list"), home, opener;
  function open_list(id, from) {
    var body = document.getElementById(id);
    if (!body || !dialog || !dialog.showModal) { return false; }
    home = body.parentNode;
    opener = from;
    one("#list-title").textContent = one("summary", home).textContent;
    one(".body", dialog).appendChild(body);
    dialog.showModal();
    return true;
  }
  if (dialog) {
    dialog.addEventListener("close", function () {
      var body = one(".body", dialog).firstElementChild;
      if (body) { home.appendChild(body); }
      if (opener) { opener.focus(); }
      opener = null;
    });
    one("button", dialog).addEventListener("click", function () { dialog.close(); });
    dialog.addEventListener("click", function (event) { if (event.target === dialog) { dialog.close(); } });
  }
  document.addEventListener("click", function (event) {
    var link = event.target.closest ? event.target.closest("a.card, a.open-list") : null;
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
    var row = link.classList.contains("card") ? row_of_card(link) : link.closest("tr");
    if (row && row.dataset.list && open_list(row.dataset.list, link)) { event.preventDefault(); }
  });

  /* --- tables sorted by a column; what is not a number comes last, sums stay where they are --- */

  var UNIT = { h: 60, min: 1, j: 1440, d: 1440, mois: 43829, month: 43829, months: 43829 };
  /* "12 345", "3,5", "4 h 10", "45 j", "22 (47 %)", "0 → 1,2": the first quantity, times in minutes. NaN if none. */
  function quantity(text) {
    var plain = text.replace(/[\s\u00a0\u202f]+/g, " ").trim();
    if (!/^[\d\u2212+<-]/.test(plain)) { return NaN; }
    plain = french ? plain.replace(/(\d) (?=\d{3}(?!\d))/g, "$1").replace(/,/g, ".") : plain.replace(/(\d),(?=\d{3})/g, "$1");
    var found = plain.match(/^[<+]? ?([\u2212-]?)(\d+(?:\.\d+)?) ?([a-z]+)? ?(\d\d)?/i);
    if (!found) { return NaN; }
    var unit = UNIT[found[3]] || 1, value = Number(found[2]) * unit;
    if (found[3] === "h" && found[4]) { value += Number(found[4]); }
    return found[1] ? -value : value;
  }
  function key_of(row, column, number) {
    var cell = row.cells[column], text = cell ? cell.textContent : "";
    return number ? quantity(text) : cell && cell.dataset.key || text.trim();
  }
  function compare(collator, number, sign, a, b) {
    if (!number) { return sign * collator.compare(a.key, b.key) || a.place - b.place; }
    if (isNaN(a.key) || isNaN(b.key)) { return isNaN(a.key) - isNaN(b.key) || a.place - b.place; }
    return sign * (a.key - b.key) || a.place - b.place;
  }
  function sort(header, column) {
    var body = header.closest("table").tBodies[0], number = header.classList.contains("n");
    var sign = header.getAttribute("aria-sort") === "ascending" ? -1 : 1;
    var collator = new Intl.Collator(root.lang, { numeric: true });
    var items = all("tr", body).map(function (row, place) {
      return { row: row, place: place, key: key_of(row, column, number), last: row.classList.contains("last") };
    });
    items.sort(function (a, b) { return a.last - b.last || compare(collator, number, sign, a, b); });
    all("th[aria-sort]", header.parentNode).forEach(function (other) { other.removeAttribute("aria-sort"); });
    header.setAttribute("aria-sort", sign > 0 ? "ascending" : "descending");
    items.forEach(function (item) { body.appendChild(item.row); });
  }
  all("table").forEach(function (table) {
    if (!table.tHead || table.tBodies[0].rows.length < 2) { return; }
    all("th", table.tHead).forEach(function (header, column) {
      var text = header.firstChild, button = document.createElement("button");
      if (!text || text.nodeType !== 3) { return; }
      button.type = "button";
      button.textContent = text.textContent.trim();
      header.replaceChild(button, text);
      button.addEventListener("click", function () { sort(header, column); });
    });
  });

  /* --- paper has no clicks: everything is opened --- */

  var closed = [];
  window.addEventListener("beforeprint", function () {
    closed = all("details:not([open])");
    closed.forEach(function (details) { details.open = true; });
  });
  window.addEventListener("afterprint", function () {
    closed.forEach(function (details) { details.open = false; });
  });
})();
//]]>
