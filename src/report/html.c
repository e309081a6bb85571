#include "base/message.h"
#include "base/output_file.h"
#include "measure/measures.h"
#include "report/digest.h"
#include "report/sections.h"
#include <string.h>

/* Colours: text #1B1F2A, secondary #5B6270 (6.1:1 on white), detour text #A13F00 (6.5:1), lines #C9CED6. */
static const char STYLE[] =
    "*{box-sizing:border-box}"
    "body{margin:0;background:#fff;color:#1B1F2A;font:1rem/1.5 \"Noto Sans\",\"DejaVu Sans\",\"Liberation "
    "Sans\",Arial,sans-serif}"
    "header,main,footer,nav{max-width:90rem;margin:0 auto;padding:0 1.2rem}"
    "h1{font-size:1.7rem;margin:1rem 0 0}h2{font-size:1.3rem;margin:2.2rem 0 .5rem;padding-top:.6rem;border-top:1px "
    "solid #C9CED6}"
    "h3{font-size:1.05rem;margin:1.2rem 0 .3rem}p{margin:.3rem 0 .6rem;max-width:60rem}"
    ".sub,.note,figcaption{color:#5B6270}.note{font-size:.92rem}"
    ".skip{position:absolute;left:-100rem}.skip:focus{left:1rem;top:.5rem;background:#fff;padding:.3rem .6rem}"
    "a{color:#0A4A66}a:focus,[tabindex]:focus{outline:4px solid #000;outline-offset:2px}"
    "nav ul{display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;list-style:none;padding:0;margin:.6rem 0}"
    ".answer{font-size:1.15rem}"
    ".figures{display:flex;flex-wrap:wrap;gap:.8rem;list-style:none;padding:0;margin:1rem 0}"
    ".figures li{flex:1 1 12rem;background:#F4F5F7;border-radius:8px;padding:.7rem 1rem}"
    ".figures li.hot{background:#FDEFE4;outline:1.5px solid #D55E00}"
    ".figures b{display:block;font-size:1.7rem;line-height:1.2}.figures li.hot b{color:#A13F00}"
    ".figures span{display:block;font-weight:700}.figures small{display:block;color:#4B5260;font-size:.85rem}"
    ".map{border:1px solid #C9CED6;border-radius:6px;margin:.6rem 0;overflow:auto}"
    ".map svg{display:block;width:100%;height:auto;min-width:60rem}"
    ".scroll{overflow-x:auto;margin:.6rem 0 1rem}"
    "table{border-collapse:collapse;min-width:40rem;font-size:.95rem}tbody "
    "th{min-width:11rem}td:last-child:not(.n){min-width:10rem}"
    "caption{text-align:left;color:#5B6270;padding:.2rem 0}"
    "th,td{text-align:left;vertical-align:top;padding:.3rem .7rem;border-bottom:1px solid #C9CED6}"
    "thead th{border-bottom:2px solid #1B1F2A;vertical-align:bottom}tbody th{font-weight:600}"
    "th.n,td.n{text-align:right;font-variant-numeric:tabular-nums}tr:target,.place:target{background:#FDEFE4}"
    ".place{display:block;font-weight:400;font-size:.92em;color:#4B5260}"
    ".bar{display:block;max-width:100%;height:auto}.swatch{vertical-align:-.15rem;margin-right:.4rem}"
    ".patterns{position:absolute;width:0;height:0}"
    "dt{font-weight:700;margin-top:.6rem}dd{margin:0 0 0 1.2rem;max-width:60rem}"
    "footer{margin:2rem auto;color:#5B6270;font-size:.9rem}"
    "@page{size:A4;margin:14mm}@page wide{size:A3 landscape;margin:10mm}"
    "@media print{html{font-size:9.5pt}header,main,footer{max-width:none;padding:0}nav,.skip{display:none}"
    "#map{page:wide;break-before:page;break-after:page}.map{border:0;overflow:visible}.map svg{min-width:0;max-height:"
    "240mm}"
    ".scroll{overflow:visible}table{min-width:0;width:100%;font-size:8pt}thead{display:table-header-group}tr,.figures "
    "li,figure{break-inside:avoid}"
    "th,td{padding:.2rem .4rem}tbody "
    "th{min-width:0;width:22%}td:last-child:not(.n){min-width:0}h2,h3,h4,h2+p,caption{break-after:avoid}"
    "a{color:inherit;text-decoration:none}}";

struct section {
    const char *id, *title;
    void (*write)(struct page *page);
    bool (*wanted)(const struct page *page);    /* NULL: always */
};

static bool has_map(const struct page *page) { return page->report->map && page->report->map->svg.length; }
static bool has_profiles(const struct page *page) { return page->audit->profiles > 0; }
static bool has_comparison(const struct page *page) { return page->audit->measures->comparison != NULL; }
static bool has_names(const struct page *page) { return page->audit->options.names; }
static bool has_quotes(const struct page *page) { return page->audit->options.quotes; }

