#include "test.h"
#include "map_fixture.h"
#include "base/random.h"

static void add_node(struct journey *journey, enum node_kind kind, int parent, int step)
{
    int number = journey->nodes++;
    journey->node[number] = (struct node){ .kind = kind, .parent = parent, .first_child = NONE, .next_sibling = NONE,
                                           .step = step, .phase = NONE, .share = NAN };
    if (parent == NONE)
        return;
    int *place = &journey->node[parent].first_child;
    while (*place != NONE)
        place = &journey->node[*place].next_sibling;
    *place = number;
}

static void make_steps(struct journey *journey, int steps, int institutions, struct random_stream *random)
{
    journey->step = arena_alloc(&journey->arena, (size_t)steps * sizeof *journey->step);
    journey->steps = steps;
    for (int i = 0; i < steps; i++) {
        struct step *step = &journey->step[i];
        *step = (struct step){
            .id = arena_printf(&journey->arena, "s%d", i),
            .institution = (int)random_below(random, (uint32_t)institutions),
            .channels = 1,
            .takes = 60 * (int64_t)random_below(random, 200),
            .queue = SECONDS_ABSENT,
            .travel = SECONDS_ABSENT,
            .wait = random_below(random, 4) ? DURATION_NONE
                                            : (struct duration){ 0, 86400 * (int64_t)(1 + random_below(random, 200)) },
            .limit = DURATION_NONE,
            .kind = KIND_PRODUCTIVE,
            .phase = journey->phases ? i * journey->phases / steps : NONE,
            .titles = 1,
        };
        step->via[0] = (enum channel)(1 + random_below(random, CHANNEL_COUNT - 1));
        step->title = arena_alloc(&journey->arena, sizeof *step->title);
        step->title[0] = (struct translation){ "", i % 3 ? "Recevoir la notification de retraite complémentaire"
                                                         : "Déposer le dossier" };
    }
}

static void make_path(struct journey *journey, struct random_stream *random)
{
    journey->node =
        arena_alloc(&journey->arena, 2 * (size_t)journey->steps * sizeof *journey->node + sizeof *journey->node);
    add_node(journey, NODE_SEQUENCE, NONE, NONE);
    journey->root = 0;
    for (int i = 0; i < journey->steps;) {
        int group = i + 3 <= journey->steps && random_below(random, 3) == 0 ? 3 : 1, parent = 0;
        if (group > 1) {
            static const enum node_kind kind[] = { NODE_ANY_ORDER, NODE_ANY_ORDER, NODE_CHOICE, NODE_REPEAT };
            parent = journey->nodes;
            add_node(journey, kind[random_below(random, 4)], 0, NONE);
        }
        for (int j = 0; j < group; j++, i++)
            add_node(journey, NODE_STEP, parent, i);
    }
}

static struct journey *make_journey(int steps, int institutions, int phases, struct random_stream *random)
{
    struct journey *journey = journey_new();
    journey->id = "made";
    journey->titles = 1;
    journey->title = arena_alloc(&journey->arena, sizeof *journey->title);
    journey->title[0] = (struct translation){ "", "Un parcours" };
    journey->institution = arena_alloc(&journey->arena, (size_t)institutions * sizeof *journey->institution);
    journey->institutions = institutions;
    for (int i = 0; i < institutions; i++)
        journey->institution[i] = (struct institution){ .id = arena_printf(&journey->arena, "i%d", i),
                                                        .name = arena_printf(&journey->arena, "Caisse %d", i),
                                                        .self = i == 0 };
    journey->phase = arena_alloc(&journey->arena, (size_t)(phases + 1) * sizeof *journey->phase);
    journey->phases = phases;
    for (int i = 0; i < phases; i++)
        journey->phase[i] = (struct phase){ .name = "Phase" };
    make_steps(journey, steps, institutions, random);
    make_path(journey, random);
    return journey;
}

static struct summary summary_of(int64_t n, double mean)
{
    return (struct summary){ n, mean, mean, mean, { 0.9 * mean, 1.1 * mean } };
}

static struct audit *make_audit(struct map_fixture *fixture, int detours, struct random_stream *random)
{
    struct journey *journey = fixture->journey;
    struct audit *audit = xcalloc(1, sizeof *audit);
    size_t institutions = (size_t)journey->institutions + 1;
    audit->journey = journey;
    audit->log = fixture->log;
    audit->options.min_group = MIN_GROUP;
    audit->step = arena_alloc(&audit->arena, (size_t)journey->steps * sizeof *audit->step);
    audit->by_institution = arena_alloc(&audit->arena, institutions * sizeof(int64_t));
    audit->users_by_institution = arena_alloc(&audit->arena, institutions * sizeof(int64_t));
    for (size_t i = 0; i < institutions; i++)
        audit->by_institution[i] = audit->users_by_institution[i] = 20;
    audit->contacts_per_case = audit->completed_contacts = summary_of(USERS, 15.6);
    audit->completed_redundant = summary_of(USERS, 3.1);
    audit->completed_elapsed = summary_of(USERS, 241.0 * 86400);
    audit->completed_active = audit->completed_unproductive = summary_of(USERS, 9.8 * 3600);
    audit->detour = arena_alloc(&audit->arena, (size_t)(detours + 1) * sizeof *audit->detour);
    audit->detours = (size_t)detours;
    for (int i = 0; i < detours; i++) {
        int before = (int)random_below(random, (uint32_t)journey->steps + 1) - 1,
            after = (int)random_below(random, (uint32_t)journey->steps + 1) - 1;
        int users = MIN_GROUP + (int)random_below(random, USERS - MIN_GROUP);
        audit->detour[i] = (struct detour){
            .verdict = (enum verdict)(1 + random_below(random, VERDICT_COUNT - 1)),
            .step = (int)random_below(random, (uint32_t)journey->steps),
            .institution = (int)random_below(random, (uint32_t)institutions) - 1,
            .planned_before = before,
            .rejoins = after,
            .channel = (enum channel)random_below(random, CHANNEL_COUNT),
            .users = users,
            .contacts = users + (int)random_below(random, 60),
        };
    }
    return audit;
}

void map_fixture_init(struct map_fixture *fixture, int steps, int institutions, int phases, int detours, uint64_t seed)
{
    struct random_stream random = random_stream_new(seed, (uint64_t)steps, 1);
    *fixture =
        (struct map_fixture){ .journey = make_journey(steps, institutions, phases, &random), .log = event_log_new() };
    fixture->audit = make_audit(fixture, detours, &random);
}

void map_fixture_release(struct map_fixture *fixture)
{
    arena_release(&fixture->audit->arena);
    free(fixture->audit);
    event_log_free(fixture->log);
    journey_free(fixture->journey);
    diagnostics_release(&fixture->diagnostics);
}
