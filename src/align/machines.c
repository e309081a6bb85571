#include "align/machines.h"
#include "model/journey.h"
#include <stdlib.h>
#include <string.h>

struct net_index net_index_new(const struct net *net, bool outputs)
{
    struct net_index index = { xcalloc((size_t)net->places + 1, sizeof(int)), NULL };
    for (int t = 0; t < net->transitions; t++) {
        const struct net_transition *transition = &net->transition[t];
        for (int i = 0; i < (outputs ? transition->outputs : transition->inputs); i++)
            index.start[outputs ? transition->output[i] : transition->input[i]]++;
    }
    for (int p = 1; p <= net->places; p++)
        index.start[p] += index.start[p - 1]; /* the end of each list, for now */
    index.item = xcalloc((size_t)index.start[net->places] + 1, sizeof(int));
    for (int t = net->transitions; t-- > 0;) {
        const struct net_transition *transition = &net->transition[t];
        for (int i = 0; i < (outputs ? transition->outputs : transition->inputs); i++)
            index.item[--index.start[outputs ? transition->output[i] : transition->input[i]]] = t;
    }
    return index;
}

struct net_index net_index_of_steps(const struct net *net, int steps)
{
    struct net_index index = { xcalloc((size_t)steps + 1, sizeof(int)),
                               xcalloc((size_t)net->transitions + 1, sizeof(int)) };
    for (int t = 0; t < net->transitions; t++)
        if (net->transition[t].step != NET_SILENT)
            index.start[net->transition[t].step]++;
    for (int s = 1; s <= steps; s++)
        index.start[s] += index.start[s - 1];
    for (int t = net->transitions; t-- > 0;)
        if (net->transition[t].step != NET_SILENT)
            index.item[--index.start[net->transition[t].step]] = t;
    return index;
}

void net_index_release(struct net_index *index)
{
    free(index->start);
    free(index->item);
    *index = (struct net_index){ 0 };
}

/* --- finding a machine ------------------------------------------------------------------------------------------ */

enum { BUDGET = 20000000 }; /* places looked at, in all: a fraction of a second */

/* A place that was taken in to serve producer `producer` of place number `at`: input number `input` of it. */
struct choice { int at, producer, input, places; };     /* places: how many there were before */
struct builder {
    const struct net *net; const struct net_index *consumers, *producers;
    int *place, places;                                 /* taken in so far */
    int *number;                                        /* of a place in place[], or NONE */
    unsigned char *takes, *gives;                       /* [transitions]: from how many of its places, to how many */
    int tokens;
    struct choice *choice; int choices, capacity;
    long budget;
};

static bool may_take_in(struct builder *builder, int place)
{
    const struct net_index *consumers = builder->consumers, *producers = builder->producers;
    builder->budget -= 1 + consumers->start[place + 1] - consumers->start[place] + producers->start[place + 1] -
                       producers->start[place];
    if (builder->number[place] != NONE || builder->tokens + builder->net->initial[place] > 1)
        return false;
    for (int i = consumers->start[place]; i < consumers->start[place + 1]; i++)
        if (builder->takes[consumers->item[i]] ||
            (i > consumers->start[place] && consumers->item[i] == consumers->item[i - 1]))
            return false;
    for (int i = producers->start[place]; i < producers->start[place + 1]; i++)
        if (builder->gives[producers->item[i]] ||
            (i > producers->start[place] && producers->item[i] == producers->item[i - 1]))
            return false;
    return true;
}

static void count_arcs(struct builder *builder, int place, int by)
{
    const struct net_index *consumers = builder->consumers, *producers = builder->producers;
    for (int i = consumers->start[place]; i < consumers->start[place + 1]; i++)
        builder->takes[consumers->item[i]] = (unsigned char)(builder->takes[consumers->item[i]] + by);
    for (int i = producers->start[place]; i < producers->start[place + 1]; i++)
        builder->gives[producers->item[i]] = (unsigned char)(builder->gives[producers->item[i]] + by);
    builder->tokens += by * builder->net->initial[place];
}

static void take_in(struct builder *builder, int place)
{
    builder->number[place] = builder->places;
    builder->place[builder->places++] = place;
    count_arcs(builder, place, 1);
}

static void drop_to(struct builder *builder, int places)
{
    while (builder->places > places) {
        int place = builder->place[--builder->places];
        builder->number[place] = NONE;
        count_arcs(builder, place, -1);
    }
}

/* Take in an input of `transition`, from number `input` on; false if none will do. */
static bool serve(struct builder *builder, int at, int producer, int transition, int input)
{
    const struct net_transition *it = &builder->net->transition[transition];
    for (; input < it->inputs; input++)
        if (may_take_in(builder, it->input[input])) {
            GROW(builder->choice, builder->choices, builder->capacity);
            builder->choice[builder->choices++] = (struct choice){ at, producer, input, builder->places };
            take_in(builder, it->input[input]);
            return true;
        }
    return false;
}

