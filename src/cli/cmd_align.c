#include "align/alignment.h"
#include "base/format.h"
#include "cli/fields.h"
#include "cli/load.h"
#include "cli/progress.h"
#include "cli/unmatched.h"
#include "report/json.h"
#include <limits.h>
#include <math.h>
#include <stdlib.h>

enum { COSTS_SHOWN = 15, NAME_CHARACTERS = 80 };

static struct { bool json; } chosen;

/* What was read and computed; zero is empty. */
struct work {
    struct journey *journey;
    struct event_log *log;
    struct net *net; bool net_owned;
    struct matching *matching;
    struct alignment_set *set;
};

static void work_release(struct work *work)
{
    alignment_set_free(work->set);
    matching_free(work->matching);
    if (work->net_owned)
        net_free(work->net);
    event_log_free(work->log);
    journey_free(work->journey);
}

/* --- JSON --- */

static void move_json(struct json *json, const struct journey *journey, const struct move *move)
{
    static const char *const kind[] = { "match", "extra", "skip" };
    json_put_object_flat(json, NULL);
    json_put_string(json, "kind", kind[move->kind]);
    if (move->contact == NONE)
        json_put_null(json, "contact");
    else
        json_put_integer(json, "contact", move->contact);
    json_put_string(json, "step", move->step == NONE ? NULL : journey->step[move->step].id);
    json_end(json);
}

/* Proven bounds where a limit left the cost open; the upper is null if nothing was found that ends the model. */
static void bounds_json(struct json *json, int64_t lower, int64_t upper)
{
    json_put_array_flat(json, "bounds");
    json_put_integer(json, NULL, lower);
    if (upper == INT64_MAX)
        json_put_null(json, NULL);
    else
        json_put_integer(json, NULL, upper);
    json_end(json);
}

static void trace_json(struct json *json, const struct work *work, size_t number)
{
    const struct variant *variant = &work->set->variant[number];
    const struct log_case *first = &work->log->cases[variant->first_case];
    const struct alignment *alignment = &work->set->alignment[work->set->alignment_of_case[variant->first_case]];
    json_put_object(json, NULL);
    json_put_integer(json, "variant", (int64_t)number);
    json_put_integer(json, "cases", (int64_t)variant->cases);
    json_put_array_flat(json, "contacts");
    for (uint32_t i = 0; i < first->count; i++)
        json_put_string(json, NULL, event_log_text(work->log, work->log->label[first->first + i]));
    json_end(json);
    bool exact = variant->cost.lower == variant->cost.upper;
    if (exact)
        json_put_integer(json, "cost", variant->cost.lower);
    else
        json_put_null(json, "cost");
    if (!exact)
        bounds_json(json, variant->cost.lower, variant->cost.upper == INT_MAX ? INT64_MAX : variant->cost.upper);
    if (exact && !variant->canonical)
        json_put_boolean(json, "canonical", false);
    json_put_array(json, "moves");
    for (int i = 0; i < alignment->moves; i++)
        move_json(json, work->journey, &alignment->move[i]);
    json_end(json);
    json_end(json);
}

/* A fitness, or null and its bounds. */
static void fitness_json(struct json *json, const char *name, double lower, double upper, bool open)
{
    if (!open) {
        json_put_number(json, name, upper);
        return;
    }
    json_put_null(json, name);
    char bounds[32];
    snprintf(bounds, sizeof bounds, "%s_bounds", name);
    json_put_array_flat(json, bounds);
    json_put_number(json, NULL, lower);
    json_put_number(json, NULL, upper);
    json_end(json);
}

