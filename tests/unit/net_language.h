/* tests/unit/net_language.h - the words that the complete runs of a net spell, to hold a net against what it should allow. */
#ifndef PARCOURS_NET_LANGUAGE_H
#define PARCOURS_NET_LANGUAGE_H
#include "base/buffer.h"
#include "base/interner.h"
#include "model/journey.h"

/* Those of an interner that are not empty, sorted by length, then by letters, joined by blanks: "- a ab"; "-" is the empty word. */
void words_join(const struct interner *words, struct buffer *out);
/* The words of up to `length` letters of the journey's given net, whose steps have names of one letter. False if it has
 * more than a million pairs of a marking and a word. */
bool net_language(const struct journey *journey, int length, struct buffer *out);
#endif