/* Take in `place`, and in front of whatever marks a place one more, until nothing is missing. False, and all as it
 * was, if that can't be. */
static bool take_in_closed(struct builder *builder, int place)
{
    const struct net_index *producers = builder->producers;
    int before = builder->places, at = before, producer = 0, input = 0;
    builder->choices = 0;
    if (!may_take_in(builder, place))
        return false;
    take_in(builder, place);
    while (at < builder->places && builder->budget > 0) {
        int i = producers->start[builder->place[at]] + producer;
        if (i == producers->start[builder->place[at] + 1]) {
            at++, producer = input = 0;
        } else if (builder->takes[producers->item[i]] == 1 || serve(builder, at, producer, producers->item[i], input)) {
            producer++, input = 0;
        } else if (builder->choices) { /* the last choice was wrong: the next input instead */
            struct choice last = builder->choice[--builder->choices];
            drop_to(builder, last.places);
            at = last.at, producer = last.producer, input = last.input + 1;
        } else {
            break;
        }
    }
    if (at == builder->places)
        return true;
    drop_to(builder, before);
    return false;
}

/* A machine that all transitions of a step move. */
static bool begin(struct builder *builder, const int *transition, int transitions)
{
    for (int k = 0; k < transitions; k++) {
        const struct net_transition *it = &builder->net->transition[transition[k]];
        bool moved = builder->takes[transition[k]];
        for (int i = 0; i < it->inputs && !moved; i++)
            moved = take_in_closed(builder, it->input[i]);
        if (!moved)
            return false;
    }
    return true;
}

/* Follow the token as far as it goes. */
static void go_on(struct builder *builder)
{
    for (int at = 0; at < builder->places; at++)
        for (int i = builder->consumers->start[builder->place[at]];
             i < builder->consumers->start[builder->place[at] + 1]; i++) {
            int t = builder->consumers->item[i];
            const struct net_transition *transition = &builder->net->transition[t];
            for (int o = 0; o < transition->outputs && !builder->gives[t]; o++)
                take_in_closed(builder, transition->output[o]);
        }
}

/* --- the machine as a graph ------------------------------------------------------------------------------------- */

static int next_place(const struct builder *builder, int transition)
{
    const struct net_transition *it = &builder->net->transition[transition];
    for (int o = 0; o < it->outputs; o++)
        if (builder->number[it->output[o]] != NONE)
            return builder->number[it->output[o]];
    return builder->places;
}

/* Arcs in the order in which costs are passed on: those far from the start first, so that few rounds are needed. */
static void machine_arcs(struct machine *machine, const struct builder *builder, struct arena *arena)
{
    const struct net_index *consumers = builder->consumers;
    int *queue = xcalloc((size_t)machine->places + 1, sizeof *queue), tail = 0, arcs = 0;
    unsigned char *met = xcalloc((size_t)machine->places + 1, 1);
    for (int p = 0; p < machine->places; p++)
        arcs += consumers->start[machine->place[p] + 1] - consumers->start[machine->place[p]];
    machine->arc = arena_alloc(arena, (size_t)arcs * sizeof *machine->arc);
    machine->arcs = arcs;
    for (int p = 0; p < machine->places; p++)
        if (builder->net->initial[machine->place[p]])
            queue[tail++] = p, met[p] = 1;
    for (int head = 0, rest = 0; head < machine->places; head++) {
        for (; head == tail; rest++) /* places that the start does not lead to */
            if (!met[rest])
                queue[tail++] = rest, met[rest] = 1;
        for (int i = consumers->start[machine->place[queue[head]]];
             i < consumers->start[machine->place[queue[head]] + 1]; i++) {
            int to = next_place(builder, consumers->item[i]);
            machine->arc[--arcs] = (struct machine_arc){ queue[head], to, consumers->item[i] };
            if (to < machine->places && !met[to])
                queue[tail++] = to, met[to] = 1;
        }
    }
    free(queue);
    free(met);
}

static void keep_machine(struct machines *machines, const struct builder *builder)
{
    GROW(machines->machine, machines->count, machines->capacity);
    struct machine *machine = &machines->machine[machines->count++];
    *machine = (struct machine){ .places = builder->places, .final = builder->places };
    machine->place = arena_alloc(&machines->arena, (size_t)builder->places * sizeof *machine->place);
    memcpy(machine->place, builder->place, (size_t)builder->places * sizeof *machine->place);
    for (int p = 0; p < machine->places; p++)
        if (builder->net->final[machine->place[p]])
            machine->final = p;
    machine_arcs(machine, builder, &machines->arena);
}

