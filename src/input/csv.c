#include "input/csv.h"
#include "base/arena.h"
#include "base/message.h"
#include <stdlib.h>
#include <string.h>

enum { READ_SIZE = 256 << 10, PADDING = 8 };       /* NULs behind the text: scanning takes eight bytes at a time */
enum scanned { SCANNED_RECORD, SCANNED_MORE, SCANNED_END, SCANNED_FAILURE };

static bool fail(struct csv *csv) { return !(csv->failed = true); }

static uint32_t characters(const char *from, const char *to)
{
    uint32_t count = 0;
    for (; from < to; from++)
        count += (*from & 0xC0) != 0x80;
    return count;
}

/* --- the buffer --- */

/* Add up to `wanted` bytes behind the text, after moving what is left to the front. */
static void read_more(struct csv *csv, size_t wanted)
{
    if (csv->at) {
        memmove(csv->buffer, csv->buffer + csv->at, csv->length - csv->at);
        csv->base += csv->at;
        csv->length -= csv->at;
        csv->at = 0;
    }
    if (csv->capacity < csv->length + wanted + PADDING) {
        csv->capacity = csv->length + wanted + PADDING;
        csv->buffer = xrealloc(csv->buffer, csv->capacity);
    }
    while (!csv->ended && wanted >= DECODER_SIZE_MINIMUM) {
        size_t got = decoder_read(csv->decoder, csv->buffer + csv->length, wanted);
        csv->length += got;
        wanted -= got;
        csv->ended = !got;
    }
    memset(csv->buffer + csv->length, 0, PADDING);
    if (source_failed(csv->decoder->source))
        fail(csv);
}

static void set_separator(struct csv *csv, char separator)
{
    csv->separator = separator;
    memset(csv->special, 0, sizeof csv->special);
    csv->special[(unsigned char)separator] = csv->special['\n'] = csv->special['\r'] = csv->special[0] = true;
}

/* "sep=;" alone on the first line, as Excel writes and reads it. */
static bool take_separator_line(struct csv *csv)
{
    const char *text = csv->buffer;
    bool quoted = *text == '"';
    text += quoted;
    if (strncasecmp(text, "sep=", 4) || !text[4] || text[4] & 0x80 || strchr("\"\n\r", text[4]))
        return false;
    const char *end = text + 5 + (quoted && text[5] == '"');
    if (*end && *end != '\n' && *end != '\r')
        return false;
    set_separator(csv, text[4]);
    end += *end == '\r' ? 1 + (end[1] == '\n') : *end == '\n';
    csv->at = (size_t)(end - csv->buffer);
    csv->line++;
    return true;
}

bool csv_open(struct csv *csv, struct decoder *decoder, const char *file, struct diagnostics *diagnostics)
{
    *csv = (struct csv){ .decoder = decoder, .diagnostics = diagnostics, .file = file, .line = 1 };
    size_t wanted = READ_SIZE;
    while (!csv->ended && csv->length < CSV_AHEAD && !csv->failed) {    /* a small file gets a small buffer */
        read_more(csv, wanted);
        wanted = csv->length;
    }
    if (csv->failed)
        return false;
    if (!csv->buffer[strspn(csv->buffer, " \t\r\n")] && csv->ended && csv->length == strlen(csv->buffer)) {
        diagnostics_error(diagnostics, (struct source_position){ file, 0, 0 },
                          csv->length ? _("the file is blank: expected a line of column names, then one line a contact")
                                      : _("the file is empty: expected a line of column names, then one line a contact"));
        return fail(csv);
    }
    if (!take_separator_line(csv)) {
        char separator = csv_detect_separator(csv->buffer, csv->length);
        set_separator(csv, separator ? separator : ';');
    }
    return true;
}

void csv_release(struct csv *csv)
{
    free(csv->buffer);
    free(csv->cell);
    *csv = (struct csv){ 0 };
}

