/* tests/unit/lived.h - an audit of a journey and contacts given as text, to be drawn. Call within input_folder_enter(). */
#ifndef PARCOURS_TEST_LIVED_H
#define PARCOURS_TEST_LIVED_H
#include "draw/view.h"

struct lived {
    struct journey *journey; struct event_log *log;
    struct net *net; bool net_owned;
    struct matching *matching; struct alignment_set *alignments; struct analysis *analysis;
    struct audit *audit;            /* min_group 5, names */
    struct diagnostics diagnostics;
};
/* A journey of eight steps with three institutions, announced waits, an optional step; "Prendre sa retraite". */
extern const char LIVED_JOURNEY[];
void lived_init(struct lived *lived, const char *journey, const char *contacts, size_t length);
void lived_release(struct lived *lived);
#endif
