#include "align/product_internal.h"
#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* A place that lacks a token for `transition`, or NONE. Inputs are ascending, so equal ones are neighbours. */
static int lacking(const struct net *net, int transition, const unsigned char *marking)
{
    const struct net_transition *it = &net->transition[transition];
    for (int i = 0, needed = 1; i < it->inputs; i++) {
        needed = i && it->input[i] == it->input[i - 1] ? needed + 1 : 1;
        if (marking[it->input[i]] < needed)
            return it->input[i];
    }
    return NONE;
}

bool product_enabled(const struct net *net, int transition, const unsigned char *marking)
{
    return lacking(net, transition, marking) == NONE;
}

uint32_t product_fire(struct product *product, int transition, uint32_t marking)
{
    const struct net_transition *it = &product->net->transition[transition];
    unsigned char *result = product->scratch;
    size_t places = (size_t)product->net->places;
    memcpy(result, product_marking(product, marking), places);
    for (int i = 0; i < it->inputs; i++)
        result[it->input[i]]--;
    for (int i = 0; i < it->outputs; i++)
        if (++result[it->output[i]] > MARKING_TOKENS_MAXIMUM)
            product->unbounded = true;
    return interner_add(&product->markings, (const char *)result, places);
}

/* --- stubborn sets ---------------------------------------------------------------------------------------------- */

static void begin_set(struct product *product)
{
    product->stamp++;
    product->pulled_count = product->enabled_count = 0;
    product->with_contact = false;
}

static void pull(struct product *product, int transition)
{
    if (product->pulled_at[transition] == product->stamp)
        return;
    product->pulled_at[transition] = product->stamp;
    product->pulled[product->pulled_count++] = transition;
}

static void pull_all(struct product *product, const struct net_index *index, int at)
{
    for (int i = index->start[at]; i < index->start[at + 1]; i++)
        pull(product, index->item[i]);
}

/* All that can read the contact at hand; extra is always among it. */
static void pull_contact(struct product *product, uint32_t position)
{
    const struct activity *activity = product->search->activity[position];
    product->with_contact = true;
    for (int k = 0; k < activity->candidates; k++)
        pull_all(product, &product->by_step, activity->candidate[k]);
}

static bool may_be_read(const struct product *product, uint32_t position, int step)
{
    const uint64_t *rest = product->search->rest_steps + (size_t)position * (size_t)product->search->graph.words;
    return step != NET_SILENT && rest[step / 64] >> (step % 64) & 1;
}

/* Close the set that was begun. False, half done, if more than `most` moves of it can happen, or if `alone` and it
 * comes to read a contact. */
static bool close_set(struct product *product, uint32_t position, const unsigned char *marking, int most, bool alone)
{
    const struct net *net = product->net;
    for (int k = 0; k < product->pulled_count; k++) {
        int t = product->pulled[k], place = lacking(net, t, marking);
        if (place != NONE) {
            pull_all(product, &product->producers, place);
            continue;
        }
        product->enabled[product->enabled_count++] = t;
        for (int i = 0; i < net->transition[t].inputs; i++)
            pull_all(product, &product->consumers, net->transition[t].input[i]);
        if (!product->with_contact && may_be_read(product, position, net->transition[t].step)) {
            if (alone)
                return false;
            pull_contact(product, position);
        }
        if (product->enabled_count > most)
            return false;
    }
    return true;
}

/* Begin with what can take a token from a place that holds too many for the end; false if it doesn't. */
static bool begin_with_surplus(struct product *product, const unsigned char *marking, int place)
{
    if (marking[place] <= product->net->final[place])
        return false;
    begin_set(product);
    pull_all(product, &product->consumers, place);
    return true;
}

/* No place holds too many: begin with what can fill the first that lacks some. */
static void begin_with_lack(struct product *product, const unsigned char *marking)
{
    int place = 0;
    begin_set(product);
    while (place < product->net->places && marking[place] >= product->net->final[place])
        place++;
    if (place < product->net->places)
        pull_all(product, &product->producers, place);
}