static void work_json(const struct work *work, struct buffer *out)
{
    struct json json;
    json_start(&json, out);
    json_put_object(&json, NULL);
    json_put_integer(&json, "cases", (int64_t)work->log->case_count);
    json_put_integer(&json, "variants", (int64_t)work->set->variants);
    const struct alignment_set *set = work->set;
    json_put_object_flat(&json, "cost");
    if (!set->inexact)
        json_put_integer(&json, "total", set->total_cost);
    else
        json_put_null(&json, "total");
    if (set->inexact)
        bounds_json(&json, set->total_cost, set->total_cost_upper);
    json_end(&json);
    json_put_object_flat(&json, "fitness");
    fitness_json(&json, "mean", set->mean_fitness_lower, set->mean_fitness, set->inexact);
    fitness_json(&json, "log", set->log_fitness_lower, set->log_fitness, set->inexact);
    json_end(&json);
    if (set->inexact)
        json_put_integer(&json, "inexact_variants", (int64_t)set->inexact);
    json_put_array(&json, "traces");
    for (size_t i = 0; i < work->set->variants; i++)
        trace_json(&json, work, i);
    json_end(&json);
    json_end(&json);
    json_finish(&json);
}

/* --- for people --- */

/* What one step, or one name off the map, costs over all cases. */
struct step_cost { const char *name; int64_t extra, skipped; int order; };

static int compare_costs(const void *a, const void *b)
{
    const struct step_cost *x = a, *y = b;
    int64_t cost_x = x->extra + x->skipped, cost_y = y->extra + y->skipped;
    return cost_x != cost_y ? (cost_x < cost_y ? 1 : -1) : (x->order > y->order) - (x->order < y->order);
}

/* Steps come first, then the names that stand for no step or for several. */
static int count_costs(const struct work *work, struct step_cost *cost)
{
    const struct journey *journey = work->journey;
    int count = journey->steps + (int)work->matching->activities;
    for (int i = 0; i < count; i++)
        cost[i] = (struct step_cost){ i < journey->steps ? step_title(journey, i)
                        : event_log_text(work->log, work->matching->activity[i - journey->steps].label), 0, 0, i };
    for (size_t c = 0; c < work->log->case_count; c++) {
        const struct alignment *alignment = &work->set->alignment[work->set->alignment_of_case[c]];
        for (int i = 0; i < alignment->moves; i++) {
            const struct move *move = &alignment->move[i];
            if (move->kind == MOVE_SKIP) {
                cost[move->step].skipped++;
            } else if (move->kind == MOVE_EXTRA) {
                size_t row = work->log->cases[c].first + (size_t)move->contact;
                const struct activity *activity = matching_activity(work->matching, work->log, row);
                int own = journey->steps + (int)(activity - work->matching->activity);
                cost[activity->candidates == 1 ? activity->candidate[0] : own].extra++;
            }
        }
    }
    qsort(cost, (size_t)count, sizeof *cost, compare_costs);
    int costly = 0;
    while (costly < count && cost[costly].extra + cost[costly].skipped)
        costly++;
    return costly;
}

static void list_costs(const struct work *work, struct buffer *out)
{
    struct step_cost *cost = xcalloc((size_t)work->journey->steps + work->matching->activities + 1, sizeof *cost);
    int count = count_costs(work, cost);
    if (count)
        buffer_printf(out, "\n%s\n", _("what costs most (contacts that are extra, steps skipped):"));
    for (int i = 0; i < count && i < COSTS_SHOWN; i++) {
        add_count_cell(out, (uint64_t)cost[i].extra, 9);
        add_count_cell(out, (uint64_t)cost[i].skipped, 9);
        buffer_add_string(out, "  ");
        add_plain(out, cost[i].name, NAME_CHARACTERS);
        buffer_add_char(out, '\n');
    }
    if (count > COSTS_SHOWN) {
        buffer_add_string(out, "                    ");
        buffer_printf(out, ngettext("… and %d more\n", "… and %d more\n", (unsigned long)(count - COSTS_SHOWN)),
                      count - COSTS_SHOWN);
    }
    free(cost);
}

/* A figure, or the bounds between which it is proven to lie. */
static void fields_bounds(struct fields *fields, const char *name, double lower, double upper, int decimals)
{
    struct buffer low = { 0 }, high = { 0 };
    format_number(&low, lower, decimals);
    format_number(&high, upper, decimals);
    if (lower < upper)
        fields_add(fields, name, _("between %s and %s"), buffer_text(&low), buffer_text(&high));
    else
        fields_add(fields, name, "%s", buffer_text(&low));
    buffer_release(&low);
    buffer_release(&high);
}

