/* What each number means, in the method part of the report. */
#include "report/definitions.h"
#include "base/message.h"
#include <string.h>

enum { COLUMNS = 10 };
struct definition {
    const char *id, *term, *text, *column[COLUMNS];
}; /* column: those that show such numbers */

static const struct definition DEFINITION[] = {
    { "planned",
      N_("Planned journey"),
      N_("How the life event is meant to go: steps, each with one institution through one of some channels. Held "
         "against it is its reference run, what the plan promises one user: the most frequent option at each choice, "
         "optional steps that more than half pass, loops once."),
      { N_("Planned") } },
    { "contact",
      N_("Contact"),
      N_("One thing that really happened: one row of what users report. Steps that happen without the user are not "
         "contacts."),
      { N_("Contacts"), N_("Contacts per user"), N_("Contacts per user concerned"), N_("Contacts about it") } },
    { "users",
      N_("Users"),
      N_("Each user counts once, however many contacts they had. Of a step: who did it, and who went past it without. "
         "Users without any contact are counted where it is said so."),
      { N_("Users"), N_("Users who did it"), N_("Users who skipped it"), N_("Users, by kind of contact"),
        N_("Users who waited") } },
    { "comparison",
      N_("Comparison"),
      N_("For each user, the cheapest way to read the contacts as a run of the plan: a contact outside the run costs "
         "one, a step without contact costs one. The cost is exact, and among equal readings one is always chosen the "
         "same way."),
      { NULL } },
    { "redundant",
      N_("Redundant"),
      N_("A contact that repeats, is sent elsewhere or asks again, with one of three causes. Contacts outside the plan "
         "that have no such cause are listed apart and are not called redundant."),
      { N_("Redundant"), N_("Redundant per user") } },
    { "stated",
      N_("Stated or derived"),
      N_("What a person stated goes before what a rule derives. The table of verdicts says how many were stated."),
      { N_("of them stated") } },
    { "own-time",
      N_("The user's own time"),
      N_("Minutes for preparing, travelling, queueing and the contact itself, each in exactly one class. It is "
         "productive unless the data or the step says relation or autonomy. Unproductive is all time of redundant "
         "contacts, what was stated so, and queues and travel of all others."),
      { N_("Users' time"), N_("Own time"), N_("Own time per user"), N_("Unproductive"), N_("Unproductive per user"),
        N_("All users together"), N_("Share of unproductive time"), N_("Planned time of the user") } },
    { "classes",
      N_("Where the four classes come from"),
      N_("A study of the time town halls give to service. This account is the user's time instead, so its figures "
         "can't be held against that study's."),
      { NULL } },
    { "estimated",
      N_("Estimated"),
      N_("A blank is filled from the contact's start and end, else from the plan (queue only for counter, kiosk and "
         "phone, travel only for counter and kiosk). A zero is a report, not a blank."),
      { NULL } },
    { "unknown",
      N_("Unknown"),
      N_("A blank that nothing could fill counts as zero and is counted beside the total."),
      { NULL } },
    { "elapsed",
      N_("The time that passes"),
      N_("From a user's first contact to the last, each instant in exactly one class, the first that applies: in "
         "contact, an announced wait is running, a wait has outlasted what was announced, own time. Contacts without a "
         "time of day have no length. Reports without dates have no such account."),
      { N_("First to last contact"), N_("Share") } },
    { "waits",
      N_("Waits"),
      N_("A wait starts when the nearest planned contact before it ended, and ends with the contact that was waited "
         "for; if that never came, with the first planned contact after it. What happens without the user is taken to "
         "happen when it was announced, and where no contact tells which way somebody went, the likelier way of the "
         "plan is taken."),
      { N_("Announced"), N_("Announced wait"), N_("Lived, median"), N_("Lived, 9 in 10 below"),
        N_("Lived wait (median)") } },
    { "late",
      N_("Late"),
      N_("Later than announced: the step came after its announced wait, or the wait is over and it never came. Past "
         "the limit: the same against the legal limit. Each is a number of users."),
      { N_("Later than announced"), N_("Legal limit"), N_("Past the limit"), N_("Past the legal limit"),
        N_("Late and never came") } },
    { "completed",
      N_("Completed"),
      N_("Every final step of the run was done. A refusal that ends the journey completes it, and is counted apart."),
      { N_("Completed") } },
    { "take-up",
      N_("Under way, given up, not known"),
      N_("Under way: not completed, but the data ends before the remaining announced waits and a period of grace are "
         "over. Given up: not completed after that, or as stated. Not known: not completed and without dates. Never "
         "started: declared without a contact."),
      { NULL } },
    { "conforming",
      N_("Followed the plan exactly"),
      N_("Every contact is a planned one and no step is missing."),
      { NULL } },
    { "tell-us-once",
      N_("Tell-us-once"),
      N_("How often the plan asks for a document that an institution of the journey holds, has given or was already "
         "handed. 0 and 1 are good, 2 to 4 partial, 5 and more weak, for one institution."),
      { N_("Documents asked although already held") } },
    { "documents",
      N_("Documents"),
      N_("What users handed over, contact by contact. All but the first time a user hands over the same document are "
         "asked again."),
      { N_("Users who handed it over"), N_("Times handed over"), N_("Users who did so more than once"),
        N_("Times asked again") } },
    { "hand-offs",
      N_("Hand-off"),
      N_("Two contacts of a user that follow each other, with two institutions. What users do alone is left out. The "
         "plan has those of its reference run; the lived ones are a mean over users with a contact."),
      { N_("From \\ to"), N_("Lived, per user") } },
    { "input",
      N_("Input"),
      N_("Rows as the files have them. Rows that could not be used are counted and said; nothing is left out in "
         "silence."),
      { N_("How many") } },
    { "satisfaction",
      N_("Satisfaction and irritants"),
      N_("Satisfaction is what users said of a contact, from −2 to +2: the median and the middle half of the answers. "
         "Irritants are what annoyed, as written, where enough users wrote it."),
      { NULL } },
    { "intervals",
      N_("Intervals and quantiles"),
      N_("Means carry an interval of 95%: percentile bootstrap over users, 2,000 draws, with a fixed seed; shares of "
         "one step that of the binomial distribution, which it tends to. Quantiles are of type 7. Means add up and "
         "stand in bars; the headline delay is a median."),
      { N_("Lived, mean per user") } },
    { "resolution",
      N_("Contacts per need, settled at the first contact"),
      N_("A need is a step of the plan. Contacts that name a step are divided by the times it was done (the first "
         "draft of the British indicator NI 14, 2007). It is settled at the first contact if every contact of the user "
         "that names it was planned and got it done, over the whole report."),
      { N_("Contacts each time it is done"), N_("Tries of its steps"), N_("Settled at the first contact"),
        N_("Contacts each time a step is done") } },
    { "interlocutors",
      N_("Institutions at once"),
      N_("An institution follows a user from the start of their first dated contact with it to the end of the last "
         "one, if there are two or more. The time during which two or more do so is added up; the share is of dated "
         "reports."),
      { N_("Users followed by both at once"), N_("For how long, on average") } },
    { "viewpoint",
      N_("What an institution sees"),
      N_("Its own contacts only. Repeated is what names a step or words that an earlier contact with it named. Its "
         "delay runs from the last complete request at its desk to its answer. A file is complete at the first try if "
         "the first contact that names the step was not incomplete and no later one completed it."),
      { N_("It sees: contacts a user"), N_("of them repeated, as far as it can know"), N_("its own delay, median"),
        N_("files complete at the first try"), N_("They lived: contacts a user"), N_("of them redundant"),
        N_("from first to last contact, median") } },
    { "cost",
      N_("Hours, euros, fees"),
      N_("Standard cost model: price is tariff times time. The users' hours are their own time; they are priced only "
         "at a tariff that is asked for. The institutions' euros are contacts times the cost of one through that "
         "channel. Fees are those of the steps done. The three are never added to each other."),
      { N_("Cost of one contact"), N_("Cost of all") } },
    { "access",
      N_("Without internet"),
      N_("Web, email and video need internet; counter, phone, mail, text message, kiosk, home visit and helper do not. "
         "Counted over the steps of the plan that happen with the user and have a channel."),
      { N_("Travel"), N_("Queue"), N_("Fee"), N_("Documents") } },
    { "complexity",
      N_("Complexity of the plan"),
      N_("Counts of the plan alone. Ways through: each choice and each optional part makes another, the order within "
         "parts in any order does not. The longest way adds up announced waits over the longest of all ways."),
      { N_("How many") } },
    { "comparison-of-groups",
      N_("Groups side by side"),
      N_("The difference is the group's figure less that of all other groups together. Groups by institution, by "
         "channel or by what is said of single contacts hold those contacts only, and a user is in each group they had "
         "one in; users declared without a contact count in groups of whole users. Its interval comes from "
         "resampling users within each group (all together where a user may be in several), both figures from the same "
         "resample."),
      { N_("Value, with its interval"), N_("Difference from the others, with its interval") } },
    { "sensitivity",
      N_("Other rules"),
      N_("The headline counted again with one rule changed at a time. Stated against derived: where a stated reason "
         "decided, what the rules would have said without it."),
      { N_("Redundant, of all contacts"), N_("Unproductive, of all own time"), N_("The rules say the same") } },
    { "protection", N_("Protection"), NULL, { NULL } }, /* its text depends on the options */
};
enum { DEFINITIONS = sizeof DEFINITION / sizeof *DEFINITION };

