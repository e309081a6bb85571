#include "base/message.h"
#include "base/output_file.h"
#include "measure/measures.h"
#include "report/definitions.h"
#include "report/digest.h"
#include "report/embedded.h"
#include "report/kinds.h"
#include "report/sections.h"
#include <string.h>

struct section {
    const char *id, *title;
    void (*write)(struct page *page);
    bool (*wanted)(const struct page *page);    /* NULL: always */
    const char *about;                          /* definitions behind its numbers (definitions.h), or NULL */
};

static bool has_map(const struct page *page) { return page->report->map && page->report->map->svg.length; }
static bool has_profiles(const struct page *page) { return page->audit->profiles > 0; }
static bool has_comparison(const struct page *page) { return page->audit->measures->comparison != NULL; }
static bool has_groups(const struct page *page) { return page->kinds->kinds && page->kinds->crossed.columns; }
static bool has_names(const struct page *page) { return page->audit->options.names; }
static bool has_quotes(const struct page *page) { return page->audit->options.quotes; }

static const struct section SECTION[] = {
    { "answer", N_("The answer"), section_answer, NULL, "contact redundant own-time elapsed intervals protection" },
    { "map", N_("The map: planned and lived"), section_map, has_map, "planned comparison satisfaction protection" },
    { "redundant", N_("Redundant contacts, heaviest first"), section_redundant, NULL, "redundant stated own-time" },
    { "other", N_("Other contacts outside the plan"), section_other, NULL, "redundant contact" },
    { "contacts", N_("The contacts outside the plan, kind by kind"), section_contacts, NULL, "contact protection" },
    { "steps", N_("Steps (the map as a table)"), section_steps, NULL, "users waits" },
    { "time", N_("Where the time went"), section_time, NULL, "own-time estimated unknown elapsed classes" },
    { "waits", N_("Waits and delays"), section_waits, NULL, "waits late" },
    { "resolution", N_("Contacts it takes to get a step done"), section_resolution, NULL, "resolution" },
    { "hand-offs", N_("From one institution to another"), section_hand_offs, NULL, "hand-offs" },
    { "interlocutors", N_("How many institutions, and how many at once"), section_interlocutors, NULL, "interlocutors hand-offs" },
    { "viewpoint", N_("What each institution sees, and what users live"), section_viewpoint, NULL, "viewpoint" },
    { "documents", N_("Documents and tell-us-once"), section_documents, NULL, "documents tell-us-once" },
    { "take-up", N_("Who completed, who gave up"), section_take_up, NULL, "completed take-up conforming" },
    { "profiles", N_("Groups of users"), section_profiles, has_profiles, "users protection" },
    { "comparison", N_("Side by side"), section_comparison, has_comparison, "comparison-of-groups users" },
    { "kinds-by-group", N_("Who had which contacts"), section_groups, has_groups, "users protection" },
    { "burden", N_("What it costs"), section_burden, NULL, "cost" },
    { "timelines", N_("Users' journeys, day by day"), section_timelines, has_names, "elapsed waits" },
    { "users", N_("Users one by one"), section_users, has_names, "contact own-time" },
    { "quotes", N_("What users said"), section_quotes, has_quotes, "protection" },
    { "access", N_("Who can do each step"), section_access, NULL, "access" },
    { "plan", N_("How complex the plan is"), section_plan, NULL, "complexity" },
    { "structure", N_("What the planned journey says by itself"), section_structure, NULL, "planned tell-us-once" },
    { "sensitivity", N_("Would other rules change the answer?"), section_sensitivity, NULL, "sensitivity" },
    { "input", N_("What was read, and what was not"), section_input, NULL, "input" },
    { "method", N_("Method: what each number means"), section_method, NULL, NULL },
};

static void add_digest(struct buffer *policy, const char *bytes, size_t length)
{
    char digest[DIGEST_TEXT_SIZE];
    digest_sha256(bytes, length, digest);
    buffer_printf(policy, " 'sha256-%s'", digest);
}

