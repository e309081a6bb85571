#include "align/product_internal.h"
#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* A place that lacks a token for `transition`, or NONE; of several, the one that the fewest can fill. Inputs are
 * ascending, so equal ones are neighbours. */
static int lacking(const struct product *product, int transition, const unsigned char *marking)
{
    const struct net_transition *it = &product->net->transition[transition];
    int place = NONE, fewest = INT_MAX;
    for (int i = 0, needed = 1; i < it->inputs; i++) {
        int at = it->input[i];
        needed = i && at == it->input[i - 1] ? needed + 1 : 1;
        if (marking[at] < needed && product->feeders.start[at + 1] - product->feeders.start[at] < fewest) {
            place = at;
            fewest = product->feeders.start[at + 1] - product->feeders.start[at];
        }
    }
    return place;
}

int product_gain(const struct net *net, int transition, int place)
{
    const struct net_transition *it = &net->transition[transition];
    int gain = 0;
    for (int i = 0; i < it->inputs; i++)
        gain -= it->input[i] == place;
    for (int o = 0; o < it->outputs; o++)
        gain += it->output[o] == place;
    return gain;
}

bool product_enabled(const struct product *product, int transition, const unsigned char *marking)
{
    return lacking(product, transition, marking) == NONE;
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

/* What competes with `transition`, which can happen, for its tokens. Those who only look at a token and put it back
 * don't disturb each other. */
static void pull_rivals(struct product *product, int transition)
{
    const struct net_transition *it = &product->net->transition[transition];
    const struct net_index *consumers = &product->consumers;
    for (int i = 0; i < it->inputs; i++) {
        int place = it->input[i];
        bool looks = product_gain(product->net, transition, place) >= 0;
        for (int k = consumers->start[place]; k < consumers->start[place + 1]; k++)
            if (!looks || product_gain(product->net, consumers->item[k], place) < 0)
                pull(product, consumers->item[k]);
    }
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
        int t = product->pulled[k], place = lacking(product, t, marking);
        if (place != NONE) {
            pull_all(product, &product->feeders, place);
            continue;
        }
        product->enabled[product->enabled_count++] = t;
        pull_rivals(product, t);
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
        pull_all(product, &product->feeders, place);
}

/* --- silent transitions that may as well come at once -------------------------------------------------------------- */

enum { RIVALS_MAXIMUM = 16 };

/* Do two lists of places differ only in that one has p where the other has q? Each of them does. */
static bool same_but(const int *a, const int *b, int count, int p, int q)
{
    for (int i = 0, j = 0; i < count || j < count; i++, j++) {
        i += i < count && a[i] == p;
        j += j < count && b[j] == q;
        if ((i < count) != (j < count) || (i < count && a[i] != b[j]))
            return false;
    }
    return true;
}

/* A transition that does with a token on q what `rival` does with one on p. */
static bool has_twin(const struct product *product, int rival, int p, int q)
{
    const struct net_transition *it = &product->net->transition[rival];
    for (int k = product->consumers.start[q]; k < product->consumers.start[q + 1]; k++) {
        const struct net_transition *twin = &product->net->transition[product->consumers.item[k]];
        if (twin->step == it->step && twin->automatic == it->automatic && twin->inputs == it->inputs &&
            twin->outputs == it->outputs && same_but(it->input, twin->input, it->inputs, p, q) &&
            same_but(it->output, twin->output, it->outputs, NONE, NONE))
            return true;
    }
    return false;
}

/* Silent p -> q alone, where whatever else takes from p has a twin that takes from q: nothing is lost on q. */
static bool loses_nothing(const struct product *product, int transition)
{
    const struct net_transition *it = &product->net->transition[transition];
    if (it->step != NET_SILENT || it->inputs != 1 || it->outputs != 1 || it->input[0] == it->output[0])
        return false;
    int p = it->input[0], q = it->output[0], first = product->consumers.start[p], end = product->consumers.start[p + 1];
    bool nothing = end - first <= RIVALS_MAXIMUM;
    for (int k = first; k < end && nothing; k++)
        nothing = product->consumers.item[k] == transition || has_twin(product, product->consumers.item[k], p, q);
    return nothing;
}

void product_find_slides(struct product *product)
{
    const struct net *net = product->net;
    for (int p = 0; p < net->places; p++)
        product->slide[p] = NONE;
    for (int t = 0; t < net->transitions; t++) {
        if (!loses_nothing(product, t) || product->slide[net->transition[t].input[0]] != NONE)
            continue;
        int at = net->transition[t].output[0];
        while (product->slide[at] != NONE)
            at = net->transition[product->slide[at]].output[0];
        if (at != net->transition[t].input[0]) /* a circle would lead nowhere */
            product->slide[net->transition[t].input[0]] = t;
    }
}

static bool find_slide(struct product *product, const unsigned char *marking)
{
    for (int p = 0; p < product->net->places; p++)
        if (marking[p] > product->net->final[p] && product->slide[p] != NONE) {
            begin_set(product);
            product->enabled[product->enabled_count++] = product->slide[p];
            return true;
        }
    return false;
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
        for (int i = product->by_step.start[activity->candidate[k]];
             i < product->by_step.start[activity->candidate[k] + 1]; i++) {
            int t = product->by_step.item[i];
            if (product_enabled(product, t, product_marking(product, marking)))
                add_move(product, MOVE_MATCH, t, position + 1, product_fire(product, t, marking), false, by[k]);
        }
}

void product_find_moves(struct product *product, uint32_t position, uint32_t marking, bool in_block)
{
    const unsigned char *tokens = product_marking(product, marking);
    bool last = (int)position == product->search->contacts;
    product->moves = 0;
    if (find_slide(product, tokens)) {
        /* it is the set */
    } else if (last) {
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

void product_find_silent(struct product *product, uint32_t marking, int step)
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
        missing = lacking(product, t, tokens);
        if (missing != NONE) {
            pull_all(product, &product->feeders, missing);
            continue;
        }
        product->enabled[product->enabled_count++] = t;
        pull_rivals(product, t);
    }
}
