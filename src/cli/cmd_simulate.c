#include "base/message.h"
#include "base/output_file.h"
#include "cli/load.h"
#include "cli/progress.h"
#include "cli/simulated_map.h"
#include "report/simulated_log.h"
#include "report/simulation_json.h"
#include "report/simulation_summary.h"
#include <string.h>

enum { DEFAULT_USERS = 10000, DEFAULT_REPLICATIONS = 10 };

static struct {
    const char *output, *log;
    int64_t users, days, replications, seed;
    struct duration warm_up;
    bool analytic, log_without_reasons;
} chosen = { .replications = DEFAULT_REPLICATIONS, .seed = 1, .warm_up = { -1, -1 } };

/* What the model leaves open and the command line does not say: ten thousand users. */
static struct simulation_options options_of(const struct population *population)
{
    struct simulation_options options = {
        .users = (uint64_t)chosen.users,
        .horizon = chosen.days    ? (double)chosen.days * DAY_SECONDS
                   : chosen.users ? 0
                                  : population->horizon,
        .warm_up =
            duration_given(chosen.warm_up) ? (double)duration_nominal_seconds(chosen.warm_up) : population->warm_up,
        .replications = (int)chosen.replications,
        .seed = (uint64_t)chosen.seed,
        .threads = command_threads(),
    };
    if (!options.users && !(options.horizon > 0))
        options.users = DEFAULT_USERS;
    return options;
}

static void tell(void *context, double done)
{
    (void)context;
    progress_share(done);
}

/* The log goes into the folder unless it names another. */
static void log_path(struct buffer *path)
{
    if (strchr(chosen.log, '/') || !strcmp(chosen.log, "-"))
        buffer_add_string(path, chosen.log);
    else
        buffer_printf(path, "%s/%s", chosen.output, chosen.log);
}

/* A user who leaves goes into the log and, maybe, into the sample that is drawn. */
struct followed { struct simulated_log *log; struct simulated_sample *sample; };

static void follow(void *context, const struct simulated_case *left)
{
    struct followed *followed = context;
    simulated_log_case(followed->log, left);
    simulated_sample_case(followed->sample, left);
}

static bool run_logged(struct simulation **simulation, const struct plan *plan, struct simulation_options *options,
                       struct simulated_sample *sample, struct diagnostics *diagnostics)
{
    struct simulated_log log;
    struct buffer path = { 0 };
    log_path(&path);
    bool good = simulated_log_open(&log, buffer_text(&path), plan, !chosen.log_without_reasons, diagnostics);
    buffer_release(&path);
    if (!good)
        return false;
    struct followed followed = { &log, sample };
    options->leaving = follow;
    options->context = &followed;
    *simulation = simulation_run(plan, options, diagnostics);
    if (*simulation)
        return simulated_log_commit(&log, diagnostics);
    simulated_log_abandon(&log);
    return false;
}

static bool run_sampled(struct simulation **simulation, const struct plan *plan, struct simulation_options *options,
                        struct simulated_sample *sample, struct diagnostics *diagnostics)
{
    options->leaving = simulated_sample_case;
    options->leaving_every = sample->every;
    options->context = sample;
    return (*simulation = simulation_run(plan, options, diagnostics)) != NULL;
}

static bool write_map(const struct simulated_sample *sample, struct diagnostics *diagnostics)
{
    struct buffer path = { 0 };
    struct drawing drawing = { 0 };
    progress_stage(_("drawing"));
    buffer_printf(&path, "%s/map.svg", chosen.output);
    bool good = simulated_map_draw(&drawing, sample, (uint64_t)chosen.seed, diagnostics) &&
                drawing_write_svg(&drawing, buffer_text(&path), diagnostics);
    drawing_release(&drawing);
    buffer_release(&path);
    return good;
}

static bool write_results(struct invocation *invocation, const struct simulation *simulation,
                          const struct analytic *analytic, int drawn)
{
    struct buffer path = { 0 };
    buffer_printf(&path, "%s/simulation.json", chosen.output);
    bool good =
        simulation_json_write(simulation, analytic, chosen.analytic, buffer_text(&path), &invocation->diagnostics);
    buffer_release(&path);
    if (good)
        simulation_summary(&invocation->out, simulation, chosen.analytic ? analytic : NULL, chosen.output, drawn);
    return good;
}