/* What the page may do is named by digest: its style sheet, any inside the map, its script. Nothing else, from nowhere. */
static void write_policy(struct page *page, const struct buffer *map)
{
    struct buffer policy = { 0 };
    buffer_add_string(&policy, "default-src 'none'; base-uri 'none'; form-action 'none'; style-src");
    add_digest(&policy, (const char *)REPORT_STYLE.bytes, REPORT_STYLE.length);
    for (const char *at = buffer_text(map); (at = strstr(at, "<style"));) {
        const char *begin = strchr(at, '>'), *end = begin ? strstr(begin, "</style>") : NULL;
        if (!end)
            break;
        add_digest(&policy, begin + 1, (size_t)(end - begin - 1));
        at = end;
    }
    buffer_add_string(&policy, "; script-src");
    add_digest(&policy, (const char *)REPORT_SCRIPT.bytes, REPORT_SCRIPT.length);
    buffer_printf(page->out, "<meta http-equiv=\"Content-Security-Policy\" content=\"%s\"/>\n", buffer_text(&policy));
    buffer_release(&policy);
}

static void write_embedded(struct page *page, const char *element, const struct embedded *file)
{
    buffer_printf(page->out, "<%s>", element);
    buffer_add(page->out, (const char *)file->bytes, file->length);
    buffer_printf(page->out, "</%s>\n", element);
}

static void write_head(struct page *page)
{
    buffer_printf(
        page->out,
        "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"%s\" xml:lang=\"%s\">\n<head>\n",
        message_language(), message_language());
    page_raw(page, "<meta charset=\"utf-8\"/>\n");
    write_policy(page, &page->report->map->svg);
    page_raw(page, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<meta name=\"referrer\" "
                   "content=\"no-referrer\"/>\n");
    page_element(page, "title", _("%s: planned and lived journey"), journey_title(page->audit->journey));
    write_embedded(page, "style", &REPORT_STYLE);
    page_raw(page, "</head>\n<body>\n");
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
                 say_count(&page->arena, audit->measures->plan.institutions));
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

/* Where the script shows a list of contacts; without script it stays closed, and the lists are where they are. */
static void write_window(struct page *page)
{
    page_raw(page, "<dialog id=\"list\" aria-labelledby=\"list-title\"><div class=\"close\"><h2 id=\"list-title\">");
    page_text(page, _("Contacts"));
    page_raw(page, "</h2><button type=\"button\">");
    page_text(page, _("Close"));
    page_raw(page, "</button></div><div class=\"body\"></div></dialog>\n");
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
            if (SECTION[i].about)
                page_means_all(page, SECTION[i].about);
            SECTION[i].write(page);
            page_raw(page, "</section>\n");
        }
    page_raw(page, "</main>\n<footer>\n");
    page_element(page, "p",
                 _("Made by parcours. The auditor's files with every contact (audit.json, contacts.csv, cases.csv) are "
                   "beside this one and are not meant to be published."));
    page_raw(page, "</footer>\n");
    write_window(page);
    write_embedded(page, "script", &REPORT_SCRIPT);
    page_raw(page, "</body>\n</html>\n");
}

static bool write_file(const struct report *report, const char *path, struct diagnostics *diagnostics)
{
    struct buffer out = { 0 };
    struct shown shown;
    struct kinds kinds;
    shown_init(&shown, report->audit);
    kinds_init(&kinds, report->audit, &shown);
    struct page page = { .out = &out, .report = report, .audit = report->audit, .shown = &shown, .kinds = &kinds };
    write_page(&page);
    bool written = output_file_write(path, buffer_text(&out), out.length, diagnostics);
    arena_release(&page.arena);
    kinds_release(&kinds);
    shown_release(&shown);
    buffer_release(&out);
    return written;
}

const struct writer REPORT_HTML_WRITER = { "report.html", true, write_file };
