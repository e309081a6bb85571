/* measure/audit.h - everything the comparison says, in one structure: verdicts, ledgers, take-up, documents, hand-offs.
 *
 *     contact[row]  one finding a row of the log      case[c]  one a case      step[s]  one a step of the journey
 *
 * Sums are int64 seconds and counts; nothing is rounded here. Shown outputs fold small groups (audit_shown_*), the
 * auditor's files (audit.json, contacts.csv) do not. Ownership: the audit owns its arrays and borrows journey, log,
 * matching, alignments.
 */
#ifndef PARCOURS_MEASURE_AUDIT_H
#define PARCOURS_MEASURE_AUDIT_H
#include "align/alignment.h"
#include "graph/analysis.h"

enum verdict {
    VERDICT_PLANNED, VERDICT_WRONG_DOOR, VERDICT_FAILED_ATTEMPT, VERDICT_INCOMPLETE_FILE, VERDICT_REPEAT_NOTIFICATION,
    VERDICT_OUT_OF_ORDER, VERDICT_CHASING, VERDICT_REOPENED, VERDICT_REPEATED, VERDICT_UNPLANNED, VERDICT_CLARIFICATION,
    VERDICT_INSTITUTION_ERROR, VERDICT_RECOURSE, VERDICT_COUNT,
};
enum cause { /* of what is redundant; the seeds' three, then the ledger's own two */
             CAUSE_NONE,
             CAUSE_REPEATED_REQUEST,
             CAUSE_FRAGMENTATION,
             CAUSE_REDUNDANT_OPERATION,
             CAUSE_STATED,
             CAUSE_ACCESS,
             CAUSE_COUNT,
};
extern const struct word VERDICT_WORD[VERDICT_COUNT], CAUSE_WORD[CAUSE_COUNT];  /* id, N_() name; aliases "" */
extern const char *const VERDICT_REASON[VERDICT_COUNT];         /* N_(): why a contact is what it is, in one phrase */
enum cause verdict_cause(enum verdict verdict);             /* CAUSE_NONE: not redundant */
static inline bool verdict_redundant(enum verdict verdict) { return verdict_cause(verdict) != CAUSE_NONE; }

/* The user's active seconds, each in exactly one class. total = productive + relation + autonomy + sum of unproductive. */
struct active_time {
    int64_t total, productive, relation, autonomy;
    int64_t unproductive[CAUSE_COUNT];
    int64_t estimated;              /* part of total that was filled in where the cell was blank */
    int64_t estimated_from_dates;   /* part of estimated: end - start */
    int64_t unknown;                /* blank fields that nothing could fill: a count, not seconds */
};
int64_t active_time_unproductive(const struct active_time *time);       /* all causes together */
void active_time_add(struct active_time *sum, const struct active_time *time);

enum elapsed_class { ELAPSED_CONTACT, ELAPSED_ANNOUNCED, ELAPSED_OVERRUN, ELAPSED_OWN, ELAPSED_COUNT };

struct contact_finding {
    enum move_kind move;            /* MOVE_MATCH or MOVE_EXTRA */
    enum verdict verdict;
    bool stated;                    /* the reason as stated decided; else `rule` did */
    int rule;                       /* number of the rule in design section 7, 1 … 11; 0 if stated */
    enum verdict derived;           /* what the rules say, also where a stated reason decided */
    int step;                       /* matched step; for an extra contact the step it names; NONE off the map */
    int planned_before;             /* nearest planned step before: last matched step earlier in the case, or NONE */
    int institution;                /* as written, else the step's; NONE if unknown */
    enum channel channel;           /* as written, else the step's preferred; CHANNEL_NONE if unknown */
    int detour;                     /* number in audit->detour of the kind it belongs to, or NONE */
    bool hands_over_new;            /* at least one document not handed over before in the case */
    struct active_time time;
};

enum take_up {
    TAKE_UP_COMPLETED,
    TAKE_UP_ONGOING,
    TAKE_UP_ABANDONED,
    TAKE_UP_UNKNOWN,
    TAKE_UP_NEVER_STARTED,
    TAKE_UP_COUNT
};
extern const struct word TAKE_UP_WORD[TAKE_UP_COUNT];

struct case_finding {
    const struct alignment *alignment;
    int contacts, redundant, extra;
    bool conforming, refused;
    enum take_up take_up;
    enum non_take_up non_take_up; bool non_take_up_stated;  /* abandoned and never started only */
    struct active_time time;
    bool dated;                                             /* has an elapsed account */
    int64_t elapsed[ELAPSED_COUNT], elapsed_total;          /* seconds; the four add up to the total */
};

struct step_finding {
    int64_t cases;                  /* cases with the step matched */
    int64_t skipped;                /* skips less out-of-order contacts of the step */
    int64_t skipped_cases;          /* cases with at least one such skip that went on: a step after it in the run is matched */
    int64_t contacts;               /* all that name it */
    int64_t *wait; int64_t waits;   /* lived seconds, ascending: from the wait's start to the step's own contact */
    int64_t late, late_limit;       /* cases past the announced wait; past the legal limit */
    int64_t never_came_late;        /* among the late: the wait was outlasted and the step never came */
    int64_t never_came_limit;       /* among those past the limit: likewise */
    int64_t overrun;                /* seconds of overrun that belong to this step */
    int64_t completed_overrun, completed_overrun_cases;     /* the same of completed cases; how many have any */
    int64_t matched; struct active_time time;               /* contacts matched to it, and the user's time in them */
};

struct hand_off { int from, to; int64_t planned, lived; };      /* institutions; planned: along the reference run */
struct document_finding { int document; uint32_t text; int64_t asked, asked_again; };   /* document NONE: `text` in the log's strings */