static bool simulate(struct invocation *invocation, const struct population *population)
{
    struct diagnostics *diagnostics = &invocation->diagnostics;
    struct simulation_options options = options_of(population);
    if (options.horizon > 0 && options.warm_up >= options.horizon)
        return diagnostics_error(
            diagnostics, (struct source_position){ .file = population->file },
            _("the warm-up lasts as long as the simulation: expected a shorter one, or more days"));
    options.progress = tell;
    struct plan *plan = plan_new(population, diagnostics);
    size_t errors = diagnostics->errors;
    struct analytic *analytic = plan ? analytic_new(plan, diagnostics) : NULL;
    struct simulation *simulation = NULL;
    bool good = plan && diagnostics->errors == errors;
    good = good && (!analytic || analytic_load_is_bearable(analytic, plan, diagnostics)) &&
           output_directory_make(chosen.output, diagnostics);
    struct simulated_sample sample = { 0 };
    progress_stage(_("simulating"));
    if (good) {
        simulated_sample_init(&sample, plan, &options);
        good = chosen.log ? run_logged(&simulation, plan, &options, &sample, diagnostics)
                          : run_sampled(&simulation, plan, &options, &sample, diagnostics);
        simulated_sample_finish(&sample, diagnostics);
    }
    good = good && write_map(&sample, diagnostics) && write_results(invocation, simulation, analytic, sample.users);
    simulated_sample_release(&sample);
    simulation_free(simulation);
    analytic_free(analytic);
    plan_free(plan);
    return good;
}

static enum exit_status run(struct invocation *invocation)
{
    if (!chosen.output)
        return usage_error(invocation, _("where to? expected -o DIR, the folder for the results"));
    if (chosen.users && chosen.days)
        return usage_error(invocation, _("'--users' and '--days' are two ways to say how long: expected one of them"));
    struct population *population;
    progress_stage(_("reading the model"));
    enum exit_status status = load_population(&population, invocation->operand[0], &invocation->diagnostics);
    if (status == STATUS_DONE && !simulate(invocation, population))
        status = failure(&invocation->diagnostics);
    progress_end();
    population_free(population);
    return status;
}

static const struct option_spec OPTIONS[] = {
    { .name = "output",
      .letter = 'o',
      .kind = OPTION_STRING,
      .argument = N_("DIR"),
      .target = &chosen.output,
      .help = N_("the folder for the results; made if it is not there") },
    { .name = "users",
      .kind = OPTION_INTEGER,
      .argument = N_("N"),
      .minimum = 1,
      .maximum = INT64_C(1000000000000),
      .target = &chosen.users,
      .help = N_("how many users come; it ends when all have left") },
    { .name = "days",
      .kind = OPTION_INTEGER,
      .argument = N_("D"),
      .minimum = 1,
      .maximum = 73000,
      .target = &chosen.days,
      .help = N_("how many days; who is inside at the end is counted as such (default: what the model says, else 10000 "
                 "users)") },
    { .name = "warm-up",
      .kind = OPTION_DURATION,
      .argument = N_("DURATION"),
      .target = &chosen.warm_up,
      .help = N_("leave out who comes before, such as 30d (default: what the model says, else nobody)") },
    { .name = "replications",
      .kind = OPTION_INTEGER,
      .argument = N_("R"),
      .minimum = 1,
      .maximum = 100000,
      .target = &chosen.replications,
      .help = N_("how often, with other chances; intervals come from that (default: 10; with 1, from "
                 "20 batches)") },
    { .name = "seed",
      .kind = OPTION_INTEGER,
      .argument = N_("S"),
      .minimum = 0,
      .maximum = INT64_MAX,
      .target = &chosen.seed,
      .help = N_("the seed of all chance (default: 1)") },
    { .name = "analytic",
      .kind = OPTION_FLAG,
      .target = &chosen.analytic,
      .help = N_("also the exact expectations without queues and calendars") },
    { .name = "log",
      .kind = OPTION_STRING,
      .argument = N_("FILE"),
      .target = &chosen.log,
      .help = N_("the contacts of the first replication, as .csv or .xes, in the folder of the results") },
    { .name = "log-without-reasons",
      .kind = OPTION_FLAG,
      .target = &chosen.log_without_reasons,
      .help = N_("leave out of the log why contacts took place") },
    THREADS_OPTION,
    COMMON_OPTIONS,
    { 0 },
};

const struct command SIMULATE_COMMAND = {
    .name = "simulate",
    .operands = N_("MODEL -o DIR"),
    .summary = N_("send a population through a journey: queues, waits, returns, give-ups"),
    .details = N_(
        "MODEL is a file of models/: who comes, desks and their hours, what goes wrong and what users then do. "
        "Standard "
        "output has the answer in a dozen lines; DIR gets simulation.json with every figure and its interval, and "
        "map.svg, the map of what up to 2,000 of the users met. The log of --log can be given to 'compare' and 'draw' like any other. The same seed gives the same bytes, whatever "
        "the "
        "threads; a change to the model changes only the chances it is about."),
    .options = OPTIONS,
    .minimum = 1,
    .maximum = 1,
    .run = run,
};