const char *definition_of(const char *column)
{
    for (int i = 0; i < DEFINITIONS; i++)
        for (int c = 0; c < COLUMNS && DEFINITION[i].column[c]; c++)
            if (!strcmp(DEFINITION[i].column[c], column))
                return DEFINITION[i].id;
    return NULL;
}

void page_means(struct page *page, const char *id, const char *what)
{
    if (!id)
        return;
    buffer_printf(page->out, "<a class=\"means\" href=\"#means-%s\" aria-label=\"", id);
    page_phrase(page, _("Definition: %s"), what);
    page_raw(page, "\">?</a>");
}

void page_means_all(struct page *page, const char *ids)
{
    page_raw(page, "<p class=\"note\">");
    page_text(page, _("Definitions:"));
    for (const char *at = ids; *at; at += strcspn(at, " "), at += strspn(at, " "))
        for (int i = 0; i < DEFINITIONS; i++)
            if (strlen(DEFINITION[i].id) == strcspn(at, " ") && !strncmp(DEFINITION[i].id, at, strcspn(at, " "))) {
                buffer_printf(page->out, "%s<a href=\"#means-%s\">", at == ids ? " " : ", ", DEFINITION[i].id);
                page_text(page, _(DEFINITION[i].term));
                page_raw(page, "</a>");
            }
    page_raw(page, "</p>\n");
}

static void write_protection(struct page *page)
{
    if (page->audit->options.min_group > 1)
        page_element(
            page, "dd",
            _("What would describe fewer than %d users is folded into others or said as “fewer than”; so is what "
              "would tell of them by subtraction: “folded with others”. Groups under %d users are marked "
              "indicative. Pseudonyms and quotes are left out unless asked for."),
            page->audit->options.min_group, INDICATIVE_BELOW);
    else
        page_element(page, "dd",
                     _("Nothing is folded, however few users it describes: it was asked so (--min-group 1). Groups "
                       "under %d users are marked indicative. Pseudonyms and quotes are left out unless asked for."),
                     INDICATIVE_BELOW);
}

void write_definitions(struct page *page)
{
    page_raw(page, "<dl>\n");
    for (int i = 0; i < DEFINITIONS; i++) {
        buffer_printf(page->out, "<dt id=\"means-%s\">", DEFINITION[i].id);
        page_text(page, _(DEFINITION[i].term));
        page_raw(page, "</dt>\n");
        if (DEFINITION[i].text)
            page_element(page, "dd", "%s", _(DEFINITION[i].text));
        else
            write_protection(page);
    }
    page_raw(page, "</dl>\n");
}
