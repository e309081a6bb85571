#include "cli/fields.h"
#include "cli/load.h"
#include "graph/analysis.h"
#include <string.h>

/* What is wrong with the structure of a journey or net that was read. */
static void check_structure(const struct journey *journey, struct diagnostics *diagnostics)
{
    bool owned = false;
    struct net *net = net_compile(journey, &owned, diagnostics);
    struct analysis *analysis = analysis_new(journey, net);
    analysis_report(analysis, journey, diagnostics);
    analysis_free(analysis);
    if (owned)
        net_free(net);
}

/* "journey 'aid', 6 steps", "12 users, 59 contacts" or "model 'aid', 2 desks" */
static void say_contents(const struct loaded *loaded, struct buffer *out)
{
    if (loaded->journey) {
        int steps = loaded->journey->steps;
        buffer_printf(out, ngettext("journey '%s', %d step", "journey '%s', %d steps", (unsigned long)steps),
                      loaded->journey->id, steps);
    } else if (loaded->population) {
        int desks = loaded->population->desks;
        buffer_printf(out, ngettext("model '%s', %d desk", "model '%s', %d desks", (unsigned long)desks), loaded->population->id,
                      desks);
    } else {
        size_t cases = loaded->log->case_count, contacts = loaded->log->count;
        buffer_printf(out, ngettext("%zu user", "%zu users", cases), cases);
        buffer_printf(out, ngettext(", %zu contact", ", %zu contacts", contacts), contacts);
    }
}

static void say_result(size_t errors, size_t warnings, struct buffer *out)
{
    if (errors)
        buffer_printf(out, ngettext("%zu error", "%zu errors", errors), errors);
    else
        buffer_add_string(out, _("no error"));
    if (warnings)
        buffer_printf(out, ngettext(", %zu warning", ", %zu warnings", warnings), warnings);
}

static void say_file(const struct loaded *loaded, const char *path, size_t errors, size_t warnings, struct buffer *out)
{
    struct buffer contents = { 0 }, result = { 0 };
    say_result(errors, warnings, &result);
    add_plain(out, strcmp(path, "-") ? path : "<stdin>", 4096);      /* as the messages call it */
    if (loaded->journey || loaded->log || loaded->population) {
        say_contents(loaded, &contents);
        buffer_add_string(out, ": ");
        buffer_printf(out, _("%s: %s"), buffer_text(&contents), buffer_text(&result));
    } else {
        buffer_printf(out, ": %s", buffer_text(&result));
    }
    buffer_add_char(out, '\n');
    buffer_release(&contents);
    buffer_release(&result);
}

static enum exit_status check_file(const char *path, const struct log_options *options, struct invocation *invocation)
{
    struct diagnostics *diagnostics = &invocation->diagnostics;
    size_t errors = diagnostics->errors, warnings = diagnostics->warnings;
    bool unreadable_before = diagnostics->unreadable;
    diagnostics->unreadable = false;
    struct loaded loaded;
    enum exit_status status = load_file(&loaded, path, options, diagnostics);
    if (loaded.journey)
        check_structure(loaded.journey, diagnostics);
    say_file(&loaded, path, diagnostics->errors - errors, diagnostics->warnings - warnings, &invocation->out);
    loaded_release(&loaded);
    diagnostics->unreadable |= unreadable_before;
    return status == STATUS_DONE && diagnostics->errors > errors ? STATUS_INPUT : status;
}

static enum exit_status run(struct invocation *invocation)
{
    struct log_options options;
    if (!contacts_options(invocation, &options))
        return STATUS_USAGE;
    enum exit_status status = STATUS_DONE;
    for (int i = 0; i < invocation->operands; i++) {
        enum exit_status one = check_file(invocation->operand[i], &options, invocation);
        status = one > status ? one : status;
    }
    return status;
}

static const struct option_spec OPTIONS[] = { CONTACTS_OPTIONS, COMMON_OPTIONS, { 0 } };

const struct command CHECK_COMMAND = {
    .name = "check",
    .operands = N_("FILE…"),
    .summary = N_("say what is wrong in journeys, nets, contacts and models, and where"),
    .details = N_(
        "Each message on standard error names the file, the line and the column, and says what was expected. Standard "
        "output has one line a file. A journey is also checked as a whole: steps that can never happen, places "
        "where a user can be stuck, documents needed before anyone can give them or asked again although an "
        "institution of the journey has them. A simulation model is read with its journey: desks for nobody and rules "
        "that never apply are found. The exit status is 1 if there is an error; warnings leave it at 0."),
    .options = OPTIONS,
    .minimum = 1,
    .maximum = -1,
    .run = run,
};
