#include "base/message.h"
#include "report/sections.h"

struct definition { const char *term, *text; };

static const struct definition WORDS[] = {
    { N_("Planned journey"),
      N_("How the life event is meant to go: steps, each with one institution through one of some channels. Held "
         "against it is its reference run, what the plan promises one user: the most frequent option at each choice, "
         "optional steps that more than half pass, loops once.") },
    { N_("Contact"), N_("One thing that really happened: one row of what users report. Steps that happen without the "
                        "user are not contacts.") },
    { N_("Comparison"), N_("For each user, the cheapest way to read the contacts as a run of the plan: a contact "
                           "outside the run costs one, a step without contact costs one. The cost is exact, and among "
                           "equal readings one is always chosen the same way.") },
    { N_("Redundant"), N_("A contact that repeats, is sent elsewhere or asks again, with one of three causes. Contacts "
                          "outside the plan that have no such cause are listed apart and are not called redundant.") },
    { N_("Stated or derived"),
      N_("What a person stated goes before what a rule derives. The table of verdicts says how many were stated.") },
    { N_("The user's own time"),
      N_("Minutes for preparing, travelling, queueing and the contact itself, each in exactly one class. It is "
         "productive unless the data or the step says relation or autonomy. Unproductive is all time of redundant "
         "contacts, what was stated so, and queues and travel of all others.") },
    { N_("Where the four classes come from"),
      N_("A study of the time town halls give to service. This account is the user's time instead, so its figures "
         "can't be held against that study's.") },
    { N_("Estimated"),
      N_("A blank is filled from the contact's start and end, else from the plan (queue only for counter, kiosk and "
         "phone, travel only for counter and kiosk). A zero is a report, not a blank.") },
    { N_("Unknown"), N_("A blank that nothing could fill counts as zero and is counted beside the total.") },
    { N_("The time that passes"),
      N_("From a user's first contact to the last, each instant in exactly one class, the first that applies: in "
         "contact, an announced wait is running, a wait has outlasted what was announced, own time. Contacts without a "
         "time of day have no length. Reports without dates have no such account.") },
    { N_("Waits"),
      N_("A wait starts when the nearest planned contact before it ended, and ends with the contact that was waited for; "
         "if that never came, with the first planned contact after it. What happens without the user is taken to happen "
         "when it was announced, and where no contact tells which way somebody went, the likelier way of the plan is "
         "taken.") },
    { N_("Completed"),
      N_("Every final step of the run was done. A refusal that ends the journey completes it, and is counted apart.") },
    { N_("Under way, given up, not known"),
      N_("Under way: not completed, but the data ends before the remaining announced waits and a period of grace are "
         "over. Given up: not completed after that, or as stated. Not known: not completed and without dates. Never "
         "started: declared without a contact.") },
    { N_("Followed the plan exactly"), N_("Every contact is a planned one and no step is missing.") },
    { N_("Institutions at once"),
      N_("An institution follows a user from the start of their first dated contact with it to the end of the last one, if "
         "there are two or more. The time during which two or more do so is added up; the share is of dated reports.") },
    { N_("Contacts per need, settled at the first contact"),
      N_("A need is a step of the plan. Contacts that name a step are divided by the times it was done (the first draft of the "
         "British indicator NI 14, 2007). It is settled at the first contact if every contact of the user that names it was "
         "planned and got it done, over the whole report.") },
    { N_("What an institution sees"),
      N_("Its own contacts only. Repeated is what names a step or words that an earlier contact with it named. Its delay runs "
         "from the last complete request at its desk to its answer. A file is complete at the first try if the first contact "
         "that names the step was not incomplete and no later one completed it.") },
    { N_("Hours, euros, fees"),
      N_("Standard cost model: price is tariff times time. The users' hours are their own time; they are priced only at a tariff "
         "that is asked for. The institutions' euros are contacts times the cost of one through that channel. Fees are those of "
         "the steps done. The three are never added to each other.") },
    { N_("Without internet"),
      N_("Web, email and video need internet; counter, phone, mail, text message, kiosk, home visit and helper do not. Counted "
         "over the steps of the plan that happen with the user and have a channel.") },
    { N_("Complexity of the plan"),
      N_("Counts of the plan alone. Ways through: each choice and each optional part makes another, the order within parts in "
         "any order does not. The longest way adds up announced waits over the longest of all ways.") },
    { N_("Other rules"),
      N_("The headline counted again with one rule changed at a time. Stated against derived: where a stated reason decided, "
         "what the rules would have said without it.") },
    { N_("Groups side by side"),
      N_("The difference is the group's figure less that of all other users together. Its interval comes from resampling users "
         "within each group (all together where a user may be in several), both figures from the same resample.") },
    { N_("Tell-us-once"),
      N_("How often the plan asks for a document that an institution of the journey holds, has given or was already "
         "handed. 0 and 1 are good, 2 to 4 partial, 5 and more weak, for one institution.") },
    { N_("Intervals and quantiles"), N_("Means carry an interval of 95%: percentile bootstrap over users, 2,000 draws, "
                                        "with a fixed seed; shares of one step that of the binomial distribution, which it tends to. Quantiles are "
                                        "of type 7. Means add up and stand in bars; the headline delay is a median.") },
};