static const struct section SECTION[] = {
    { "answer", N_("The answer"), section_answer, NULL },
    { "map", N_("The map: planned and lived"), section_map, has_map },
    { "redundant", N_("Redundant contacts, heaviest first"), section_redundant, NULL },
    { "other", N_("Other contacts outside the plan"), section_other, NULL },
    { "steps", N_("Steps (the map as a table)"), section_steps, NULL },
    { "time", N_("Where the time went"), section_time, NULL },
    { "waits", N_("Waits and delays"), section_waits, NULL },
    { "resolution", N_("Contacts it takes to get a step done"), section_resolution, NULL },
    { "hand-offs", N_("From one institution to another"), section_hand_offs, NULL },
    { "interlocutors", N_("How many institutions, and how many at once"), section_interlocutors, NULL },
    { "viewpoint", N_("What each institution sees, and what users live"), section_viewpoint, NULL },
    { "documents", N_("Documents and tell-us-once"), section_documents, NULL },
    { "take-up", N_("Who completed, who gave up"), section_take_up, NULL },
    { "profiles", N_("Groups of users"), section_profiles, has_profiles },
    { "comparison", N_("Side by side"), section_comparison, has_comparison },
    { "burden", N_("What it costs"), section_burden, NULL },
    { "users", N_("Users one by one"), section_users, has_names },
    { "quotes", N_("What users said"), section_quotes, has_quotes },
    { "access", N_("Who can do each step"), section_access, NULL },
    { "plan", N_("How complex the plan is"), section_plan, NULL },
    { "structure", N_("What the planned journey says by itself"), section_structure, NULL },
    { "sensitivity", N_("Would other rules change the answer?"), section_sensitivity, NULL },
    { "input", N_("What was read, and what was not"), section_input, NULL },
    { "method", N_("Method: what each number means"), section_method, NULL },
};

/* The digests of all style sheets in the page: its own and any inside the map. */
static void add_style_digests(struct buffer *policy, const struct buffer *map)
{
    char digest[DIGEST_TEXT_SIZE];
    digest_sha256(STYLE, sizeof STYLE - 1, digest);
    buffer_printf(policy, " 'sha256-%s'", digest);
    const char *at = map ? buffer_text(map) : "";
    while ((at = strstr(at, "<style"))) {
        const char *begin = strchr(at, '>'), *end = begin ? strstr(begin, "</style>") : NULL;
        if (!end)
            return;
        digest_sha256(begin + 1, (size_t)(end - begin - 1), digest);
        buffer_printf(policy, " 'sha256-%s'", digest);
        at = end;
    }
}

static void write_head(struct page *page)
{
    struct buffer policy = { 0 };
    buffer_add_string(&policy, "default-src 'none'; base-uri 'none'; form-action 'none'; style-src");
    add_style_digests(&policy, &page->report->map->svg);
    buffer_printf(
        page->out,
        "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"%s\" xml:lang=\"%s\">\n<head>\n",
        message_language(), message_language());
    buffer_printf(page->out,
                  "<meta charset=\"utf-8\"/>\n<meta http-equiv=\"Content-Security-Policy\" content=\"%s\"/>\n",
                  buffer_text(&policy));
    page_raw(page, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<meta name=\"referrer\" "
                   "content=\"no-referrer\"/>\n");
    page_element(page, "title", _("%s: planned and lived journey"), journey_title(page->audit->journey));
    page_raw(page, "<style>");
    page_raw(page, STYLE);
    page_raw(page, "</style>\n</head>\n<body>\n");
    buffer_release(&policy);
}

static bool wanted(const struct page *page, const struct section *section)
{
    return !section->wanted || section->wanted(page);
}

static void write_header(struct page *page)
{
    const struct audit *audit = page->audit;
    bool enough = audit_shown(audit, audit->contacts_per_case.n);
    page_raw(page, "<a class=\"skip\" href=\"#content\">");
    page_text(page, _("Skip to the content"));
    page_raw(page, "</a>\n<header>\n");
    page_element(page, "h1", _("%s: planned and lived journey"), journey_title(audit->journey));
    page_element(page, "p class=\"sub\"",
                 _("Reports of: %s. Contacts: %s. Institutions: %s. This file works offline and without script."),
                 enough ? say_all_users(&page->arena, audit)
                        : arena_printf(&page->arena, _("fewer than %d"), audit->options.min_group),
                 enough ? say_count(&page->arena, audit->contacts) : _("not shown"),
                 say_count(&page->arena, audit->journey->institutions));
    page_raw(page, "</header>\n<nav aria-label=\"");
    page_text(page, _("Contents"));
    page_raw(page, "\">\n<ul>\n");
    for (size_t i = 0; i < sizeof SECTION / sizeof *SECTION; i++)
        if (wanted(page, &SECTION[i])) {
            buffer_printf(page->out, "<li><a href=\"#%s\">", SECTION[i].id);
            page_text(page, _(SECTION[i].title));
            page_raw(page, "</a></li>\n");
        }
    page_raw(page, "</ul>\n</nav>\n");
}

static void write_page(struct page *page)
{
    write_head(page);
    page_patterns(page);
    write_header(page);
    page_raw(page, "<main id=\"content\">\n");
    for (size_t i = 0; i < sizeof SECTION / sizeof *SECTION; i++)
        if (wanted(page, &SECTION[i])) {
            buffer_printf(page->out, "<section id=\"%s\" aria-labelledby=\"heading-%s\">\n<h2 id=\"heading-%s\">",
                          SECTION[i].id, SECTION[i].id, SECTION[i].id);
            page_text(page, _(SECTION[i].title));
            page_raw(page, "</h2>\n");
            SECTION[i].write(page);
            page_raw(page, "</section>\n");
        }
    page_raw(page, "</main>\n<footer>\n");
    page_element(page, "p",
                 _("Made by parcours. The auditor's files with every contact (audit.json, contacts.csv, cases.csv) are "
                   "beside this one and are not meant to be published."));
    page_raw(page, "</footer>\n</body>\n</html>\n");
}

static bool write_file(const struct report *report, const char *path, struct diagnostics *diagnostics)
{
    struct buffer out = { 0 };
    struct shown shown;
    shown_init(&shown, report->audit);
    struct page page = { .out = &out, .report = report, .audit = report->audit, .shown = &shown };
    write_page(&page);
    bool written = output_file_write(path, buffer_text(&out), out.length, diagnostics);
    arena_release(&page.arena);
    shown_release(&shown);
    buffer_release(&out);
    return written;
}

const struct writer REPORT_HTML_WRITER = { "report.html", true, write_file };
