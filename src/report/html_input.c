#include "base/message.h"
#include "report/sections.h"
#include <inttypes.h>
#include <string.h>

enum { WORDS_SHOWN = 50 };

static void write_count(struct page *page, const char *what, uint64_t count)
{
    page_row(page, NULL);
    page_header_cell(page, what);
    page_number_cell(page, say_count(&page->arena, (int64_t)count));
    page_row_end(page);
}

/* So few cells are of fewer users still. */
static void write_few(struct page *page, const char *what, uint64_t count)
{
    page_row(page, NULL);
    page_header_cell(page, what);
    page_number_cell(page, say_users(&page->arena, page->audit, (int64_t)count));
    page_row_end(page);
}

static void write_counts(struct page *page)
{
    static const struct column column[] = { { N_("What"), false, false }, { N_("How many"), true, false } };
    const struct audit *audit = page->audit;
    const struct log_input *input = &audit->log->input;
    page_table(page, _("What the files held"), column, sizeof column / sizeof *column);
    if (rows_told(audit)) {
        write_count(page, _("rows read"), input->rows);
        write_count(page, _("rows used"), input->used);
    }
    write_count(page, _("rows rejected"), input->rejected);
    page_row(page, NULL);
    page_header_cell(page, _("contacts that name no step of the plan"));
    page_number_cell(page, say_told_contacts(&page->arena, audit, (int64_t)audit->matching->off_map,
                                             audit->told->off_map));
    page_row_end(page);
    write_few(page, _("contacts without a date"), input->missing_time);
    write_few(page, _("dates that could not be read"), input->unparsable_time);
    write_few(page, _("dates that can be read two ways"), input->ambiguous_dates);
    write_few(page, _("contacts without a name"), input->missing_name);
    write_count(page, _("warnings given"), page->report->warnings);
    page_table_end(page);
}

static void write_words(struct page *page)
{
    static const struct column column[] = {
        { N_("As written"), false, false },
        { N_("Users"), true, false },
        { N_("Contacts"), true, false },
        { N_("Nearest step"), false, false },
    };
    const struct audit *audit = page->audit;
    struct arena *arena = &page->arena;
    size_t shown = 0;
    page_element(page, "h3", _("Words that match no step"));
    page_table(page, _("Contacts outside the map, the most frequent words first"), column,
               sizeof column / sizeof *column);
    for (size_t i = 0; i < audit->matching->unmatched_count && shown < WORDS_SHOWN; i++) {
        const struct unmatched *word = &audit->matching->unmatched[i];
        if (!audit->told->word[i])
            continue;
        page_row(page, NULL);
        page_header_cell(page, event_log_text(audit->log, word->label));
        page_number_cell(page, say_told(arena, audit, page->shown->unmatched_users[i],
                                        told_part(audit->told, page->shown->unmatched_users[i])));
        page_number_cell(page, say_count(arena, (int64_t)word->contacts));
        page_cell(page, word->nearest == NONE ? "–" : step_title(audit->journey, word->nearest));
        page_row_end(page);
        shown++;
    }
    page_table_end(page);
    if (audit->matching->unmatched_count > shown)
        page_element(page, "p class=\"note\"",
                     _("Other words, of fewer than %d users each or less frequent: %s. They are all in audit.json."),
                     audit->options.min_group, say_count(arena, (int64_t)(audit->matching->unmatched_count - shown)));
}

void section_input(struct page *page)
{
    for (size_t i = 0; i < page->report->inputs; i++) {
        const char *slash = strrchr(page->report->input[i], '/');       /* where it lay is nobody's business */
        page_element(page, "p", _("File: %s"), slash ? slash + 1 : page->report->input[i]);
    }
    if (page_enough(page, page->audit->contacts_per_case.n)) {
        write_counts(page);
        if (page->audit->matching->unmatched_count)
            write_words(page);
    }
}
