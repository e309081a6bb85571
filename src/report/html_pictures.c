/* Drawings in the page beside the map: who passes users on to whom, and with --names one strip a user. */
#include "base/message.h"
#include "report/sections.h"
#include <string.h>

/* --- ids: several drawings stand in one page, so those of each get a prefix --- */

struct reference { const char *before; char end; };     /* what stands before an id, in a tag, and after it */

/* Ids, references to paints, links, names by other elements (several, separated by spaces): at `text`, or NULL. */
static const struct reference *reference_at(const char *text)
{
    static const struct reference reference[] = { { " id=\"", '"' },
                                                  { "url(#", ')' },
                                                  { "href=\"#", '"' },
                                                  { " aria-labelledby=\"", '"' } };
    for (size_t i = 0; i < sizeof reference / sizeof *reference; i++)
        if (!strncmp(text, reference[i].before, strlen(reference[i].before)))
            return &reference[i];
    return NULL;
}

static const char *add_reference(struct buffer *out, const char *at, const struct reference *reference,
                                 const char *prefix)
{
    const char *end;
    buffer_add_string(out, reference->before);
    at += strlen(reference->before);
    for (end = strchr(at, reference->end); at < end; at++) {
        size_t length = strcspn(at, " \")");
        buffer_printf(out, "%s-%.*s", prefix, (int)length, at);
        at += length;
        if (at >= end)
            break;
        buffer_add_char(out, ' ');
    }
    return at;
}

void page_drawing(struct page *page, const struct buffer *drawing, const char *prefix)
{
    const char *at = strstr(buffer_text(drawing), "<svg");
    bool tag = false;
    while (at && *at) {
        const struct reference *reference = tag ? reference_at(at) : NULL;
        if (reference) {
            at = add_reference(page->out, at, reference, prefix);
            continue;
        }
        tag = *at == '<' || (tag && *at != '>');
        buffer_add_char(page->out, *at++);
    }
}

/* --- pictures --- */

static void write_picture(struct page *page, const struct view *view, const char *label, const char *caption)
{
    const struct audit *audit = page->audit;
    struct view_request request = {
        .journey = audit->journey, .net = audit->net, .audit = audit, .theme = &COLOUR_THEME, .case_number = NONE
    };
    struct drawing drawing = { 0 };
    struct diagnostics same = { 0 };    /* what it says is said where the drawing is a file of its own */
    if (view->draw(&drawing, &request, &same)) {
        page_raw(page, "<figure>\n<div class=\"map small\" tabindex=\"0\" role=\"region\" aria-label=\"");
        page_text(page, label);
        page_raw(page, "\">\n");
        page_drawing(page, &drawing.svg, view->name);
        page_raw(page, "</div>\n");
        page_element(page, "figcaption", "%s", caption);
        page_raw(page, "</figure>\n");
    }
    drawing_release(&drawing);
    diagnostics_release(&same);
}

void page_network(struct page *page)
{
    write_picture(page, &NETWORK_VIEW, _("The network of institutions, which can be scrolled"),
                  _("The table above says the same in words."));
}

void page_summary(struct page *page)
{
    page_raw(page, "<details class=\"picture\"><summary>");
    page_text(page, _("The answer on one page, as a picture"));
    page_raw(page, "</summary>\n");
    write_picture(page, &SUMMARY_VIEW, _("The answer on one page, which can be scrolled"),
                  _("The sections below say the same in words and tables. On paper: summary.pdf, beside this file."));
    page_raw(page, "</details>\n");
}

void section_timelines(struct page *page)
{
    page_element(page, "p class=\"note\"", _("Asked for with --names. Do not publish this section."));
    page_element(page, "p class=\"paper\"", "%s", _("On paper: timelines.pdf, beside this file."));
    write_picture(page, &TIMELINES_VIEW, _("One strip a user, which can be scrolled"),
                  _("The table of users and the lists of contacts say the same in words."));
}
