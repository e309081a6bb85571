/* What the network shows: institutions, hand-offs, groups; small ones folded, light ones left out. */
#include "base/format.h"
#include "base/message.h"
#include "draw/network.h"
#include "graph/one_stop.h"
#include "measure/shown.h"
#include <math.h>
#include <stdlib.h>

/* Hand-offs while they are gathered, between institutions. */
struct gathering {
    struct picture *picture;
    const struct journey *journey;
    const struct run *run;              /* the reference run */
    struct hand_off *hand_off; int count;
    double *lived;                      /* per user; NAN: none, or of too few users */
    int *node_of;                       /* [institutions] */
};

/* --- planned --- */

static int compare_pairs(const void *left, const void *right)
{
    const struct hand_off *a = left, *b = right;
    return a->from != b->from ? (a->from > b->from) - (a->from < b->from) : (a->to > b->to) - (a->to < b->to);
}

/* Along the reference run, as the audit counts them: an unknown institution breaks the chain, users' own is passed. */
static void gather_planned(struct gathering *gathering)
{
    const struct run *run = gathering->run;
    int before = NONE, count = 0;
    struct hand_off *list = arena_alloc(&gathering->picture->arena, ((size_t)run->count + 1) * sizeof *list);
    for (int i = 0; i < run->count; i++) {
        const struct step *step = &gathering->journey->step[run->occurrence[i].step];
        if (step->automatic || institution_is_self(gathering->journey, step->institution))
            continue;
        if (before != NONE && step->institution != NONE && before != step->institution)
            list[count++] = (struct hand_off){ before, step->institution, 1, 0 };
        before = step->institution;
    }
    qsort(list, (size_t)count, sizeof *list, compare_pairs);
    int kept = 0;
    for (int i = 0; i < count; i++)
        if (kept && !compare_pairs(&list[kept - 1], &list[i]))
            list[kept - 1].planned++;
        else
            list[kept++] = list[i];
    gathering->hand_off = list;
    gathering->count = kept;
}

/* --- lived --- */

static void gather_lived(struct gathering *gathering, struct network *network)
{
    const struct audit *audit = gathering->picture->audit;
    struct shown shown;
    shown_init(&shown, audit);
    gathering->hand_off = audit->hand_off;
    gathering->count = (int)audit->hand_offs;
    gathering->lived = arena_alloc(&gathering->picture->arena, (audit->hand_offs + 1) * sizeof *gathering->lived);
    for (int i = 0; i < gathering->count; i++) {
        bool told = shown.hand_off_users[i] > 0 &&
                    (audit->told ? audit->told->hand_off[i] : audit_shown(audit, shown.hand_off_users[i]));
        gathering->lived[i] =
            told ? (double)audit->hand_off[i].lived / (double)audit->contacts_per_case.n : (double)NAN;
        network->folded += !told && audit->hand_off[i].lived > 0 && !audit->hand_off[i].planned;
    }
    shown_release(&shown);
}

/* --- institutions --- */

static int64_t planned_contacts(const struct gathering *gathering, int institution)
{
    int64_t contacts = 0;
    for (int i = 0; i < gathering->run->count; i++) {
        const struct step *step = &gathering->journey->step[gathering->run->occurrence[i].step];
        contacts += step->institution == institution && !step->automatic;
    }
    return contacts;
}

static const char *users_line(struct picture *picture, int institution)
{
    const struct audit *audit = picture->audit;
    int64_t users = audit->users_by_institution[institution];
    int all = (int)audit->contacts_per_case.n, least = audit->options.min_group;
    if (users && !audit_shown(audit, users))
        return arena_printf(&picture->arena, _("fewer than %d users"), least);
    if (users < all && !audit_shown(audit, all - users))
        return grouped_text(picture, arena_printf(&picture->arena, _("more than %d users"), all - least));
    if (audit->told && audit->told->institution_users[institution] == TOLD_FOLDED)
        return arena_printf(&picture->arena, _("%d users or more"),
                            (int)(audit->told->institution_least[institution] > least
                                      ? audit->told->institution_least[institution] : least));
    return grouped_text(
        picture, arena_printf(&picture->arena, ngettext("%d user", "%d users", (unsigned long)users), (int)users));
}

