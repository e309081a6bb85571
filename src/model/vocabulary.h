/* model/vocabulary.h - the closed lists of words that journeys and contacts share.
 *
 * Each word has an id (what files and JSON say), a name for people (through gettext) and aliases (what people type, in
 * French and English, compared by text_fold). Number 0 is always "not said".
 */
#ifndef PARCOURS_MODEL_VOCABULARY_H
#define PARCOURS_MODEL_VOCABULARY_H
#include <stdbool.h>
#include <stddef.h>

enum channel {
    CHANNEL_NONE, CHANNEL_COUNTER, CHANNEL_PHONE, CHANNEL_MAIL, CHANNEL_WEB, CHANNEL_EMAIL, CHANNEL_SMS, CHANNEL_KIOSK,
    CHANNEL_VIDEO, CHANNEL_HOME_VISIT, CHANNEL_HELPER, CHANNEL_AUTOMATIC, CHANNEL_COUNT,
};
enum initiative { BY_NONE, BY_USER, BY_INSTITUTION, BY_COUNT };
enum reason {
    REASON_NONE, REASON_FIRST, REASON_CHASE, REASON_CLARIFY, REASON_REPEAT, REASON_MISSING_DOCUMENT, REASON_WRONG_DOOR,
    REASON_ERROR, REASON_APPEAL, REASON_OTHER, REASON_COUNT,
};
enum outcome {
    OUTCOME_NONE,
    OUTCOME_DONE,
    OUTCOME_PENDING,
    OUTCOME_INCOMPLETE,
    OUTCOME_REDIRECTED,
    OUTCOME_FAILED,
    OUTCOME_REFUSED,
    OUTCOME_ABANDONED,
    OUTCOME_COUNT,
};
enum time_kind { KIND_NONE, KIND_PRODUCTIVE, KIND_RELATION, KIND_AUTONOMY, KIND_UNPRODUCTIVE, KIND_COUNT };
enum non_take_up {              /* why somebody does not receive what they could claim (Odenore) */
    NON_TAKE_UP_NONE, NON_TAKE_UP_NOT_KNOWN, NON_TAKE_UP_NOT_REQUESTED, NON_TAKE_UP_NOT_RECEIVED,
    NON_TAKE_UP_NOT_OFFERED, NON_TAKE_UP_COUNT,
};

struct word { const char *id, *name; const char *aliases; };    /* name: N_() marked; aliases: separated by '|' */

/* One closed list: count words, word[0] being "not said" with an empty id. */
struct vocabulary { const char *what; const struct word *word; int count; };    /* what: N_("channel") … for messages */

extern const struct vocabulary CHANNELS, INITIATIVES, REASONS, OUTCOMES, TIME_KINDS, NON_TAKE_UPS;

/* The word `text` stands for (by id, name in either language, or alias; folded), 0 for blank text, -1 if none does. */
int vocabulary_find(const struct vocabulary *vocabulary, const char *text);
int vocabulary_find_id(const struct vocabulary *vocabulary, const char *id, size_t length);    /* exact id, or -1 */
int vocabulary_nearest(const struct vocabulary *vocabulary, const char *text);                 /* for "did you mean", or -1 */
static inline const char *vocabulary_id(const struct vocabulary *vocabulary, int number)
{
    return vocabulary->word[number].id;
}
struct buffer;
/* For "did you mean": the id, name or alias nearest to `text`, appended to `word`. False if none is near. */
bool vocabulary_suggest(const struct vocabulary *vocabulary, const char *text, struct buffer *word);
const char *vocabulary_name(const struct vocabulary *vocabulary, int number);                  /* translated */
/* "counter, phone, mail…", for messages that say what was expected, appended to `out`: words of the reader's language,
 * which vocabulary_find() takes; or ids, where only these are taken. */
void vocabulary_list(const struct vocabulary *vocabulary, struct buffer *out);
void vocabulary_list_ids(const struct vocabulary *vocabulary, struct buffer *out);
#endif
