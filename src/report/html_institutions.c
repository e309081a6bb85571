#include "base/message.h"
#include "report/sections.h"
#include <stdlib.h>

enum { MATRIX_INSTITUTIONS = 12, LIST_ROWS = 60 };      /* more make no readable matrix: a list */

/* The institutions that hand anybody over, in file order; returns how many. */
static int involved(const struct audit *audit, int *institution)
{
    int count = 0;
    bool *is = xcalloc((size_t)audit->journey->institutions + 1, sizeof *is);
    for (size_t i = 0; i < audit->hand_offs; i++)
        is[audit->hand_off[i].from] = is[audit->hand_off[i].to] = true;
    for (int i = 0; i < audit->journey->institutions; i++)
        if (is[i])
            institution[count++] = i;
    free(is);
    return count;
}

static bool hand_off_shown(const struct page *page, size_t number)
{
    return page->audit->told->hand_off[number];
}

static const char *lived_text(struct page *page, size_t number)
{
    const struct audit *audit = page->audit;
    if (!hand_off_shown(page, number))
        return _("folded with others");
    return say_number(&page->arena, (double)audit->hand_off[number].lived / (double)audit->contacts_per_case.n, 1);
}

static void write_matrix_row(struct page *page, const int *institution, int count, int from)
{
    const struct audit *audit = page->audit;
    page_row(page, NULL);
    page_header_cell(page, institution_name(audit->journey, from));
    for (int i = 0; i < count; i++) {
        const char *text = from == institution[i] ? "" : "–";
        for (size_t h = 0; h < audit->hand_offs; h++)
            if (audit->hand_off[h].from == from && audit->hand_off[h].to == institution[i])
                text = arena_printf(&page->arena, "%s → %s", say_count(&page->arena, audit->hand_off[h].planned),
                                    lived_text(page, h));
        page_number_cell(page, text);
    }
    page_row_end(page);
}

static void write_matrix(struct page *page, const int *institution, int count)
{
    struct column *column = xcalloc((size_t)count + 1, sizeof *column);
    column[0] = (struct column){ N_("From \\ to"), false, false };
    for (int i = 0; i < count; i++)
        column[i + 1] = (struct column){ institution_name(page->audit->journey, institution[i]), true, true };
    page_table(page, _("Hand-offs: planned → lived, per user"), column, (size_t)count + 1);
    for (int i = 0; i < count; i++)
        write_matrix_row(page, institution, count, institution[i]);
    page_table_end(page);
    free(column);
}

static const struct audit *sorting;     /* qsort has no context; used within write_list() only */
static int compare_lived(const void *left, const void *right)
{
    size_t a = *(const size_t *)left, b = *(const size_t *)right;
    int64_t difference = sorting->hand_off[b].lived - sorting->hand_off[a].lived;
    return difference ? (difference > 0) - (difference < 0) : (a > b) - (a < b);
}

static void write_list(struct page *page)
{
    static const struct column column[] = { { N_("From"), false, false },
                                            { N_("To"), false, false },
                                            { N_("Planned"), true, false },
                                            { N_("Lived, per user"), true, false } };
    const struct audit *audit = page->audit;
    size_t *order = xcalloc(audit->hand_offs + 1, sizeof *order), rows = 0;
    for (size_t i = 0; i < audit->hand_offs; i++)
        if (hand_off_shown(page, i))
            order[rows++] = i;
    sorting = audit;
    qsort(order, rows, sizeof *order, compare_lived);
    page_table(page, _("Hand-offs, the most frequent first"), column, sizeof column / sizeof *column);
    for (size_t i = 0; i < rows && i < LIST_ROWS; i++) {
        const struct hand_off *hand_off = &audit->hand_off[order[i]];
        page_row(page, NULL);
        page_header_cell(page, institution_name(audit->journey, hand_off->from));
        page_cell(page, institution_name(audit->journey, hand_off->to));
        page_number_cell(page, say_count(&page->arena, hand_off->planned));
        page_number_cell(page, lived_text(page, order[i]));
        page_row_end(page);
    }
    page_table_end(page);
    free(order);
}