static struct network_node make_node(struct gathering *gathering, int institution)
{
    struct picture *picture = gathering->picture;
    const struct audit *audit = picture->audit;
    struct network_node node = { institution, planned_contacts(gathering, institution), (double)NAN, { "", "" }, 0, 0 };
    if (!audit) {
        node.lines[0] = arena_printf(
            &picture->arena, ngettext("%d planned contact", "%d planned contacts", (unsigned long)node.planned),
            (int)node.planned);
        return node;
    }
    int64_t users = audit->users_by_institution[institution];
    node.lines[1] = users_line(picture, institution);
    if (!users || !audit_institution(audit, institution)) {
        node.lines[0] = arena_printf(
            &picture->arena, ngettext("%d planned contact", "%d planned contacts", (unsigned long)node.planned),
            (int)node.planned);
        return node;
    }
    node.contacts = (double)audit->by_institution[institution] / (double)audit->contacts_per_case.n;
    /* contacts per user */
    node.lines[0] = arena_printf(&picture->arena,
                                 ngettext("%s contact (planned %s)", "%s contacts (planned %s)",
                                          plural_of(node.contacts, 1)),
                                 per_user_text(picture, node.contacts),
                                 number_text(picture, (double)node.planned, 0));
    return node;
}

static double node_weight(const struct network_node *node)
{
    return isfinite(node->contacts) ? node->contacts : (double)node->planned;
}

static int compare_nodes(const void *left, const void *right)
{
    const struct network_node *a = left, *b = right;
    double wa = node_weight(a), wb = node_weight(b);
    return wa != wb ? (wa < wb) - (wa > wb) : (a->institution > b->institution) - (a->institution < b->institution);
}

static int compare_places(const void *left, const void *right)
{
    const struct network_node *a = left, *b = right;
    return (a->institution > b->institution) - (a->institution < b->institution);
}

/* Those that plan contacts, or with contacts of enough users; the heaviest if they are many, in file order. */
static void gather_nodes(struct gathering *gathering, struct network *network)
{
    const struct journey *journey = gathering->journey;
    struct arena *arena = &gathering->picture->arena;
    network->node = arena_alloc(arena, ((size_t)journey->institutions + 1) * sizeof *network->node);
    gathering->node_of = arena_alloc(arena, ((size_t)journey->institutions + 1) * sizeof(int));
    for (int i = 0; i < journey->institutions; i++) {
        if (journey->institution[i].self)
            continue;
        struct network_node node = make_node(gathering, i);
        if (node_weight(&node) > 0)
            network->node[network->nodes++] = node;
    }
    if (network->nodes > NETWORK_NODES) {
        qsort(network->node, (size_t)network->nodes, sizeof *network->node, compare_nodes);
        network->nodes_left_out = network->nodes - NETWORK_NODES;
        network->nodes = NETWORK_NODES;
        qsort(network->node, (size_t)network->nodes, sizeof *network->node, compare_places);
    }
    for (int i = 0; i < journey->institutions; i++)
        gathering->node_of[i] = NONE;
    for (int i = 0; i < network->nodes; i++)
        gathering->node_of[network->node[i].institution] = i;
}

/* --- hand-offs --- */

/* As it is read: with one decimal. */
static double rounded(double value) { return round(10 * value) / 10; }

static void judge(struct picture *picture, struct network_edge *edge, bool lived)
{
    double planned = (double)edge->planned;
    edge->label = "";
    if (!lived) {
        edge->kind = NETWORK_AS_PLANNED;
        if (edge->planned > 1)
            edge->label = arena_printf(&picture->arena, "× %d", (int)edge->planned);
        return;
    }
    edge->kind = !isfinite(edge->lived)            ? NETWORK_NOT_LIVED
                 : !edge->planned                  ? NETWORK_UNPLANNED
                 : rounded(edge->lived) > planned  ? NETWORK_MORE
                                                   : NETWORK_AS_PLANNED;
    edge->as_often = edge->kind == NETWORK_AS_PLANNED && !(rounded(edge->lived) < planned);
    if (edge->kind != NETWORK_NOT_LIVED && !edge->as_often)
        edge->label = arena_printf(&picture->arena, _("%s (planned %s)"), per_user_text(picture, edge->lived),
                                   number_text(picture, planned, 0));
}

