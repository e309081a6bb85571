/* cli/audit_run.h - from a journey and contacts to the audit: what `compare`, `draw` and `poster` have in common. */
#ifndef PARCOURS_CLI_AUDIT_RUN_H
#define PARCOURS_CLI_AUDIT_RUN_H
#include "cli/load.h"
#include "measure/audit.h"

/* What was read and computed; zero is empty. */
struct audit_run {
    struct journey *journey;
    struct event_log *log; /* NULL without contacts */
    struct net *net;
    bool net_owned;
    struct matching *matching;
    struct alignment_set *alignments;
    struct analysis *analysis;
    struct audit *audit;
};

/* Read the journey and the contacts; STATUS_DONE, or why not. Without contacts the log stays NULL. */
enum exit_status audit_run_load(struct audit_run *run, const char *journey, const char *const *contacts, size_t count,
                                const struct log_options *options, struct diagnostics *diagnostics);
/* The net, and with contacts their alignments and the audit; false after a diagnostic. */
bool audit_run_compute(struct audit_run *run, struct diagnostics *diagnostics);
void audit_run_release(struct audit_run *run);

/* The options that steer it; AUDIT_OPTIONS goes into the table, before THREADS_OPTION and ALIGN_OPTIONS. */
struct audit_choice {
    struct duration idle;
    int64_t min_group, seed;
    bool names, quotes;
    const char *by;             /* compare only: groups side by side */
    double user_hour;           /* euros; 0: not priced */
    const double *channel_cost; /* NULL: the defaults */
};
extern struct audit_choice AUDIT;

#define AUDIT_OPTIONS                                                                                                  \
    { .name = "idle",                                                                                                  \
      .kind = OPTION_DURATION,                                                                                         \
      .argument = N_("DELAY"),                                                                                         \
      .target = &AUDIT.idle,                                                                                           \
      .help = N_("after how long without a contact an unfinished case counts as given up (default: 90d)") },           \
        { .name = "min-group",                                                                                         \
          .kind = OPTION_INTEGER,                                                                                      \
          .argument = N_("N"),                                                                                         \
          .minimum = 1,                                                                                                \
          .maximum = 1000000,                                                                                          \
          .target = &AUDIT.min_group,                                                                                  \
          .help = N_("fold what describes fewer than N users in what is made to be shown (default: 5)") },             \
        { .name = "names",                                                                                             \
          .kind = OPTION_FLAG,                                                                                         \
          .target = &AUDIT.names,                                                                                      \
          .help = N_("show single users, under their pseudonyms, in what is made to be shown") },                      \
        { .name = "quotes",                                                                                            \
          .kind = OPTION_FLAG,                                                                                         \
          .target = &AUDIT.quotes,                                                                                     \
          .help = N_("show what users said in what is made to be shown") },                                            \
    {                                                                                                                  \
        .name = "seed", .kind = OPTION_INTEGER, .argument = N_("N"), .minimum = 0, .maximum = INT64_MAX,               \
        .target = &AUDIT.seed, .help = N_("of the random draws behind the intervals (default: 1)")                     \
    }
#endif