static void index_members(struct machines *machines, const struct net *net)
{
    machines->member_start = arena_alloc(&machines->arena, ((size_t)net->places + 2) * sizeof(int));
    for (int m = 0; m < machines->count; m++)
        for (int p = 0; p < machines->machine[m].places; p++)
            machines->member_start[machines->machine[m].place[p]]++;
    for (int p = 1; p <= net->places; p++)
        machines->member_start[p] += machines->member_start[p - 1];
    machines->member =
        arena_alloc(&machines->arena, (size_t)machines->member_start[net->places] * sizeof *machines->member);
    for (int m = machines->count; m-- > 0;)
        for (int p = 0; p < machines->machine[m].places; p++)
            machines->member[--machines->member_start[machines->machine[m].place[p]]] = (struct machine_member){ m, p };
}

/* Every step that nobody owns yet and that this machine moves. */
static void own(struct machines *machines, struct builder *builder, const struct net_index *by_step, int steps)
{
    for (int s = 0; s < steps; s++) {
        bool all = machines->owner[s] == NONE && by_step->start[s] < by_step->start[s + 1];
        for (int i = by_step->start[s]; all && i < by_step->start[s + 1]; i++)
            all = builder->takes[by_step->item[i]] == 1;
        if (all)
            machines->owner[s] = machines->count;
    }
    builder->budget -= steps;
}

void machines_find(struct machines *machines, const struct net *net, int steps, const struct net_index *consumers,
                   const struct net_index *producers, const struct net_index *by_step)
{
    *machines = (struct machines){ 0 };
    machines->owner = arena_alloc(&machines->arena, (size_t)steps * sizeof(int));
    struct builder builder = { .net = net, .consumers = consumers, .producers = producers, .budget = BUDGET };
    builder.place = xcalloc((size_t)net->places + 1, sizeof *builder.place);
    builder.number = xcalloc((size_t)net->places + 1, sizeof *builder.number);
    builder.takes = xcalloc((size_t)net->transitions + 1, 1);
    builder.gives = xcalloc((size_t)net->transitions + 1, 1);
    for (int p = 0; p < net->places; p++)
        builder.number[p] = NONE;
    for (int s = 0; s < steps; s++)
        machines->owner[s] = NONE;
    for (int s = 0; s < steps; s++) {
        int transitions = by_step->start[s + 1] - by_step->start[s];
        if (machines->owner[s] == NONE && transitions &&
            begin(&builder, by_step->item + by_step->start[s], transitions)) {
            go_on(&builder);
            own(machines, &builder, by_step, steps);
            keep_machine(machines, &builder);
        }
        drop_to(&builder, 0);
    }
    index_members(machines, net);
    free(builder.place), free(builder.number), free(builder.takes), free(builder.gives), free(builder.choice);
}

void machines_release(struct machines *machines)
{
    arena_release(&machines->arena);
    free(machines->machine);
    *machines = (struct machines){ 0 };
}

/* --- costs ------------------------------------------------------------------------------------------------------ */

static weight match_weight(const struct machine_contact *contact, int step)
{
    for (int k = 0; k < contact->candidates; k++)
        if (contact->candidate[k] == step)
            return contact->match[k];
    return WEIGHT_NEVER;
}

/* A row of the table, once the row after it is known (NULL: none). */
static void cost_row(const struct machine *machine, const struct net *net, const struct machine_contact *contact,
                     const unsigned char *pays, const weight *after, weight *row)
{
    for (int p = 0; p <= machine->places; p++)
        row[p] = after ? weight_sum(contact->extra, after[p]) : p == machine->final ? 0 : WEIGHT_NEVER;
    for (int a = 0; after && a < machine->arcs; a++) {
        const struct machine_arc *arc = &machine->arc[a];
        int step = net->transition[arc->transition].step;
        if (step != NET_SILENT)
            row[arc->from] = weight_smaller(row[arc->from], weight_sum(match_weight(contact, step), after[arc->to]));
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (int a = 0; a < machine->arcs; a++) {
            const struct machine_arc *arc = &machine->arc[a];
            int step = net->transition[arc->transition].step;
            weight by = weight_sum(weight_of_cost(step != NET_SILENT && pays[step]), row[arc->to]);
            changed = changed || by < row[arc->from];
            row[arc->from] = weight_smaller(row[arc->from], by);
        }
    }
}

void machine_costs(const struct machine *machine, const struct net *net, const struct machine_contact *contact,
                   int contacts, const unsigned char *pays, weight *table)
{
    size_t width = (size_t)machine->places + 1;
    for (int r = contacts; r >= 0; r--)
        cost_row(machine, net, r < contacts ? &contact[r] : NULL, pays,
                 r < contacts ? table + (size_t)(r + 1) * width : NULL, table + (size_t)r * width);
}
