#include "cli/load.h"
#include "base/number.h"
#include <stdlib.h>
#include <string.h>

struct contacts_choice CONTACTS;

static void log_format_release(struct log_format *format)
{
    free(format->columns);
    format->columns = NULL;
}

void loaded_release(struct loaded *loaded)
{
    journey_free(loaded->journey);
    event_log_free(loaded->log);
    population_free(loaded->population);
    log_format_release(&loaded->format);
    *loaded = (struct loaded){ 0 };
}

enum exit_status failure(const struct diagnostics *diagnostics)
{
    return diagnostics->unreadable ? STATUS_FILE : STATUS_INPUT;
}

enum exit_status load_journey(struct journey **journey, const char *path, struct diagnostics *diagnostics)
{
    *journey = journey_read(path, diagnostics);
    return *journey ? STATUS_DONE : failure(diagnostics);
}

enum exit_status load_population(struct population **population, const char *path, struct diagnostics *diagnostics)
{
    *population = population_read(path, diagnostics);
    return *population ? STATUS_DONE : failure(diagnostics);
}

enum exit_status load_log(struct event_log **log, const char *const *paths, size_t count,
                          const struct log_options *options, struct diagnostics *diagnostics)
{
    struct log_format format = { 0 };
    *log = event_log_read(paths, count, options, &format, diagnostics);
    log_format_release(&format);
    return *log ? STATUS_DONE : failure(diagnostics);
}

enum exit_status load_file(struct loaded *loaded, const char *path, const struct log_options *options,
                           struct diagnostics *diagnostics)
{
    *loaded = (struct loaded){ 0 };
    struct source *source = source_open(path, diagnostics);
    loaded->reader = source ? reader_for(source, diagnostics) : NULL;
    bool good = loaded->reader != NULL;
    if (good && loaded->reader->read_journey) {
        loaded->journey = loaded->reader->read_journey(source, diagnostics);
        good = loaded->journey != NULL;
    } else if (good && loaded->reader->read_population) {
        loaded->population = loaded->reader->read_population(source, diagnostics);
        good = loaded->population != NULL;
    } else if (good) {
        struct event_log *log = event_log_new();
        source_read_ahead(source, options ? options->threads : 0);
        good = loaded->reader->read_log(source, options, log, &loaded->format, diagnostics);
        if (good) {
            event_log_finish(log, diagnostics);
            loaded->log = log;
        } else {
            event_log_free(log);
        }
    }
    source_close(source);
    return good ? STATUS_DONE : failure(diagnostics);
}

/* "1-5", "0-10", "-2-2" */
static bool parse_scale(const char *text, double *low, double *high)
{
    const char *dash = *text ? strchr(text + 1, '-') : NULL;
    return dash && number_parse(text, (size_t)(dash - text), low) && number_parse(dash + 1, strlen(dash + 1), high) &&
           *low < *high;
}

bool contacts_options(struct invocation *invocation, struct log_options *options)
{
    static const enum date_order order[] = { DATE_ORDER_UNKNOWN, DATE_DAY_FIRST, DATE_MONTH_FIRST };
    *options = (struct log_options){ .columns = CONTACTS.columns,
                                     .encoding = CONTACTS.encoding,
                                     .date_order = order[CONTACTS.dates],
                                     .threads = command_threads() };
    if (CONTACTS.satisfaction_scale &&
        !parse_scale(CONTACTS.satisfaction_scale, &options->satisfaction_low, &options->satisfaction_high)) {
        usage_error(
            invocation,
            _("option '--satisfaction-scale': expected the lowest and the highest mark, such as 1-5; found '%s'"),
            CONTACTS.satisfaction_scale);
        return false;
    }
    return true;
}
