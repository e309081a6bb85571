/* base/text.h - comparing what people type: accents, case, spaces, near misses. UTF-8 throughout. */
#ifndef PARCOURS_BASE_TEXT_H
#define PARCOURS_BASE_TEXT_H
#include <stdbool.h>
#include <stddef.h>

struct buffer;

bool text_is_utf8(const char *text, size_t length, size_t *invalid_at);   /* invalid_at: byte offset, may be NULL */

/* What is compared: no accents, no case, compatibility forms unified, œ as oe, ’ as ', runs of spaces, '_', '-' and
 * longer dashes as one space, none at the ends. "  Dépôt_du  DOSSIER" and "depot du dossier" fold alike. Appends to `folded`. */
void text_fold(struct buffer *folded, const char *text);
bool text_same(const char *a, const char *b);               /* fold alike */

/* How many characters must be inserted, removed, replaced or swapped (neighbours) to make `a` of `b`
 * (optimal string alignment); `limit` + 1 if more than `limit`. Compares folded texts. Cost O(|a| |b|),
 * on the first 128 characters of each. */
size_t text_distance(const char *a, const char *b, size_t limit);

/* The nearest of `count` texts to `text`, if near enough to be a slip (a third of the longer text's length, at
 * most 8); its index, or -1. Ties: the first. */
int text_nearest(const char *text, const char *const *candidate, size_t count);

size_t text_length(const char *text);                       /* characters (code points), not bytes */
#endif