void csv_look_ahead(const struct csv *csv, struct csv *ahead)
{
    *ahead = (struct csv){ .file = csv->file, .line = csv->line, .ended = csv->ended };
    set_separator(ahead, csv->separator);
    ahead->length = csv->length - csv->at;
    ahead->capacity = ahead->length + PADDING;
    ahead->buffer = memcpy(xrealloc(NULL, ahead->capacity), csv->buffer + csv->at, ahead->capacity);
}

/* --- telling the separator --- */

enum { DETECT_RECORDS = 100, DETECT_BYTES = 256 << 10 };

/* Cells of the record at *at, which moves to the next record. */
static size_t count_cells(const char **at, const char *end, char separator)
{
    const char *p = *at;
    size_t cells = 1;
    bool begins = true;
    for (; p < end && *p != '\n' && *p != '\r'; p++) {
        if (begins && *p == '"') {
            for (p++; p < end && (*p != '"' || (p + 1 < end && p[1] == '"')); p++)
                p += *p == '"';
            begins = false;
            if (p >= end)
                break;
        } else {
            begins = *p == separator;
            cells += begins;
        }
    }
    while (p < end && (*p == '\n' || *p == '\r'))
        p++;
    *at = p < end ? p : end;
    return cells;
}

char csv_detect_separator(const char *text, size_t length)
{
    static const char CANDIDATE[] = ";,\t|";
    char best = 0;
    size_t best_cells = 0;
    double best_share = 0;
    const char *end = text + (length < DETECT_BYTES ? length : DETECT_BYTES);
    while (text < end && (*text == '\n' || *text == '\r'))
        text++;
    for (const char *candidate = CANDIDATE; *candidate; candidate++) {
        const char *at = text;
        size_t cells = count_cells(&at, end, *candidate), records = 1, alike = 1;
        while (at < end && records < DETECT_RECORDS) {
            size_t here = count_cells(&at, end, *candidate);
            if (at == end && length > DETECT_BYTES)                     /* perhaps cut */
                break;
            records++;
            alike += here == cells;
        }
        double share = (double)alike / (double)records;
        if (cells > 1 && (share > best_share || (share == best_share && cells > best_cells))) {
            best = *candidate;
            best_cells = cells;
            best_share = share;
        }
    }
    return best;
}

/* --- records --- */

static struct source_position here(const struct csv *csv, uint32_t line, const char *origin, uint32_t column,
                                   const char *at)
{
    return (struct source_position){ csv->file, (int)line, (int)(column + characters(origin, at)) };
}

struct source_position csv_position(const struct csv *csv, size_t cell)
{
    if (cell >= csv->cells)
        return (struct source_position){ csv->file, (int)csv->record_line, 0 };
    const struct cell *c = &csv->cell[cell];
    return here(csv, c->line, c->origin, c->origin_column, c->text - c->quoted);
}

/* The scanner's place in a record. */
struct scan { char *at; uint32_t line; const char *origin; uint32_t column; };

static enum scanned refuse(struct csv *csv, struct source_position at, const char *text)
{
    if (csv->diagnostics)
        diagnostics_error(csv->diagnostics, at, "%s", text);
    fail(csv);
    return SCANNED_FAILURE;
}

/* What stands here is not known yet: it is behind the text that is in memory. */
static bool unknown(const struct csv *csv, const char *at) { return at == csv->buffer + csv->length && !csv->ended; }

/* The scanner stands on a NUL: the end of the text so far, or a byte of the file. */
static enum scanned at_nul(struct csv *csv, const struct scan *scan)
{
    if (scan->at != csv->buffer + csv->length)
        return refuse(csv, here(csv, scan->line, scan->origin, scan->column, scan->at),
                      _("a NUL byte: this is not a text file, or its encoding has to be said with --encoding"));
    return csv->ended ? SCANNED_END : SCANNED_MORE;
}

static void next_line(struct scan *scan)
{
    scan->at += *scan->at == '\r' ? 1 + (scan->at[1] == '\n') : 1;
    scan->line++;
    scan->origin = scan->at;
    scan->column = 1;
}