static int compare_weights(const void *left, const void *right)
{
    const struct network_edge *a = left, *b = right;
    if (a->weight != b->weight)
        return (a->weight < b->weight) - (a->weight > b->weight);
    return a->from != b->from ? (a->from > b->from) - (a->from < b->from) : (a->to > b->to) - (a->to < b->to);
}

/* Only the heaviest where they are many. */
static void thin_out(struct network *network)
{
    double sum = 0, kept = 0;
    int keep = 0;
    for (int i = 0; i < network->edges; i++)
        sum += network->edge[i].weight;
    while (keep < network->edges && keep < NETWORK_EDGES_MOST &&
           (keep < NETWORK_EDGES || kept < NETWORK_COVERED * sum))
        kept += network->edge[keep++].weight;
    network->light = network->edges - keep;
    network->light_share = sum > 0 ? 1 - kept / sum : 0;
    network->edges = keep;
}

static void gather_edges(struct gathering *gathering, struct network *network)
{
    struct picture *picture = gathering->picture;
    network->edge = arena_alloc(&picture->arena, ((size_t)gathering->count + 1) * sizeof *network->edge);
    for (int i = 0; i < gathering->count; i++) {
        const struct hand_off *hand_off = &gathering->hand_off[i];
        int from = gathering->node_of[hand_off->from], to = gathering->node_of[hand_off->to];
        double lived = network->lived ? gathering->lived[i] : (double)NAN;
        if (from == NONE || to == NONE || (!hand_off->planned && !isfinite(lived)))
            continue;
        struct network_edge edge = { .from = from, .to = to, .planned = hand_off->planned, .lived = lived };
        edge.weight = isfinite(lived) ? lived : network->lived ? 0 : (double)hand_off->planned;
        judge(picture, &edge, network->lived);
        network->edge[network->edges++] = edge;
    }
    qsort(network->edge, (size_t)network->edges, sizeof *network->edge, compare_weights);
    thin_out(network);
    network->largest = network->edges ? network->edge[0].weight : 0;
    int labels = 0;
    for (int i = 0; i < network->edges; i++)
        if (*network->edge[i].label && labels++ >= NETWORK_LABELS)
            network->edge[i].label = "";
}

/* --- groups --- */

static void gather_groups(struct network *network, struct arena *arena)
{
    size_t n = (size_t)network->nodes;
    double *passed = arena_alloc(arena, (n * n + 1) * sizeof *passed);
    int *group = arena_alloc(arena, (n + 1) * sizeof *group);
    for (int i = 0; i < network->edges; i++)
        passed[(size_t)network->edge[i].from * n + (size_t)network->edge[i].to] = network->edge[i].weight;
    network->groups = one_stop_groups(passed, network->nodes, group);
    network->group = arena_alloc(arena, ((size_t)network->groups + 1) * sizeof *network->group);
    for (int g = 0; g < network->groups; g++) {
        struct network_group *made = &network->group[g];
        made->node = arena_alloc(arena, n * sizeof *made->node);
        for (int i = 0; i < network->nodes; i++)
            if (group[i] == g)
                made->node[made->count++] = i;
        one_stop_weight(passed, network->nodes, group, g, &made->inside, &made->all);
    }
}

bool network_init(struct network *network, struct picture *picture, const struct view_request *request,
                  struct diagnostics *diagnostics)
{
    struct run run = { 0 };
    struct gathering gathering = { .picture = picture, .journey = request->journey, .run = &run };
    *network = (struct network){ .lived = picture->audit != NULL };
    if (request->audit)
        gathering.run = &request->audit->theory.run;
    else if (!run_reference(&run, request->journey, request->net, diagnostics))
        return false;
    if (network->lived)
        gather_lived(&gathering, network);
    else
        gather_planned(&gathering);
    gather_nodes(&gathering, network);
    gather_edges(&gathering, network);
    gather_groups(network, &picture->arena);
    run_release(&run);
    return true;
}
