#include "align/product_internal.h"
#include <stdlib.h>
#include <string.h>

enum { TABLE_BYTES_MAXIMUM = 64 << 20 }; /* of all machines together, for one case */

static weight pack(struct preference it)
{
    return (weight)(it.institution_channel >> 32) << 85 | (weight)(it.institution_channel & UINT32_MAX) << 68 |
           (weight)(it.outcome_reason >> 32) << 51 | (weight)(it.outcome_reason & UINT32_MAX) << 34 | it.positions;
}

static bool at_best(struct preference *best, struct preference it)
{
    uint64_t low = UINT32_MAX;
#define LARGER(a, b) ((a) > (b) ? (a) : (b))
    best->institution_channel = LARGER(best->institution_channel & ~low, it.institution_channel & ~low) |
                                LARGER(best->institution_channel & low, it.institution_channel & low);
    best->outcome_reason = LARGER(best->outcome_reason & ~low, it.outcome_reason & ~low) |
                           LARGER(best->outcome_reason & low, it.outcome_reason & low);
    best->positions = LARGER(best->positions, it.positions);
#undef LARGER
    return true;
}

/* What each contact loses, as a match and as extra. */
static void weigh_contacts(struct product *product, const struct profile_contact *profile)
{
    const struct search *search = product->search;
    size_t n = (size_t)search->contacts;
    product->extra = xrealloc(product->extra, (n + 1) * sizeof *product->extra);
    product->match_start = xrealloc(product->match_start, (n + 1) * sizeof *product->match_start);
    product->match_start[0] = 0;
    for (size_t i = 0; i < n; i++)
        product->match_start[i + 1] = product->match_start[i] + (uint32_t)search->activity[i]->candidates;
    product->match = xrealloc(product->match, ((size_t)product->match_start[n] + 1) * sizeof *product->match);
    for (size_t i = 0; i < n; i++) {
        const struct activity *activity = search->activity[i];
        weight *match = product->match + product->match_start[i];
        struct preference best = { 0 };
        for (int k = 0; k < activity->candidates; k++) {
            struct preference gain = { 0 };
            if (profile)
                gain = search_gain(search->journey, &profile[i], (uint32_t)i, activity->candidate[k]);
            at_best(&best, gain);
            match[k] = pack(gain);
        }
        for (int k = 0; k < activity->candidates; k++)
            match[k] = pack(best) - match[k];
        product->extra[i] = weight_of_cost(1) + pack(best);
    }
}

/* The machine that owns all steps that contacts of a class may be, or NONE. */
static int class_owner(const struct product *product, const struct activity *activity)
{
    int owner = activity->candidates ? product->machines.owner[activity->candidate[0]] : NONE;
    for (int k = 1; k < activity->candidates; k++)
        if (product->machines.owner[activity->candidate[k]] != owner)
            owner = NONE;
    return owner;
}

/* A contact that may be steps of two machines counts in neither, and then these steps can't count either. */
static void share_out(struct product *product, int *owner_of_class)
{
    const struct search *search = product->search;
    size_t words = (size_t)search->graph.words;
    product->loose = false;
    product->loose_class = xrealloc(product->loose_class, ((size_t)search->classes + 1) * sizeof *product->loose_class);
    for (int s = 0; s < search->journey->steps; s++)
        product->counted[s] = product->machines.owner[s] != NONE;
    for (int k = 0; k < search->classes; k++) {
        const struct activity *activity = search->class_of[k];
        owner_of_class[k] = class_owner(product, activity);
        product->loose_class[k] = activity->candidates && owner_of_class[k] == NONE;
        product->loose = product->loose || product->loose_class[k];
        for (int c = 0; product->loose_class[k] && c < activity->candidates; c++)
            product->counted[activity->candidate[c]] = 0;
    }
    memset(product->loose_steps, 0, words * sizeof *product->loose_steps);
    for (int s = 0; s < search->journey->steps; s++)
        if (!product->counted[s]) {
            product->loose_steps[s / 64] |= UINT64_C(1) << (s % 64);
            product->loose = true;
        }
}

