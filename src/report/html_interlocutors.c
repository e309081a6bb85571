#include "base/message.h"
#include "measure/told_subjects.h"
#include "report/measured.h"
#include "report/sections.h"
#include <math.h>

static int64_t users_of(const struct estimate *share)
{
    return share->n ? llround(share->value * (double)share->n) : 0;
}

static void write_pairs(struct page *page)
{
    static const struct column column[] = { { N_("Institution"), false, false },
                                            { N_("and"), false, false },
                                            { N_("Users followed by both at once"), true, false },
                                            { N_("For how long, on average"), true, false } };
    const struct audit *audit = page->audit;
    const struct interlocutors *result = &audit->measures->interlocutors;
    int rows = 0;
    for (size_t i = 0; i < result->pairs && rows < PAIRS_TOLD; i++) {
        const struct overlap *pair = &result->pair[i];
        if (!told_overlap(audit, pair))
            continue;
        if (!rows++)
            page_table(page, _("Institutions that follow the same users at the same time"), column,
                       sizeof column / sizeof *column);
        page_row(page, NULL);
        page_header_cell(page, institution_name(audit->journey, pair->a));
        page_cell(page, institution_name(audit->journey, pair->b));
        page_number_cell(page, say_count(&page->arena, pair->users));
        page_number_cell(page, say_days(&page->arena, (double)pair->seconds / (double)pair->users));
        page_row_end(page);
    }
    if (rows)
        page_table_end(page);
}

void section_interlocutors(struct page *page)
{
    const struct interlocutors *result = &page->audit->measures->interlocutors;
    if (!page_enough(page, result->lived.n))
        return;
    if (!result->planned && !(result->lived.mean > 0)) {
        page_element(page, "p", "%s", _("Neither the journey nor the contacts say with which institution."));
        return;
    }
    page_element(page, "p", _("Institutions met by a user: %s on average, planned %s."),
                 say_summary_mean(page, &result->lived, AS_NUMBER), say_count(&page->arena, result->planned));
    if (!told_overlaps(page->audit)) {
        page_element(page, "p", _("Too few dated reports to say whether several institutions follow a user at once."));
        return;
    }
    page_element(
        page, "p",
        _("Two institutions or more follow the same user at once: %s of users; for %s on average, or %s of the "
          "time from first to last contact."),
        say_estimate_share(page, &result->overlapping, users_of(&result->overlapping), result->dated),
        say_summary_mean(page, &result->overlap, AS_DAYS), say_estimate(page, &result->of_elapsed, AS_SHARE));
    write_pairs(page);
    page_element(
        page, "p class=\"note\"",
        _("An institution follows a user from the first to the last contact they have with it, if there are two or "
          "more. What users do alone is no institution."));
}