/* A set of one move that reads no contact (or of none: then there is no way on). */
static bool find_forced(struct product *product, uint32_t position, const unsigned char *marking)
{
    for (int p = 0; p < product->net->places; p++)
        if (begin_with_surplus(product, marking, p) && close_set(product, position, marking, 1, true))
            return true;
    return false;
}

/* All contacts are read: the smallest set that some place gives. */
static void find_last(struct product *product, uint32_t position, const unsigned char *marking)
{
    int best = NONE, fewest = INT_MAX;
    for (int p = 0; p < product->net->places && fewest > 1; p++)
        if (begin_with_surplus(product, marking, p) && close_set(product, position, marking, fewest - 1, true)) {
            best = p;
            fewest = product->enabled_count;
        }
    if (best == NONE || !begin_with_surplus(product, marking, best))
        begin_with_lack(product, marking);
    close_set(product, position, marking, INT_MAX, false);
}

/* --- the moves of one state ------------------------------------------------------------------------------------- */

static void add_move(struct product *product, int kind, int transition, uint32_t position, uint32_t marking,
                     bool in_block, weight by)
{
    GROW(product->move, product->moves, product->moves_capacity);
    product->move[product->moves++] =
        (struct product_move){ (unsigned char)kind, in_block, transition, position, marking, by };
}

static void add_matches(struct product *product, uint32_t position, uint32_t marking)
{
    const struct activity *activity = product->search->activity[position];
    const weight *by = product->match + product->match_start[position];
    for (int k = 0; k < activity->candidates; k++)
        for (int i = product->by_step.start[activity->candidate[k]]; i < product->by_step.start[activity->candidate[k] + 1]; i++) {
            int t = product->by_step.item[i];
            if (product_enabled(product->net, t, product_marking(product, marking)))
                add_move(product, MOVE_MATCH, t, position + 1, product_fire(product, t, marking), false, by[k]);
        }
}

void product_find_moves(struct product *product, uint32_t position, uint32_t marking, bool in_block)
{
    const unsigned char *tokens = product_marking(product, marking);
    bool last = (int)position == product->search->contacts;
    product->moves = 0;
    if (last) {
        find_last(product, position, tokens);
    } else if (!find_forced(product, position, tokens)) {
        begin_set(product);
        pull_contact(product, position);
        close_set(product, position, tokens, INT_MAX, false);
    }
    bool contact = product->with_contact;
    if (contact && !in_block)
        add_move(product, MOVE_EXTRA, NONE, position + 1, marking, false, product->extra[position]);
    for (int k = product->enabled_count; k-- > 0;) {
        int t = product->enabled[k];
        bool silent = product->net->transition[t].step == NET_SILENT;
        add_move(product, silent ? MOVE_SILENT : MOVE_SKIP, t, position, product_fire(product, t, marking),
                 in_block || contact, silent ? 0 : weight_of_cost(1));
    }
    if (contact)
        add_matches(product, position, marking);
}

bool product_find_silent(struct product *product, uint32_t marking, int step)
{
    const struct net *net = product->net;
    const unsigned char *tokens = product_marking(product, marking);
    int place = 0;
    while (step == NONE && place < net->places && !begin_with_surplus(product, tokens, place))
        place++;
    if (step != NONE) {
        begin_set(product);
        pull_all(product, &product->by_step, step);
    } else if (place == net->places) {
        begin_with_lack(product, tokens);
    }
    for (int k = 0; k < product->pulled_count; k++) {
        int t = product->pulled[k], missing;
        if (net->transition[t].step != NET_SILENT && net->transition[t].step != step)
            continue;
        missing = lacking(net, t, tokens);
        if (missing != NONE) {
            pull_all(product, &product->producers, missing);
            continue;
        }
        product->enabled[product->enabled_count++] = t;
        for (int i = 0; i < net->transition[t].inputs; i++)
            pull_all(product, &product->consumers, net->transition[t].input[i]);
    }
    return product->enabled_count > 0;
}
