#include "cli/load.h"
#include "base/number.h"
#include <stdlib.h>
#include <string.h>

struct contacts_choice CONTACTS;

void log_format_release(struct log_format *format)
{
    free(format->columns);
    format->columns = NULL;
}

void loaded_release(struct loaded *loaded)
{
    journey_free(loaded->journey);
    event_log_free(loaded->log);
    log_format_release(&loaded->format);
    *loaded = (struct loaded){ 0 };
}

/* Open a file and find its reader; the status says which of the two went wrong. */
static enum exit_status open_file(const char *path, struct source **source, const struct reader **reader,
                                  struct diagnostics *diagnostics)
{
    *source = source_open(path, diagnostics);
    if (!*source)
        return STATUS_FILE;
    *reader = reader_for(*source, diagnostics);
    if (*reader)
        return STATUS_DONE;
    enum exit_status status = source_unreadable(*source) ? STATUS_FILE : STATUS_INPUT;
    source_close(*source);
    *source = NULL;
    return status;
}

static enum exit_status close_file(struct source *source, bool good)
{
    enum exit_status status = good ? STATUS_DONE : source_unreadable(source) ? STATUS_FILE : STATUS_INPUT;
    source_close(source);
    return status;
}

enum exit_status load_journey(struct journey **journey, const char *path, struct diagnostics *diagnostics)
{
    struct source *source;
    const struct reader *reader;
    enum exit_status status = open_file(path, &source, &reader, diagnostics);
    if (status != STATUS_DONE)
        return status;
    struct source_position at = { .file = path };
    if (reader->read_journey)
        *journey = reader->read_journey(source, diagnostics);
    else
        diagnostics_error(diagnostics, at, _("holds contacts (%s); expected a journey or a net"), reader->name);
    return close_file(source, *journey != NULL);
}

/* Append one file to a log that is being read. */
static enum exit_status append_log(struct event_log *log, const char *path, const struct log_options *options,
                                   struct log_format *format, struct diagnostics *diagnostics)
{
    struct source *source;
    const struct reader *reader;
    enum exit_status status = open_file(path, &source, &reader, diagnostics);
    if (status != STATUS_DONE)
        return status;
    struct source_position at = { .file = path };
    bool good = reader->read_log ? reader->read_log(source, options, log, format, diagnostics)
                                 : diagnostics_error(diagnostics, at, _("holds a journey (%s); expected contacts"), reader->name);
    return close_file(source, good);
}

enum exit_status load_log(struct event_log **log, const char *const *paths, size_t count, const struct log_options *options,
                          struct log_format *format, struct diagnostics *diagnostics)
{
    struct event_log *reading = event_log_new();
    enum exit_status status = STATUS_DONE;
    for (size_t i = 0; i < count; i++) {                /* all of them, so that all mistakes are said at once */
        if (format)
            log_format_release(format);
        enum exit_status one = append_log(reading, paths[i], options, format, diagnostics);
        status = one > status ? one : status;
    }
    if (status != STATUS_DONE) {
        event_log_free(reading);
        return status;
    }
    event_log_finish(reading, diagnostics);
    *log = reading;
    return STATUS_DONE;
}

enum exit_status load_file(struct loaded *loaded, const char *path, const struct log_options *options,
                           struct diagnostics *diagnostics)
{
    struct source *source;
    enum exit_status status = open_file(path, &source, &loaded->reader, diagnostics);
    if (status != STATUS_DONE)
        return status;
    if (loaded->reader->read_journey) {
        loaded->journey = loaded->reader->read_journey(source, diagnostics);
        return close_file(source, loaded->journey != NULL);
    }
    struct event_log *log = event_log_new();
    bool good = loaded->reader->read_log(source, options, log, &loaded->format, diagnostics);
    if (good) {
        event_log_finish(log, diagnostics);
        loaded->log = log;
    } else {
        event_log_free(log);
    }
    return close_file(source, good);
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
    *options = (struct log_options){ .columns = CONTACTS.columns, .encoding = CONTACTS.encoding, .date_order = order[CONTACTS.dates] };
    if (CONTACTS.satisfaction_scale &&
        !parse_scale(CONTACTS.satisfaction_scale, &options->satisfaction_low, &options->satisfaction_high)) {
        usage_error(invocation, _("option '--satisfaction-scale': expected the lowest and the highest mark, such as 1-5; found '%s'"),
                    CONTACTS.satisfaction_scale);
        return false;
    }
    return true;
}