static void write_definitions(struct page *page)
{
    page_raw(page, "<dl>\n");
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        page_element(page, "dt", "%s", _(WORDS[i].term));
        page_element(page, "dd", "%s", _(WORDS[i].text));
    }
    page_element(page, "dt", "%s", _("Protection"));
    if (page->audit->options.min_group > 1)
        page_element(page, "dd",
                     _("What would describe fewer than %d users is folded into others or said as “fewer than”; so is what "
                       "would tell of them by subtraction: “folded with others”. Groups under %d users are marked "
                       "indicative. Pseudonyms and quotes are left out unless asked for."),
                     page->audit->options.min_group, INDICATIVE_BELOW);
    else
        page_element(page, "dd",
                     _("Nothing is folded, however few users it describes: it was asked so (--min-group 1). Groups "
                       "under %d users are marked indicative. Pseudonyms and quotes are left out unless asked for."),
                     INDICATIVE_BELOW);
    page_raw(page, "</dl>\n");
}

static void write_verdicts(struct page *page)
{
    static const struct column column[] = {
        { N_("Verdict"), false, false }, { N_("Meaning"), false, false }, { N_("Cause"), false, false },
        { N_("Users"), true, false },    { N_("Contacts"), true, false }, { N_("of them stated"), true, false },
    };
    const struct audit *audit = page->audit;
    struct arena *arena = &page->arena;
    page_table(page, _("Every contact gets exactly one verdict"), column, sizeof column / sizeof *column);
    for (int verdict = 0; verdict < VERDICT_COUNT; verdict++) {
        int64_t users = audit->users_by_verdict[verdict];
        enum cause cause = verdict_cause((enum verdict)verdict);
        bool hidden = !audit->told->verdict[verdict];
        page_row(page, NULL);
        page_header_cell(page, _(VERDICT_WORD[verdict].name));
        page_cell(page, _(VERDICT_REASON[verdict]));
        page_cell(page, cause == CAUSE_NONE ? _("not redundant") : _(CAUSE_WORD[cause].name));
        page_number_cell(page, say_told(arena, audit, users, hidden ? TOLD_FOLDED : audit->told->verdict_users[verdict]));
        page_number_cell(page, hidden ? _("folded with others") : say_count(arena, audit->by_verdict[verdict]));
        page_number_cell(page, audit->told->verdict_stated[verdict]
                                   ? say_count(arena, audit->stated_by_verdict[verdict]) : _("not told"));
        page_row_end(page);
    }
    page_table_end(page);
}

static void write_sources(struct page *page)
{
    const struct audit *audit = page->audit;
    struct arena *arena = &page->arena;
    const struct active_time *time = &audit->time;
    int64_t stated = 0;
    for (int verdict = 0; verdict < VERDICT_COUNT; verdict++)
        stated += audit->stated_by_verdict[verdict];
    page_element(page, "h3", _("Stated, derived, estimated, unknown: how many"));
    page_raw(page, "<ul>\n");
    if (audit->told->verdicts_stated)
        page_element(page, "li", _("Verdicts: %s stated by people, %s derived by rules."), say_count(arena, stated),
                     say_count(arena, audit->contacts - stated));
    page_element(page, "li", _("Own time: %s in all, of which %s estimated (%s), %s of that from start and end times."),
                 say_minutes(arena, (double)time->total), say_minutes(arena, (double)time->estimated),
                 say_share(arena, time->estimated, time->total),
                 say_minutes(arena, (double)time->estimated_from_dates));
    page_element(page, "li", _("Own time: blanks that nothing could fill, counted as zero: %s."),
                 say_users(arena, audit, time->unknown));
    page_element(page, "li", _("Time that passes: reports without dates, left out: %s."),
                 say_told(arena, audit, audit->undated_cases, audit->told->undated));
    page_element(page, "li", _("Contacts that name no step of the plan: %s."),
                 say_told_contacts(arena, audit, (int64_t)audit->matching->off_map, audit->told->off_map));
    page_raw(page, "</ul>\n");
}

void section_method(struct page *page)
{
    const struct journey *journey = page->audit->journey;
    if (journey->source && journey->source_date)
        page_element(page, "p", _("Source of the planned journey: %s (%s)"), journey->source, journey->source_date);
    else if (journey->source)
        page_element(page, "p", _("Source of the planned journey: %s"), journey->source);
    if (page_enough(page, page->audit->contacts_per_case.n)) {
        write_verdicts(page);
        write_sources(page);
    }
    page_element(page, "h3", _("Definitions"));
    write_definitions(page);
}
