/* base/message.h - what is said to people, in their language, through gettext.
 *
 * Every text a person may read is written in English inside _() (or N_() in a table, then
 * _() where it is shown) and translated in po/fr.po; a test fails on an untranslated or
 * unused message. Numbers inside files always use a point; numbers inside prose are written
 * by base/format.h in the language's way.
 */
#ifndef PARCOURS_BASE_MESSAGE_H
#define PARCOURS_BASE_MESSAGE_H
#include <libintl.h>
#include <stdbool.h>

#define _(text) gettext(text)
#define N_(text) (text)

/* Choose the language: "fr", "en", or NULL for what LC_ALL, LC_MESSAGES or LANG say (others: English).
 * Call it once, before any other thread exists. `program` is argv[0]; the catalogues are looked for in
 * locale/ beside the program, then in ../share/locale. Returns false if `language` is not known. */
bool message_set_language(const char *language, const char *program);
/* "fr" or "en". */
const char *message_language(void);
#endif
