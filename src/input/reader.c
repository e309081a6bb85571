#include "input/reader.h"
#include "base/message.h"
#include "input/xml.h"
#include <string.h>
#include <strings.h>

extern const struct reader BPMN_READER, CSV_READER, JOURNEY_READER, MODEL_READER, PNML_READER, XES_READER;

const struct reader *const READERS[] = {
    &BPMN_READER, &CSV_READER, &JOURNEY_READER, &MODEL_READER, &PNML_READER, &XES_READER, NULL,
};

/* --- what is recognised but not read --------------------------------------------------------------------------- */

/* The first visible character of the text, after a byte order mark; "" if there is none. */
static const char *visible(const char *start, size_t length, size_t *left)
{
    size_t at = length >= 3 && !memcmp(start, "\xEF\xBB\xBF", 3) ? 3 : 0;
    while (at < length && strchr(" \t\r\n", start[at]) && start[at])
        at++;
    *left = length - at;
    return start + at;
}

static bool begins(const char *start, size_t length, const char *mark, size_t mark_length)
{
    return length >= mark_length && !memcmp(start, mark, mark_length);
}

static bool begins_word(const char *start, size_t length, const char *word)
{
    return length >= strlen(word) && !strncasecmp(start, word, strlen(word));
}

static bool has_extension(const char *name, const char *extensions)
{
    const char *base = strrchr(name, '/');
    base = base ? base + 1 : name;
    size_t length = strlen(base);
    if (length > 3 && !strcasecmp(base + length - 3, ".gz"))
        length -= 3;
    size_t dot = length;
    while (dot && base[dot - 1] != '.')
        dot--;
    for (const char *at = extensions; dot && *at;) {
        size_t size = strcspn(at, " ");
        if (size == length - dot && !strncasecmp(at, base + dot, size))
            return true;
        at += size + (at[size] == ' ');
    }
    return false;
}

static bool is_html(const char *start, size_t length)
{
    return begins_word(start, length, "<!doctype html") || begins_word(start, length, "<html") ||
           begins_word(start, length, "<head") || begins_word(start, length, "<body") ||
           begins_word(start, length, "<script");
}

static bool is_json(const char *start, size_t length)
{
    size_t left;
    if (!length || (*start != '{' && *start != '['))
        return false;
    const char *next = visible(start + 1, length - 1, &left);
    return left && strchr(*start == '{' ? "\"}" : "{[\"]", *next) && *next;
}

static bool all_zero(const char *start, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (start[i])
            return false;
    return length > 0;
}

/* Formats people try that are not read; true after saying so. */
static bool is_other(const char *name, const char *start, size_t length, struct diagnostics *diagnostics)
{
    struct source_position at = { name, 0, 0 };
    size_t left;
    const char *text = visible(start, length, &left);
    bool zip = begins(start, length, "PK\3\4", 4);
    if (!length || !left)
        diagnostics_error(diagnostics, at, _("the file is empty"));
    else if ((zip && (has_extension(name, "xlsx xlsm xltx ods") || memmem(start, length, "xl/", 3) ||
                      memmem(start, length, "opendocument.spreadsheet", 24))) ||
             begins(start, length, "\xD0\xCF\x11\xE0", 4))
        diagnostics_error(
            diagnostics, at,
            _("this is a workbook, which is not read; save its sheet as \"CSV UTF-8\" from the spreadsheet program"));
    else if (zip)
        diagnostics_error(diagnostics, at, _("this is a ZIP archive; unpack it first"));
    else if (begins(start, length, "%PDF", 4))
        diagnostics_error(diagnostics, at, _("this is a PDF document, which is not read"));
    else if (is_html(text, left))
        diagnostics_error(diagnostics, at,
                          _("this is a web page (HTML); the page that shows the file may have been saved instead of "
                            "the file itself"));
    else if (is_json(text, left))
        diagnostics_error(diagnostics, at, _("this is JSON, which is not read; contacts are read from CSV or XES"));
    else if (all_zero(start, length))
        diagnostics_error(diagnostics, at, _("this is not a text file"));
    else
        return false;
    return true;
}

static bool looks_like_xml(const char *start, size_t length)
{
    size_t left;
    const char *text = visible(start, length, &left);
    return (left && *text == '<') || begins(start, length, "\xFF\xFE<", 3) || begins(start, length, "\xFE\xFF\0<", 4) ||
           begins(start, length, "\0<", 2);
}

/* XML that no reader takes. */
static void refuse_xml(const char *name, const char *root, struct diagnostics *diagnostics)
{
    struct source_position at = { name, 0, 0 };
    if (!strcmp(root, "Package"))
        diagnostics_error(diagnostics, at, _("this looks like XPDL, which is not read; save the process as BPMN 2.0"));
    else if (*root)
        diagnostics_error(diagnostics, at,
                          _("'%s' is not read; expected a journey (<journey>), a simulation model (<model>), an event log "
                            "(<log>), a process (BPMN) or a Petri net (<pnml>)"),
                          root);
    else
        diagnostics_error(diagnostics, at,
                          _("no XML element is found; expected a journey (<journey>), a simulation model (<model>), an event "
                            "log (<log>), a process (BPMN) or a Petri net (<pnml>)"));
}

