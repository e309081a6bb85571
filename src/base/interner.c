#include "base/interner.h"
#include <stdlib.h>
#include <string.h>

/* FNV-1a over eight bytes at a time, finished with a multiply-xorshift. */
static uint64_t hash_bytes(const char *text, size_t length)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325) ^ length;
    for (; length >= 8; text += 8, length -= 8) {
        uint64_t word;
        memcpy(&word, text, 8);
        hash = (hash ^ word) * UINT64_C(0x9fb21c651e98df25);
        hash ^= hash >> 32;
    }
    uint64_t tail = 0;
    if (length)
        memcpy(&tail, text, length);
    hash = (hash ^ tail) * UINT64_C(0x9fb21c651e98df25);
    return hash ^ hash >> 29;
}

static uint32_t *find_slot(const struct interner *interner, const char *text, size_t length, uint64_t hash)
{
    uint32_t mask = interner->slots - 1, place = (uint32_t)hash & mask;
    for (;; place = (place + 1) & mask) {
        uint32_t number = interner->slot[place];
        if (!number)
            return &interner->slot[place];
        number--;
        if (interner->hash[number] == hash && interner->length[number] == length &&
            (!length || !memcmp(interner->text[number], text, length)))     /* an empty text may be NULL */
            return &interner->slot[place];
    }
}

static void grow(struct interner *interner)
{
    interner->slots = interner->slots ? 2 * interner->slots : 64;
    free(interner->slot);
    interner->slot = xcalloc(interner->slots, sizeof *interner->slot);
    for (uint32_t i = 0; i < interner->count; i++) {
        uint32_t mask = interner->slots - 1, place = (uint32_t)interner->hash[i] & mask;
        while (interner->slot[place])
            place = (place + 1) & mask;
        interner->slot[place] = i + 1;
    }
}

static uint32_t append(struct interner *interner, const char *text, size_t length, uint64_t hash)
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
        uint64_t empty = hash_bytes("", 0);
        *find_slot(interner, "", 0, empty) = append(interner, "", 0, empty) + 1;
    }
    uint64_t hash = hash_bytes(text, length);
    uint32_t *slot = find_slot(interner, text, length, hash);
    if (*slot)
        return *slot - 1;
    if (2 * (interner->count + 1) > interner->slots) {
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
    uint32_t slot = *find_slot(interner, text, length, hash_bytes(text, length));
    return slot ? slot - 1 : INTERNER_NONE;
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