/* One machine's contacts and its table. Without room for it: all its entries are 0, which is a lower bound, too. */
static void fill_table(struct product *product, int number, const int *owner_of_class, size_t *room)
{
    const struct search *search = product->search;
    const struct machine *machine = &product->machines.machine[number];
    struct machine_table *table = &product->table[number];
    size_t n = (size_t)search->contacts;
    struct machine_contact *contact = xcalloc(n + 1, sizeof *contact);
    int contacts = 0;
    table->read = xrealloc(table->read, (n + 1) * sizeof *table->read);
    for (size_t i = 0; i < n; i++) {
        table->read[i] = (uint32_t)contacts;
        if (owner_of_class[search->class_number[i]] == number)
            contact[contacts++] = (struct machine_contact){
                product->extra[i],
                product->match + product->match_start[i],
                search->activity[i]->candidate,
                search->activity[i]->candidates,
            };
    }
    table->read[n] = (uint32_t)contacts;
    size_t size = ((size_t)contacts + 1) * ((size_t)machine->places + 1) * sizeof *table->cost;
    free(table->cost);
    table->cost = NULL;
    if (size <= *room) {
        *room -= size;
        table->cost = xrealloc(NULL, size);
        for (int s = 0; s < search->journey->steps; s++)
            product->pays[s] = product->counted[s] && product->machines.owner[s] == number;
        machine_costs(machine, product->net, contact, contacts, product->pays, table->cost);
    }
    free(contact);
}

void product_prepare(struct product *product, const struct profile_contact *profile)
{
    size_t room = TABLE_BYTES_MAXIMUM;
    int *owner_of_class = xcalloc((size_t)product->search->classes + 1, sizeof *owner_of_class);
    weigh_contacts(product, profile);
    share_out(product, owner_of_class);
    for (int m = 0; m < product->machines.count; m++)
        fill_table(product, m, owner_of_class, &room);
    free(owner_of_class);
}

/* What no table pays for, as in search.c: contacts that nothing can be any more, steps that must come and have no
 * contact left. */
static uint32_t estimate_loose(struct product *product, uint32_t position, const unsigned char *marking)
{
    const struct search *search = product->search;
    size_t words = (size_t)search->graph.words;
    const uint64_t *rest = search->rest_steps + (size_t)position * words;
    const uint32_t *count = search->rest_count ? search->rest_count + (size_t)position * (size_t)search->classes : NULL;
    uint32_t moves = 0;
    memset(product->reach, 0, words * sizeof *product->reach);
    memset(product->must, 0, words * sizeof *product->must);
    for (int p = 0; p < product->net->places; p++)
        for (size_t w = 0; marking[p] && w < words; w++) {
            product->reach[w] |= search->graph.place_reach[(size_t)p * words + w];
            product->must[w] |= search->graph.place_must[(size_t)p * words + w];
        }
    for (size_t w = 0; w < words; w++)
        for (uint64_t gone = product->must[w] & ~rest[w] & product->loose_steps[w]; gone; gone &= gone - 1)
            moves++;
    for (int k = 0; count && k < search->classes; k++)
        if (product->loose_class[k] && count[k] && !search_can_happen(search->class_of[k], product->reach))
            moves += count[k];
    return moves;
}

weight product_estimate(struct product *product, uint32_t position, const unsigned char *marking)
{
    const struct machines *machines = &product->machines;
    weight sum = weight_of_cost(product->search->rest_off_map[position]);
    for (int m = 0; m < machines->count; m++)
        product->token[m] = machines->machine[m].places;
    for (int p = 0; p < product->net->places; p++)
        for (int i = machines->member_start[p]; marking[p] && i < machines->member_start[p + 1]; i++)
            product->token[machines->member[i].machine] = machines->member[i].number;
    for (int m = 0; m < machines->count; m++) {
        const struct machine_table *table = &product->table[m];
        size_t width = (size_t)machines->machine[m].places + 1;
        if (table->cost)
            sum = weight_sum(sum, table->cost[table->read[position] * width + (size_t)product->token[m]]);
    }
    if (product->loose && sum < WEIGHT_NEVER)
        sum = weight_sum(sum, weight_of_cost(estimate_loose(product, position, marking)));
    return sum;
}