const struct reader *reader_for(struct source *source, struct diagnostics *diagnostics)
{
    size_t length;
    const char *name = source_name(source), *start = source_peek(source, &length);
    if (source_failed(source) || is_other(name, start, length, diagnostics))
        return NULL;
    bool xml = looks_like_xml(start, length);
    for (int i = 0; READERS[i]; i++)
        if ((READERS[i] != &CSV_READER || !xml) && READERS[i]->recognise(start, length))
            return READERS[i];
    char root[XML_NAME_SIZE];
    xml_root_name(start, length, root);
    for (int i = 0; READERS[i] && !*root; i++)          /* the bytes don't tell */
        if (xml == (READERS[i] != &CSV_READER) && has_extension(name, READERS[i]->extensions))
            return READERS[i];
    if (xml)
        refuse_xml(name, root, diagnostics);
    else
        diagnostics_error(
            diagnostics, (struct source_position){ name, 0, 0 },
            _("this is no format that is read: journeys are XML, contacts CSV or XES, processes BPMN, nets PNML"));
    return NULL;
}

/* --- open, recognise, read ------------------------------------------------------------------------------------- */

/* Tools give nets and processes ids that nobody chose: one without a name, or with its id for one, is called as its
 * file. */
static void name_after_file(struct journey *journey, const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path, *dot = strrchr(name, '.');
    bool imported = journey->given_net || journey->bpmn;
    if (journey->titles && (!imported || strcmp(journey->title[0].text, journey->id)))
        return;
    journey->titles = 0;
    char *title = arena_strndup(&journey->arena, name, dot && dot > name ? (size_t)(dot - name) : strlen(name));
    journey->title = arena_alloc(&journey->arena, sizeof *journey->title);
    journey->title[journey->titles++] = (struct translation){ "", title };
}

struct journey *journey_read(const char *path, struct diagnostics *diagnostics)
{
    struct source *source = source_open(path, diagnostics);
    const struct reader *reader = source ? reader_for(source, diagnostics) : NULL;
    struct journey *journey = NULL;
    if (reader && reader->read_journey)
        journey = reader->read_journey(source, diagnostics);
    else if (reader && reader->read_population)
        diagnostics_error(diagnostics, (struct source_position){ source_name(source), 0, 0 },
                          _("this file holds a simulation model; a journey is expected here: journey XML, BPMN or PNML"));
    else if (reader)
        diagnostics_error(diagnostics, (struct source_position){ source_name(source), 0, 0 },
                          _("this file holds contacts (%s); a journey is expected here: journey XML, BPMN or PNML"),
                          _(reader->name));
    if (journey)
        name_after_file(journey, source_name(source));
    source_close(source);
    return journey;
}

struct population *population_read(const char *path, struct diagnostics *diagnostics)
{
    struct source *source = source_open(path, diagnostics);
    const struct reader *reader = source ? reader_for(source, diagnostics) : NULL;
    struct population *population = NULL;
    if (reader && reader->read_population)
        population = reader->read_population(source, diagnostics);
    else if (reader)
        diagnostics_error(diagnostics, (struct source_position){ source_name(source), 0, 0 },
                          _("this file is no simulation model (%s); a model is expected here, as in models/"), _(reader->name));
    source_close(source);
    return population;
}

static bool read_contacts(const char *path, const struct log_options *options, struct event_log *log,
                          struct log_format *format, struct diagnostics *diagnostics)
{
    struct source *source = source_open(path, diagnostics);
    const struct reader *reader = source ? reader_for(source, diagnostics) : NULL;
    bool good = false;
    if (reader && reader->read_log) {
        source_read_ahead(source, options ? options->threads : 0);
        good = reader->read_log(source, options, log, format, diagnostics);
    } else if (reader && reader->read_population) {
        diagnostics_error(diagnostics, (struct source_position){ source_name(source), 0, 0 },
                          _("this file holds a simulation model; contacts are expected here: CSV or XES"));
    } else if (reader) {
        diagnostics_error(diagnostics, (struct source_position){ source_name(source), 0, 0 },
                          _("this file holds a journey (%s); contacts are expected here: CSV or XES"), _(reader->name));
    }
    source_close(source);
    return good;
}

struct event_log *event_log_read(const char *const *paths, size_t count, const struct log_options *options,
                                 struct log_format *format, struct diagnostics *diagnostics)
{
    struct event_log *log = event_log_new();
    bool good = true;
    if (options && options->separate_files)
        event_log_separate_files(log);
    for (size_t i = 0; i < count; i++)                  /* every file is read, so that every error is told */
        good = read_contacts(paths[i], options, log, i ? NULL : format, diagnostics) && good;
    if (good && !log->case_count)
        good = diagnostics_error(diagnostics, (struct source_position){ count == 1 ? paths[0] : NULL, 0, 0 },
                                 _("no contact to read"));
    if (good) {
        event_log_finish(log, diagnostics);
        return log;
    }
    event_log_free(log);
    return NULL;
}