static void work_text(const struct work *work, struct buffer *out)
{
    const struct alignment_set *set = work->set;
    struct fields fields = { 0 };
    size_t conforming = 0;
    for (size_t i = 0; i < set->variants; i++)
        conforming += set->variant[i].cost.upper ? 0 : set->variant[i].cases;
    fields_count(&fields, _("users (cases)"), work->log->case_count);
    fields_count(&fields, _("contacts"), work->log->count);
    fields_count(&fields, _("distinct sequences"), set->variants);
    fields_count(&fields, _("cases as planned"), conforming);
    if (set->inexact)
        fields_count(&fields, _("not aligned exactly (distinct sequences)"), set->inexact);
    fields_bounds(&fields, _("cost"), (double)set->total_cost,
                  set->total_cost_upper == INT64_MAX ? INFINITY : (double)set->total_cost_upper, 0);
    fields_bounds(&fields, _("fitness, mean over cases"), set->mean_fitness_lower, set->mean_fitness, 4);
    fields_bounds(&fields, _("fitness of the log"), set->log_fitness_lower, set->log_fitness, 4);
    fields_bounds(&fields, _("steps of the shortest run"), set->empty_cost.lower,
                  set->empty_cost.upper == INT_MAX ? INFINITY : set->empty_cost.upper, 0);
    fields_write(&fields, out);
    list_costs(work, out);
}

/* --- */

static enum exit_status align(struct work *work, const struct log_options *options, struct invocation *invocation)
{
    struct diagnostics *diagnostics = &invocation->diagnostics;
    progress_stage(_("reading the journey and the contacts"));
    enum exit_status status = load_journey(&work->journey, invocation->operand[0], diagnostics);
    enum exit_status log_status = load_log(&work->log, invocation->operand + 1, 1, options, diagnostics);
    status = log_status > status ? log_status : status;
    if (status != STATUS_DONE)
        return status;
    work->net = net_compile(work->journey, &work->net_owned, diagnostics);
    if (!work->net)
        return failure(diagnostics);
    work->matching = matching_new(work->journey, work->log);
    unmatched_report(work->journey, work->log, work->matching, diagnostics);
    progress_stage(_("aligning"));
    struct align_options align_options = { .threads = command_threads(), .states = (size_t)COMMON.max_states,
                                           .seconds = (double)COMMON.max_seconds };
    work->set = alignment_set_new(work->journey, work->net, work->log, work->matching, &align_options, diagnostics);
    return work->set ? STATUS_DONE : failure(diagnostics);
}

static enum exit_status run(struct invocation *invocation)
{
    struct log_options options;
    if (!contacts_options(invocation, &options))
        return STATUS_USAGE;
    struct work work = { 0 };
    enum exit_status status = align(&work, &options, invocation);
    if (status == STATUS_DONE && chosen.json)
        work_json(&work, &invocation->out);
    else if (status == STATUS_DONE)
        work_text(&work, &invocation->out);
    progress_end();
    work_release(&work);
    return status;
}

static const struct option_spec OPTIONS[] = {
    { .name = "json", .kind = OPTION_FLAG, .target = &chosen.json,
      .help = N_("print every variant with its moves, as JSON") },
    THREADS_OPTION,
    ALIGN_OPTIONS,
    CONTACTS_OPTIONS,
    COMMON_OPTIONS,
    { 0 },
};

const struct command ALIGN_COMMAND = {
    .name = "align",
    .operands = N_("JOURNEY LOG"),
    .summary = N_("find for each case the run of the journey that is nearest to it"),
    .details = N_(
        "A contact that is not in the run is extra and costs 1, a step of the run without a contact is skipped and "
        "costs 1; the run with the lowest cost is taken. Every event of the log counts as a contact. Costs are exact; "
        "where a case would need more than the limits allow, proven bounds are given in their place, and said.\n\n"
        "With --json, a trace is one variant (cases with the same sequence of steps), most frequent first, as its "
        "first case reads; 'contact' is a position in 'contacts' and 'variant' one in 'traces', both from 0; 'step' is "
        "the id of a step, or the name of a transition of a net."),
    .options = OPTIONS,
    .minimum = 2,
    .maximum = 2,
    .run = run,
};
