/* What stands above the map: its layers, which need no script, and filters, which do. */
#include "base/message.h"
#include "report/kinds.h"
#include "report/sections.h"
#include <string.h>

/* --- layers --- */

/* `sign`: what the drawing has if there is anything to switch. report.css has what each of them hides. */
struct layer {
    const char *id, *name, *sign;
};
static const struct layer LAYER[] = {
    { "layer-planned", N_("planned journey"), "class=\"card planned\"" },
    { "layer-redundant", N_("redundant contacts"), "class=\"card redundant\"" },
    { "layer-extra", N_("other contacts outside the plan"), "class=\"card extra\"" },
    { "layer-skipped", N_("steps that are skipped"), "class=\"link skipped\"" },
    { "layer-waits", N_("waits"), "class=\"wait\"" },
    { "layer-satisfaction", N_("satisfaction"), "id=\"map-row-satisfaction" },
    { "layer-irritants", N_("irritants"), "id=\"map-row-irritants" },
};

void page_layers(struct page *page, const char *svg)
{
    page_raw(page, "<h3 id=\"layers\">");
    page_text(page, _("What the map shows"));
    page_raw(page, "</h3>\n");
    for (size_t i = 0; i < sizeof LAYER / sizeof *LAYER; i++) {
        if (!strstr(svg, LAYER[i].sign))
            continue;
        buffer_printf(
            page->out,
            "<input class=\"layer\" type=\"checkbox\" id=\"%s\" checked=\"checked\" "
            "aria-describedby=\"layers\"/>\xC2\xA0<label for=\"%s\">",
            LAYER[i].id, LAYER[i].id);
        page_text(page, _(LAYER[i].name));
        page_raw(page, "</label>\n");
    }
}

/* --- filters --- */

/* `label`: as a label, "Institution"; `before`: in a sentence, before the value, "institution"; `every`: no filter. */
static void open_select(struct page *page, const char *name, const char *label, const char *before, const char *every)
{
    page_raw(page, "<label>");
    page_text(page, label);
    buffer_printf(page->out, " <select name=\"%s\" data-name=\"", name);
    page_text(page, before);
    page_raw(page, "\"><option value=\"\">");
    page_text(page, every);
    page_raw(page, "</option>");
}

static void close_select(struct page *page) { page_raw(page, "</select></label>\n"); }

static void write_option(struct page *page, const char *value, const char *text)
{
    page_raw(page, "<option value=\"");
    page_text(page, value);
    page_raw(page, "\">");
    page_text(page, text);
    page_raw(page, "</option>");
}

static void write_institutions(struct page *page)
{
    const struct journey *journey = page->audit->journey;
    bool unknown = false;
    open_select(page, "institution", _("Institution"), _("institution"), _("all institutions"));
    for (int i = 0; i < journey->institutions; i++)
        write_option(page, arena_printf(&page->arena, "%d", i), institution_name(journey, i));
    for (size_t k = 0; k < page->kinds->kinds; k++)
        unknown = unknown || page->kinds->kind[k]->institution == NONE;
    if (unknown)
        write_option(page, "none", _("institution not known"));
    close_select(page);
}

/* Those of the plan and those that the map's cards show. */
static void write_channels(struct page *page)
{
    bool there[CHANNEL_COUNT] = { false };
    const struct audit *audit = page->audit;
    for (int s = 0; s < audit->journey->steps; s++)
        for (int i = 0; i < audit->journey->step[s].channels; i++)
            there[audit->journey->step[s].via[i]] = true;
    for (size_t k = 0; k < page->kinds->kinds; k++)
        for (int channel = CHANNEL_NONE + 1; channel < CHANNEL_COUNT; channel++)
            there[channel] = there[channel] || kind_has_channel(audit, page->kinds->kind[k], channel);
    open_select(page, "channel", _("Channel"), _("channel"), _("all channels"));
    for (int channel = CHANNEL_NONE + 1; channel < CHANNEL_COUNT; channel++)
        if (there[channel])
            write_option(page, CHANNELS.word[channel].id, vocabulary_name(&CHANNELS, channel));
    close_select(page);
}

static void write_verdicts(struct page *page)
{
    bool there[VERDICT_COUNT] = { [VERDICT_PLANNED] = true };
    if (!page->kinds->kinds)
        return;
    for (size_t k = 0; k < page->kinds->kinds; k++)
        there[page->kinds->kind[k]->verdict] = true;
    open_select(page, "verdict", _("Verdict"), _("verdict"), _("all verdicts"));
    for (int verdict = 0; verdict < VERDICT_COUNT; verdict++)
        if (there[verdict])
            write_option(page, VERDICT_WORD[verdict].id, _(VERDICT_WORD[verdict].name));
    close_select(page);
}

static void write_groups(struct page *page)
{
    const struct crossed *crossed = &page->kinds->crossed;
    const struct event_log *log = page->audit->log;
    int attribute = NONE;
    if (!crossed->columns || !page->kinds->kinds)
        return;
    open_select(page, "group", _("Group of users"), _("group"), _("all users"));
    for (size_t c = 0; c < crossed->columns; c++) {
        if (crossed->column[c].attribute != attribute) {
            page_raw(page, attribute == NONE ? "<optgroup label=\"" : "</optgroup><optgroup label=\"");
            attribute = crossed->column[c].attribute;
            page_text(page, event_log_text(log, log->attribute[attribute].name));
            page_raw(page, "\">");
        }
        write_option(page, arena_printf(&page->arena, "g%zu", c),
                     crossed->column[c].value ? event_log_text(log, crossed->column[c].value) : _("not said"));
    }
    page_raw(page, "</optgroup>");
    close_select(page);
}

/* What the script says, where {name} stands for a value. */
static void write_said(struct page *page)
{
    struct {
        const char *attribute, *text;
    } said[] = {
        { "data-none", _("Everything is shown.") },
        { "data-some",
          _("Filter: {filters}. Planned steps that match: {steps} of {allSteps}. Kinds of contacts outside "
            "the plan that match: {kinds} of {allKinds}. The rest is dimmed.") },
        { "data-dimmed", _("outside the filter") },
        { "data-users-one", _("Users who had them: {users}.") },
        { "data-users-least", _("Users who had them: at least {users}.") },
        { "data-users-few", arena_printf(&page->arena, _("Users who had such contacts: fewer than %d, or not told."),
                                         page->audit->options.min_group) },
    };
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        buffer_printf(page->out, " %s=\"", said[i].attribute);
        page_text(page, said[i].text);
        page_raw(page, "\"");
    }
}

static void write_button(struct page *page, const char *attributes, const char *text)
{
    buffer_printf(page->out, "<button type=\"button\" %s>", attributes);
    page_text(page, text);
    page_raw(page, "</button>\n");
}

void page_filters(struct page *page)
{
    page_raw(page, "<div class=\"filters\" role=\"group\" aria-label=\"");
    page_text(page, _("Filters of the map and of the tables"));
    page_raw(page, "\" hidden=\"hidden\"");
    write_said(page);
    page_raw(page, ">\n");
    write_institutions(page);
    write_channels(page);
    write_verdicts(page);
    write_groups(page);
    write_button(page, "id=\"show-all\"", _("Show all"));
    write_button(page, "data-zoom=\"0.77\"", _("Map smaller"));
    write_button(page, "data-zoom=\"0\"", _("fit"));
    write_button(page, "data-zoom=\"1.3\"", _("Map larger"));
    page_raw(page, "<p id=\"status\" role=\"status\" aria-live=\"polite\">");
    page_text(page, _("Everything is shown."));
    page_raw(page, "</p>\n</div>\n");
}
