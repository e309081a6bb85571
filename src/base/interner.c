#include "base/interner.h"
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* The last 1 … 7 bytes as a number; loads of fixed size, which overlap (memcpy() of any length is a call). */
static uint64_t load_tail(const char *text, size_t length)
{
    if (length >= 4) {
        uint32_t first, last;
        memcpy(&first, text, 4);
        memcpy(&last, text + length - 4, 4);
        return (uint64_t)last << 32 | first;
    }
    const unsigned char *byte = (const unsigned char *)text;
    return (uint64_t)byte[length - 1] << 16 | (uint64_t)byte[length / 2] << 8 | byte[0];
}

/* Multiply and xor-shift over eight bytes at a time; the length goes in, so that the tail's overlap does not matter. The
 * second multiplication at the end brings the tail's upper half to where slots are told apart. */
static uint32_t hash_bytes(const char *text, size_t length)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325) ^ length;
    for (; length >= 8; text += 8, length -= 8) {
        uint64_t word;
        memcpy(&word, text, 8);
        hash = (hash ^ word) * UINT64_C(0x9fb21c651e98df25);
        hash ^= hash >> 32;
    }
    hash = (hash ^ (length ? load_tail(text, length) : 0)) * UINT64_C(0x9fb21c651e98df25);
    hash = (hash ^ hash >> 32) * UINT64_C(0x9fb21c651e98df25);
    return (uint32_t)(hash >> 32);
}

/* Strings that differ in the last byte only begin side by side: numbered cases mostly come in order, and so meet the line
 * of the cache that the one before has fetched. Where all end alike, some four begin at every eighth slot: they run into
 * each other, within a line. */
static uint32_t hash_of(const char *text, size_t length)
{
    return length ? hash_bytes(text, length - 1) << 3 ^ (unsigned char)text[length - 1] : 0;
}

static bool is_text(const struct interner *interner, uint32_t number, const char *text, size_t length, uint32_t hash)
{
    return interner->hash[number] == hash && interner->length[number] == length &&
           (!length || !memcmp(interner->text[number], text, length));
}

static uint32_t *find_slot(const struct interner *interner, const char *text, size_t length, uint32_t hash)
{
    uint32_t mask = interner->slots - 1;
    for (uint32_t place = hash & mask;; place = (place + 1) & mask) {
        uint32_t *slot = &interner->slot[place];
        if (!*slot || is_text(interner, *slot - 1, text, length, hash))
            return slot;
    }
}

static void grow(struct interner *interner)
{
    uint32_t mask = interner->slots ? 2 * interner->slots - 1 : 63;
    free(interner->slot);
    interner->slots = mask + 1;
    interner->slot = xcalloc(interner->slots, sizeof *interner->slot);
    for (uint32_t number = 0; number < interner->count; number++) {
        uint32_t place = interner->hash[number] & mask;
        while (interner->slot[place])
            place = (place + 1) & mask;
        interner->slot[place] = number + 1;
    }
}

static uint32_t append(struct interner *interner, const char *text, size_t length, uint32_t hash)
{
    if (interner->count == interner->capacity) {
        interner->capacity = interner->capacity ? 2 * interner->capacity : 32;
        interner->text = xrealloc(interner->text, interner->capacity * sizeof *interner->text);
        interner->length = xrealloc(interner->length, interner->capacity * sizeof *interner->length);
        interner->hash = xrealloc(interner->hash, interner->capacity * sizeof *interner->hash);
    }
    interner->text[interner->count] = arena_strndup(&interner->arena, text, length);
    interner->length[interner->count] = (uint32_t)length;
    interner->hash[interner->count] = hash;
    return interner->count++;
}

uint32_t interner_add(struct interner *interner, const char *text, size_t length)
{
    if (!interner->count) {
        grow(interner);
        uint32_t empty = hash_of("", 0);
        *find_slot(interner, "", 0, empty) = append(interner, "", 0, empty) + 1;
    }
    uint32_t hash = hash_of(text, length), *slot = find_slot(interner, text, length, hash);
    if (*slot)
        return *slot - 1;
    if (2 * ((uint64_t)interner->count + 1) > interner->slots) {         /* three quarters full cost 1 % of reading XES */
        grow(interner);
        slot = find_slot(interner, text, length, hash);
    }
    uint32_t number = append(interner, text, length, hash);
    *slot = number + 1;
    return number;
}

uint32_t interner_add_string(struct interner *interner, const char *text)
{
    return interner_add(interner, text, strlen(text));
}

uint32_t interner_find(const struct interner *interner, const char *text, size_t length)
{
    if (!interner->count)
        return length ? INTERNER_NONE : 0;
    uint32_t number = *find_slot(interner, text, length, hash_of(text, length));
    return number ? number - 1 : INTERNER_NONE;
}

void interner_release(struct interner *interner)
{
    arena_release(&interner->arena);
    free(interner->text);
    free(interner->length);
    free(interner->hash);
    free(interner->slot);
    *interner = (struct interner){ 0 };
}