/* Extra contacts of one kind, drawn as one card: same verdict, institution, step or label, nearest planned step before. */
struct detour {
    enum verdict verdict;
    int institution, step;          /* or NONE */
    uint32_t label;                 /* where step is NONE: a label in the log's strings */
    int planned_before;             /* or NONE: before any planned step */
    int rejoins;                    /* the planned step most often matched next, or NONE */
    enum channel channel;           /* the most frequent */
    int64_t users, contacts;
    struct active_time time;
};

/* What users said they felt, -2 … +2, over the contacts that say it; ci95: of the mean, users resampled, steps and all only. */
struct satisfaction { int64_t answers, users; double mean, quartile[3], ci95[2]; };  /* type 7; answers 0: NAN */

/* What annoyed, as written, at one place: a step (matched or named) or a kind of extra contacts; the other NONE. */
struct irritant { uint32_t text; int step, detour; int64_t users, contacts; };

struct profile_group {
    int attribute; uint32_t value;  /* number in log->attribute; string, 0 = not said */
    int64_t cases, contacts, redundant, completed;
    int64_t completed_contacts, completed_redundant;        /* of the completed cases */
    struct active_time time;
};

struct theory {
    struct run run;                 /* the reference run */
    int64_t contacts;               /* visible steps in it */
    struct active_time time;
    int64_t elapsed_seconds;        /* longest path of announced waits plus active time */
    bool announces;                 /* a wait along the run: else elapsed_seconds says nothing of the calendar */
    int tell_us_once;
};

struct summary { int64_t n; double mean, median, p90, ci95[2]; };      /* n = 0: NAN elsewhere */

struct audit_options {
    int min_group;                  /* 5 unless said */
    int64_t idle_seconds;           /* 90 d unless said */
    uint64_t seed;                  /* of the bootstrap */
    int bootstrap_draws;            /* 2,000 unless said */
    int threads;
    bool names, quotes;
    double user_hour;               /* euros for an hour of the user's; 0: not priced (burden.h) */
    const double *channel_cost;     /* [CHANNEL_COUNT] euros a contact, NAN: not known; NULL: the defaults of burden.h */
    const char *by;                 /* compare groups by this (comparison.h), or NULL */
    bool simulated;                 /* its users are no people: pictures say so */
    bool headlines_only;            /* leave `measures` out: an audit of one case, to be drawn */
    const struct event_log *observed;   /* its last instant ends the observation (take-up); NULL: that of the log itself */
};

struct audit {
    struct arena arena;
    const struct journey *journey; const struct net *net; const struct event_log *log; const struct matching *matching;
    const struct alignment_set *alignments; const struct analysis *analysis;
    struct audit_options options;

    struct contact_finding *contact;
    struct case_finding *cases;
    struct step_finding *step;
    struct theory theory;

    int64_t take_up[TAKE_UP_COUNT], refused, conforming;                /* cases */
    int64_t non_take_up[NON_TAKE_UP_COUNT], non_take_up_stated;
    int64_t contacts, planned, redundant;                               /* contacts */
    int64_t by_verdict[VERDICT_COUNT], users_by_verdict[VERDICT_COUNT], stated_by_verdict[VERDICT_COUNT];
    int64_t by_cause[CAUSE_COUNT];
    int64_t *by_institution, *redundant_by_institution, *users_by_institution;  /* [institutions + 1], the last: unknown */
    int64_t by_channel[CHANNEL_COUNT];                                  /* CHANNEL_NONE: unknown */
    struct summary contacts_per_case, redundant_per_case;               /* over cases with a contact */
    struct summary active_per_case, unproductive_per_case;              /* seconds */
    struct summary elapsed_per_case;                                    /* seconds; dated cases */
    /* headlines beside the theory: completed cases only */
    struct summary completed_contacts, completed_redundant, completed_active, completed_unproductive, completed_elapsed;
    struct active_time time;                                            /* all cases */
    int64_t elapsed[ELAPSED_COUNT], undated_cases;
    struct active_time completed_time; int64_t completed_elapsed_class[ELAPSED_COUNT], completed_dated;
    struct hand_off *hand_off; size_t hand_offs;                        /* planned or lived > 0, by from then to */
    struct document_finding *document; size_t documents;                /* journey's in file order, then others by text */
    struct detour *detour; size_t detours;                              /* most contacts first */
    struct profile_group *profile; size_t profiles;                     /* by attribute, then value's text */
    struct satisfaction *step_satisfaction;                             /* [steps]: contacts matched to the step */
    struct satisfaction *detour_satisfaction;                           /* [detours] */
    struct satisfaction satisfaction;                                   /* all contacts */
    struct irritant *irritant; size_t irritants;                        /* most users first, then contacts, text */
    struct measures *measures;      /* the further subjects (measures.h); NULL with headlines_only */
    struct told *told;              /* which of this may be told (told.h); NULL in an audit put together by hand */
};

/* Cost: linear in contacts but for chasing (contacts x run length) and the bootstrap (2,000 x cases). */
struct audit *audit_new(const struct journey *journey, const struct net *net, const struct event_log *log,
                        const struct matching *matching, const struct alignment_set *alignments,
                        const struct analysis *analysis, const struct audit_options *options,
                        struct diagnostics *diagnostics);       /* NULL after a diagnostic */
void audit_free(struct audit *audit);

static inline bool audit_shown(const struct audit *audit, int64_t users) { return users >= audit->options.min_group; }
bool audit_told(const struct audit *audit, size_t detour);      /* enough users, and nothing told tells of fewer: told.c */
/* The detour as a card of the map: itself; all of its kind, where its places can't be told apart and it is the first of
 * them; NULL: no card. */
const struct detour *audit_card(const struct audit *audit, size_t detour);
const char *detour_name(const struct audit *audit, const struct detour *detour);     /* step title or label as written */
#endif
