/* measure/ledger.h - where the time went: the user's active minutes, and the calendar's elapsed time. Never mixed.
 * Definitions: design section 8; both accounts add up exactly, in whole seconds. */
#ifndef PARCOURS_MEASURE_LEDGER_H
#define PARCOURS_MEASURE_LEDGER_H
#include "measure/case_view.h"

/* The active time of a contact, from what was reported, its dates and its step (NONE: off the map). `cause`: of its
 * verdict, CAUSE_NONE if it is not redundant. */
struct active_time active_time_of(const struct contact *contact, const struct step *step, enum cause cause);
/* What the theory asks of the user for a step, by its preferred channel. */
struct active_time active_time_planned(const struct step *step);

/* One wait of the case's run: of an occurrence whose step announces a delay or has a legal limit. Seconds since 1970. */
struct wait {
    int occurrence, step;
    int64_t start;              /* latest end among its nearest matched predecessors (an automatic step with a wait counts as
                                 * one, ending when it was announced), else the case's start */
    int64_t end;                /* its own contact's start; skipped: the first matched contact after it, else the case's end;
                                 * automatic: when it was announced, if that is earlier */
    int64_t due, limit_due;     /* start + announced, start + legal limit; TIME_NONE if none */
    bool came;                  /* ended by its own contact */
    bool open;                  /* nothing after it is matched either: still open when the case ends */
};
struct wait_list {
    struct wait *wait; int count, capacity;
    int64_t promised;           /* when the last of what is still to come is due, one announced wait after the other; TIME_NONE */
};

/* The waits of a case, in the run's order; empty for an undated one. */
void waits_of(const struct case_view *view, struct wait_list *list);

/* A stretch of a case's elapsed time in one class. */
struct elapsed_stretch {
    int64_t start, end;         /* seconds since 1970, start < end */
    enum elapsed_class class;
    int charged;                /* overrun: the step whose wait it is; else NONE */
};
/* The stretches of a case from its start to its end, without a gap and never two alike in a row: malloc'ed into *list.
 * Their number (0: all at one instant), or -1 for an undated case. Cost: O(c log c + c w), c contacts, w waits. */
int elapsed_stretches(const struct case_view *view, const struct wait_list *waits, struct elapsed_stretch **list);
/* Fill elapsed, elapsed_total, dated of the case; add to overrun[step] the seconds each open wait is charged with. */
void elapsed_account(const struct case_view *view, const struct wait_list *waits, struct case_finding *result,
                     int64_t *overrun);
#endif