/* From an opening quote to behind its closing quote and what follows it in the cell. */
static enum scanned scan_quoted(struct csv *csv, struct scan *scan, struct cell *cell)
{
    struct source_position opened = here(csv, scan->line, scan->origin, scan->column, scan->at);
    cell->quoted = true;
    cell->text = ++scan->at;
    for (;;) {
        unsigned char c = (unsigned char)*scan->at;
        if (c != '"' && c != '\n' && c != '\r' && c) {
            scan->at++;
            continue;
        }
        enum scanned result = SCANNED_RECORD;
        if (!c)
            result = at_nul(csv, scan);
        else if (c != '\n' && unknown(csv, scan->at + 1))
            result = SCANNED_MORE;
        if (result == SCANNED_END)
            return refuse(csv, opened, _("the quote opened here is never closed"));
        if (result == SCANNED_MORE && scan->at - cell->text > CSV_CELL_MAXIMUM)
            return refuse(csv, opened, _("the quote opened here is not closed within a million bytes"));
        if (result != SCANNED_RECORD)
            return result;
        if (c != '"') {
            next_line(scan);
        } else if (scan->at[1] == '"') {
            cell->goes_on = true;
            scan->at += 2;
        } else {
            scan->at++;
            break;
        }
    }
    cell->length = (uint32_t)(scan->at - 1 - cell->text);
    return SCANNED_RECORD;
}

/* The first byte from `at` on that ends a cell without quotes. Eight bytes at a time: those below 0x0E (NUL and line
 * ends, and hardly anything else) and those equal to the separator, of which the lowest is always found rightly. Reading
 * a contacts file took a tenth longer byte by byte: most cells fit eight bytes, so no branch is guessed wrong. */
static char *cell_end(const struct csv *csv, char *at)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    const uint64_t ones = UINT64_C(0x0101010101010101), tops = ones << 7, separators = ones * (unsigned char)csv->separator;
    for (;;) {
        uint64_t eight, found;
        memcpy(&eight, at, sizeof eight);
        uint64_t same = eight ^ separators;
        found = (((eight - ones * 0x0E) & ~eight) | ((same - ones) & ~same)) & tops;
        if (!found) {
            at += 8;
            continue;
        }
        at += __builtin_ctzll(found) / 8;
        if (csv->special[(unsigned char)*at])
            return at;
        at++;                               /* a tab, say */
    }
#else
    while (!csv->special[(unsigned char)*at])
        at++;
    return at;
#endif
}

/* One cell; afterwards the scanner stands on what ends it. */
static enum scanned scan_cell(struct csv *csv, struct scan *scan, struct cell *cell)
{
    *cell = (struct cell){ scan->at, 0, scan->line, scan->origin, scan->column, false, false };
    if (*scan->at == '"') {
        enum scanned result = scan_quoted(csv, scan, cell);
        if (result != SCANNED_RECORD)
            return result;
    }
    const char *behind = scan->at;
    char *at = scan->at = cell_end(csv, scan->at);
    if (!cell->quoted || at != behind) {
        cell->length = (uint32_t)(at - cell->text);
        cell->goes_on = cell->quoted;
    }
    if (cell->quoted) {                     /* taking quotes out moves its characters: count from behind it */
        scan->column += characters(scan->origin, at);
        scan->origin = at;
    }
    if (at - cell->text > CSV_CELL_MAXIMUM)
        return refuse(csv, here(csv, cell->line, cell->origin, cell->origin_column, cell->text),
                      _("a cell of more than a million bytes: is the separator right?"));
    return SCANNED_RECORD;
}

