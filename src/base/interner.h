/* base/interner.h - every distinct string once, known by a small number.
 *
 * Names become integers at the door; inside, arrays and indices. Number 0 is always the
 * empty string. Numbers are given in order of first appearance, so they do not depend on
 * hashing. Strings are owned by the interner and stay where they are until its release.
 * Cost: O(length) a lookup; 24 to 48 bytes and the text a distinct string.
 */
#ifndef PARCOURS_BASE_INTERNER_H
#define PARCOURS_BASE_INTERNER_H
#include "base/arena.h"
#include <stdint.h>

#define INTERNER_NONE UINT32_MAX

struct interner {
    struct arena arena;
    const char **text;              /* text[number], `count` of them */
    uint32_t *length;               /* bytes, without the NUL */
    uint32_t *hash;
    uint32_t count, capacity;
    uint32_t *slot, slots;          /* open addressing: number + 1, or 0 */
};

uint32_t interner_add(struct interner *interner, const char *text, size_t length);     /* number, old or new */
uint32_t interner_add_string(struct interner *interner, const char *text);
uint32_t interner_find(const struct interner *interner, const char *text, size_t length);  /* or INTERNER_NONE */
static inline const char *interner_text(const struct interner *interner, uint32_t number)
{
    return number < interner->count ? interner->text[number] : "";
}
void interner_release(struct interner *interner);
#endif
