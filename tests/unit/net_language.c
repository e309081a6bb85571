#include "net_language.h"
#include <stdlib.h>
#include <string.h>

enum { STATES_MAXIMUM = 1000000, TOKENS_MAXIMUM = 100 };

static int compare_words(const void *a, const void *b)
{
    const char *const *x = a, *const *y = b;
    size_t m = strlen(*x), n = strlen(*y);
    return m != n ? (m > n) - (m < n) : strcmp(*x, *y);
}

void words_join(const struct interner *words, struct buffer *out)
{
    const char **word = xcalloc(words->count + 1, sizeof *word);
    for (uint32_t i = 0; i < words->count; i++)
        word[i] = interner_text(words, i);
    qsort(word, words->count, sizeof *word, compare_words);
    for (uint32_t i = 0; i < words->count; i++)
        if (*word[i])
            buffer_printf(out, "%s%s", out->length ? " " : "", word[i]);
    free(word);
}

static bool fire(const struct net *net, const struct net_transition *transition, const char *marking, char *next)
{
    memcpy(next, marking, (size_t)net->places);
    for (int i = 0; i < transition->inputs; i++)
        if (!next[transition->input[i]]--)
            return false;
    for (int i = 0; i < transition->outputs; i++)
        if (++next[transition->output[i]] > TOKENS_MAXIMUM)
            return false;
    return true;
}

bool net_language(const struct journey *journey, int length, struct buffer *out)
{
    const struct net *net = journey->given_net;
    size_t places = (size_t)net->places;
    struct interner states = { 0 }, words = { 0 };      /* a state: marking, then the word so far */
    char *next = xcalloc(places + (size_t)length + 2, 1);
    interner_add_string(&states, "");
    interner_add_string(&words, "");
    memcpy(next, net->initial, places);
    interner_add(&states, next, places);
    for (uint32_t s = 1; s < states.count && states.count < STATES_MAXIMUM; s++) {
        const char *state = interner_text(&states, s), *word = state + places;
        size_t letters = strlen(word);
        if (!memcmp(state, net->final, places))
            interner_add_string(&words, letters ? word : "-");
        for (int t = 0; t < net->transitions; t++) {
            int step = net->transition[t].step;
            bool visible = step != NET_SILENT;
            if ((visible && letters == (size_t)length) || !fire(net, &net->transition[t], interner_text(&states, s),
                                                                next))
                continue;
            memcpy(next + places, interner_text(&states, s) + places, letters);
            if (visible)
                next[places + letters] = journey->step[step].id[0];
            interner_add(&states, next, places + letters + visible);
        }
    }
    bool whole = states.count < STATES_MAXIMUM;
    words_join(&words, out);
    free(next);
    interner_release(&states);
    interner_release(&words);
    return whole;
}
