#include "report/page.h"
#include "base/message.h"
#include "report/definitions.h"
#include "report/json.h"
#include <stdlib.h>
#include <string.h>

void page_raw(struct page *page, const char *markup) { buffer_add_string(page->out, markup); }

/* Control characters and what is no UTF-8 are not allowed in a page at all. */
void page_text(struct page *page, const char *text)
{
    while (*text) {
        unsigned char c = (unsigned char)*text;
        size_t length = utf8_character(text);
        bool noncharacter =
            length == 3 && c == 0xEF && (unsigned char)text[1] == 0xBF && (unsigned char)text[2] >= 0xBE;
        bool control = (c < 0x20 && c != '\t' && c != '\n') || c == 0x7F ||
                       (length == 2 && c == 0xC2 && (unsigned char)text[1] < 0xA0);
        if (!length || control || noncharacter) {
            page_raw(page, "\xEF\xBF\xBD");
            length = length ? length : 1;
        } else if (c == '&') {
            page_raw(page, "&amp;");
        } else if (c == '<') {
            page_raw(page, "&lt;");
        } else if (c == '>') {
            page_raw(page, "&gt;");
        } else if (c == '"') {
            page_raw(page, "&quot;");
        } else if (c == '\'') {
            page_raw(page, "&#39;");
        } else {
            buffer_add(page->out, text, length);
        }
        text += length;
    }
}

static void add_phrase(struct page *page, const char *format, va_list arguments) __attribute__((format(printf, 2, 0)));
static void add_phrase(struct page *page, const char *format, va_list arguments)
{
    struct buffer text = { 0 };
    buffer_vprintf(&text, format, arguments);
    page_text(page, buffer_text(&text));
    buffer_release(&text);
}

void page_phrase(struct page *page, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add_phrase(page, format, arguments);
    va_end(arguments);
}

void page_element(struct page *page, const char *element, const char *format, ...)
{
    va_list arguments;
    buffer_printf(page->out, "<%s>", element);
    va_start(arguments, format);
    add_phrase(page, format, arguments);
    va_end(arguments);
    buffer_printf(page->out, "</%.*s>\n", (int)strcspn(element, " "), element);
}

void page_table(struct page *page, const char *caption, const struct column *column, size_t columns)
{
    page_raw(page, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"");
    page_text(page, caption);
    page_raw(page, "\">\n<table>\n<caption>");
    page_text(page, caption);
    page_raw(page, "</caption>\n<thead><tr>");
    for (size_t i = 0; i < columns; i++) {
        page_raw(page, column[i].number ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">");
        page_text(page, column[i].as_is ? column[i].name : _(column[i].name));
        if (!column[i].as_is)
            page_means(page, definition_of(column[i].name), _(column[i].name));
        page_raw(page, "</th>");
    }
    page_raw(page, "</tr></thead>\n<tbody>\n");
}

void page_row(struct page *page, const char *id)
{
    if (id)
        buffer_printf(page->out, "<tr id=\"%s\">", id);
    else
        page_raw(page, "<tr>");
}

void page_last_row(struct page *page, const char *id)
{
    page_raw(page, "<tr class=\"last\"");
    if (id)
        buffer_printf(page->out, " id=\"%s\"", id);
    page_raw(page, ">");
}

static void cell(struct page *page, const char *open, const char *text, const char *close)
{
    page_raw(page, open);
    page_text(page, text);
    page_raw(page, close);
}

void page_header_cell(struct page *page, const char *text) { cell(page, "<th scope=\"row\">", text, "</th>"); }
void page_cell(struct page *page, const char *text) { cell(page, "<td>", text, "</td>"); }
void page_number_cell(struct page *page, const char *text) { cell(page, "<td class=\"n\">", text, "</td>"); }
void page_keyed_cell(struct page *page, int key, const char *text)
{
    buffer_printf(page->out, "<td data-key=\"%06d\">", key);
    page_text(page, text);
    page_raw(page, "</td>");
}
void page_row_end(struct page *page) { page_raw(page, "</tr>\n"); }
void page_table_end(struct page *page) { page_raw(page, "</tbody>\n</table>\n</div>\n"); }

const char *page_indicative(const struct page *page, int64_t users)
{
    (void)page;
    return users < INDICATIVE_BELOW ? _("indicative") : "";
}

bool page_enough(struct page *page, int64_t users)
{
    if (users && audit_shown(page->audit, users))
        return true;
    if (!users) {
        page_element(page, "p", "%s", _("Nothing to show: no user is in this case."));
        return false;
    }
    page_element(page, "p", _("Not shown: it would describe fewer than %d users."), page->audit->options.min_group);
    return false;
}

void page_dash_note(struct page *page)
{
    page_element(page, "p class=\"note\"", "%s",
                 _("“–”: there is nothing to count, or it would tell of too few users."));
}