void section_hand_offs(struct page *page)
{
    const struct audit *audit = page->audit;
    int64_t planned = 0, lived = 0;
    for (size_t i = 0; i < audit->hand_offs; i++) {
        planned += audit->hand_off[i].planned;
        lived += audit->hand_off[i].lived;
    }
    if (!audit->hand_offs) {
        page_element(page, "p", _("Nobody is passed from one institution to another."));
        return;
    }
    if (!page_enough(page, audit->contacts_per_case.n))
        return;
    if (audit->told->hand_offs)
        page_element(page, "p",
                 _("Times a user is passed from one institution to another: planned %s, lived %s on average. What users do "
                   "alone is left out."),
                 say_count(&page->arena, planned),
                 say_number(&page->arena, (double)lived / (double)audit->contacts_per_case.n, 1));
    int *institution = xcalloc((size_t)audit->journey->institutions + 1, sizeof *institution);
    int count = involved(audit, institution);
    if (count <= MATRIX_INSTITUTIONS)
        write_matrix(page, institution, count);
    else
        write_list(page);
    free(institution);
    page_network(page);
}

static void write_document(struct page *page, size_t number)
{
    const struct audit *audit = page->audit;
    struct arena *arena = &page->arena;
    const struct document_finding *finding = &audit->document[number];
    enum telling users = shown_document(page->shown, audit, number);
    /* all hand-overs less the users are the repeated ones: of too few users, neither is said */
    bool times = shown_document_times(page->shown, audit, number);
    if (finding->document == NONE && users == TOLD_FEWER)
        return;                                         /* words of few users: see the sentence below the table */
    page_row(page, NULL);
    page_header_cell(page, finding->document != NONE ? audit->journey->document[finding->document].name
                                                     : event_log_text(audit->log, finding->text));
    page_number_cell(page, say_told(arena, audit, page->shown->document_users[number], users));
    page_number_cell(page, times ? say_count(arena, finding->asked) : _("not told"));
    page_number_cell(page, say_told(arena, audit, page->shown->document_again_users[number],
                                    shown_document_again(page->shown, audit, number)));
    page_number_cell(page, times ? say_count(arena, finding->asked_again) : _("not told"));
    page_row_end(page);
}

static void write_tell_us_once(struct page *page)
{
    static const struct column column[] = { { N_("Institution"), false, false },
                                            { N_("Documents asked although already held"), true, false },
                                            { N_("Rating"), false, false } };
    const struct audit *audit = page->audit;
    page_element(page, "h3", _("Tell-us-once, as the journey is planned"));
    page_element(page, "p",
                 ngettext("The plan asks %s time for a document that an institution of the journey already holds, has "
                          "given or was already handed.",
                          "The plan asks %s times for a document that an institution of the journey already holds, has "
                          "given or was already handed.",
                          (unsigned long)audit->theory.tell_us_once),
                 say_count(&page->arena, audit->theory.tell_us_once));
    page_table(page, _("Requests for what is already held, by institution"), column, sizeof column / sizeof *column);
    for (int i = 0; i < audit->journey->institutions; i++) {
        int score = audit->analysis->tell_us_once_of_institution[i];
        if (audit->journey->institution[i].self)
            continue;
        page_row(page, NULL);
        page_header_cell(page, institution_name(audit->journey, i));
        page_number_cell(page, say_count(&page->arena, score));
        page_cell(page, score <= 1 ? _("good") : score <= 4 ? _("partial") : _("weak"));
        page_row_end(page);
    }
    page_table_end(page);
}

void section_documents(struct page *page)
{
    static const struct column column[] = {
        { N_("Document"), false, false },         { N_("Users who handed it over"), true, false },
        { N_("Times handed over"), true, false }, { N_("Users who did so more than once"), true, false },
        { N_("Times asked again"), true, false },
    };
    const struct audit *audit = page->audit;
    if (audit->documents) {
        page_table(page, _("Documents handed over, and again"), column, sizeof column / sizeof *column);
        for (size_t i = 0; i < audit->documents; i++)
            write_document(page, i);
        page_table_end(page);
        if (audit->options.min_group > 1)
            page_element(page, "p class=\"note\"",
                     _("Documents that the journey does not know are listed where at least %d users handed them over."),
                     audit->options.min_group);
    } else {
        page_element(page, "p", _("No document is named in the journey or the contacts."));
    }
    if (audit->journey->institutions && audit->journey->documents)
        write_tell_us_once(page);
}