static enum scanned scan_record(struct csv *csv)
{
    struct scan scan = { csv->buffer + csv->at, csv->line, csv->buffer + csv->at, 1 };
    csv->cells = 0;
    csv->record_line = csv->line;
    if (!*scan.at && at_nul(csv, &scan) == SCANNED_END)
        return SCANNED_END;
    for (;;) {
        GROW(csv->cell, csv->cells, csv->capacity_cells);
        enum scanned result = scan_cell(csv, &scan, &csv->cell[csv->cells]);
        if (result != SCANNED_RECORD)
            return result;
        csv->cells++;
        if (*scan.at == csv->separator) {
            scan.at++;
            if (csv->cells == CSV_CELLS_MAXIMUM)
                return refuse(csv, (struct source_position){ csv->file, (int)csv->record_line, 0 },
                              _("more than 4096 cells in a line: no contacts file has so many columns"));
            continue;
        }
        if (*scan.at == '\r' && unknown(csv, scan.at + 1))
            return SCANNED_MORE;
        csv->ended_line = *scan.at == '\n' || *scan.at == '\r';
        if (csv->ended_line) {
            next_line(&scan);
        } else if ((result = at_nul(csv, &scan)) != SCANNED_END) {
            return result;
        }
        csv->at = (size_t)(scan.at - csv->buffer);
        csv->line = scan.line;
        return SCANNED_RECORD;
    }
}

/* Say which bytes of the record just scanned stand for others. */
static void report_replacements(struct csv *csv, size_t start)
{
    const struct replacement *replacement, *first = NULL;
    struct replacement copy;
    uint64_t bytes = 0;
    while ((replacement = decoder_replacement(csv->decoder, csv->base + csv->at))) {
        if (!first)
            copy = *replacement, first = &copy;
        bytes += replacement->bytes;
    }
    if (!first)
        return;
    csv->replaced++;
    uint32_t line = csv->record_line;
    const char *at = csv->buffer + start, *origin = at, *end = csv->buffer + (size_t)(copy.at - csv->base);
    for (; at < end; at++)
        if (*at == '\n' || (*at == '\r' && at[1] != '\n')) {
            line++;
            origin = at + 1;
        }
    diagnostics_warning(csv->diagnostics, here(csv, line, origin, 1, end),
                        ngettext("%llu byte that is not %s (0x%02X, at offset %llu): replaced by �, the row is kept; "
                                 "--encoding says what a whole file is written in",
                                 "%llu bytes that are not %s (0x%02X first, at offset %llu): replaced by �, the row is "
                                 "kept; --encoding says what a whole file is written in", (unsigned long)bytes),
                        (unsigned long long)bytes, encoding_name(csv->decoder->encoding), copy.first,
                        (unsigned long long)copy.offset);
}

/* Cut the cells out of the buffer: end each one with a NUL, take quotes out. */
static void cut_cells(struct csv *csv)
{
    for (size_t i = 0; i < csv->cells; i++) {
        struct cell *cell = &csv->cell[i];
        if (cell->goes_on) {
            bool inside = true;
            char *to = cell->text;
            const char *end = cell->text + cell->length;
            cell->goes_on = false;
            for (const char *from = cell->text; from < end; from++) {
                if (*from != '"' || !inside)
                    *to++ = *from;
                else if (from + 1 < end && from[1] == '"')
                    *to++ = *from++;
                else {
                    inside = false;
                    cell->goes_on = true;
                }
            }
            cell->length = (uint32_t)(to - cell->text);
        }
        cell->text[cell->length] = '\0';
    }
}

bool csv_next(struct csv *csv)
{
    while (!csv->failed) {
        size_t start = csv->at;
        enum scanned result = scan_record(csv);
        if (result == SCANNED_MORE) {
            if (!csv->decoder)
                return false;
            size_t left = csv->length - csv->at;
            if (left > CSV_RECORD_MAXIMUM)
                refuse(csv, (struct source_position){ csv->file, (int)csv->record_line, 0 },
                       _("a line of more than 16 million bytes: is the separator right?"));
            else
                read_more(csv, left > READ_SIZE ? left : READ_SIZE);
        } else if (result != SCANNED_RECORD) {
            return false;
        } else {
            if (csv->decoder)
                report_replacements(csv, start);
            cut_cells(csv);
            if (csv->cells > 1 || csv->cell[0].length || csv->cell[0].quoted)
                return true;
        }
    }
    return false;
}
