#include "report/book.h"
#include "base/arena.h"
#include "base/date.h"
#include "base/message.h"
#include "base/text.h"
#include "report/csv.h"
#include "report/json.h"
#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

enum {
    NARROWEST = 9, WIDEST = 48, PROSE_WIDTH = 90,       /* characters */
    HEADER_MAXIMUM = 200,                               /* bytes of the title at the head of a page: the format has 255 */
    CREATED = 315532800,                                /* 1 January 1980, as in the archive: not the time it is written */
    LINE_HEIGHT = 15,                                   /* points */
    PAPER_A4 = 9, SHORT_DATE = 14, DATE_AND_TIME = 22, GROUPED_THOUSANDS = 3, GROUPED_CENTS = 4,   /* numbers of the file format */
    INK = 0x1F2A55, PAPER = 0xFFFFFF, NOTE = 0x555555,
};

struct book {
    lxw_workbook *workbook;
    lxw_worksheet *sheet;
    lxw_format *format[BOOK_FORMATS], *header, *strong, *over, *instant, *note;
    lxw_error error;                                    /* the first one */
    const struct book_column *column; int columns;
    lxw_row_t row;
    int at;                                             /* column of the next cell */
    size_t lines;                                       /* of the row's tallest cell */
    size_t width[BOOK_COLUMNS_MAXIMUM];                 /* characters */
    char title[HEADER_MAXIMUM * 2 + 8];
    struct buffer text;
};

static void note_error(struct book *book, lxw_error error)
{
    if (book->error == LXW_NO_ERROR)
        book->error = error;
}

/* --- texts ---------------------------------------------------------------------------------------------------- */

static bool is_escape(const char *text)
{
    for (int i = 2; i < 6; i++)
        if (!isxdigit((unsigned char)text[i]))          /* the end of the text is none */
            return false;
    return text[6] == '_';
}

static bool is_refused(const char *text, size_t length)
{
    unsigned char c = (unsigned char)*text, next = length > 1 ? (unsigned char)text[1] : 0;
    bool control = (c < 0x20 && c != '\t' && c != '\n') || c == 0x7F || (length == 2 && c == 0xC2 && next < 0xA0);
    return !length || control || (length == 3 && c == 0xEF && next == 0xBF && (unsigned char)text[2] >= 0xBE);
}

void book_clean(struct buffer *out, const char *text)
{
    static const char replacement[] = "\xEF\xBF\xBD", dots[] = "…", underscore[] = "_x005F_";
    size_t units = 0, cut = out->length;                /* `cut`: where one unit is left, for the dots */
    if (csv_runs(text)) {
        buffer_add_char(out, '\'');
        units++;
    }
    while (*text) {
        size_t length = utf8_character(text), step = length ? length : 1;
        const char *put = text;
        size_t put_length = length, put_units = length == 4 ? 2 : 1;
        if (*text == '_' && text[1] == 'x' && is_escape(text)) {
            put = underscore;
            put_length = put_units = sizeof underscore - 1;
        } else if (*text == '\r' && text[1] == '\n') {
            text++;
            continue;
        } else if (is_refused(text, length)) {
            put = replacement;
            put_length = sizeof replacement - 1;
            put_units = 1;
        }
        if (units < BOOK_CELL_MAXIMUM)
            cut = out->length;
        if (units + put_units > BOOK_CELL_MAXIMUM) {
            out->length = cut;
            buffer_add(out, dots, sizeof dots - 1);
            return;
        }
        buffer_add(out, put, put_length);
        units += put_units;
        text += step;
    }
}

static const char *clean(struct book *book, const char *text)
{
    buffer_clear(&book->text);
    book_clean(&book->text, text);
    return buffer_text(&book->text);
}

/* The title as headers of pages and properties take it: a "&" begins a code. */
static void set_title(struct book *book, const char *title)
{
    size_t at = 0;
    for (const char *text = clean(book, title); *text;) {
        size_t length = utf8_character(text);
        if (at + length > HEADER_MAXIMUM)
            break;
        if (*text == '&')
            book->title[at++] = '&';
        memcpy(book->title + at, text, length);
        at += length;
        text += length;
    }
    book->title[at] = '\0';
}

/* --- the book ------------------------------------------------------------------------------------------------- */

static lxw_format *new_format(struct book *book)
{
    lxw_format *format = workbook_add_format(book->workbook);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    return format;
}

static void make_formats(struct book *book)
{
    for (int i = 0; i < BOOK_FORMATS; i++)
        book->format[i] = new_format(book);
    format_set_text_wrap(book->format[BOOK_TEXT]);
    format_set_text_wrap(book->format[BOOK_PROSE]);
    format_set_num_format_index(book->format[BOOK_COUNT], GROUPED_THOUSANDS);
    format_set_num_format(book->format[BOOK_DECIMAL], "#,##0.0");
    format_set_num_format_index(book->format[BOOK_EUROS], GROUPED_CENTS);
    format_set_num_format(book->format[BOOK_SHARE], "0.0%");
    format_set_num_format_index(book->format[BOOK_DATE], SHORT_DATE);
    book->instant = new_format(book);
    format_set_num_format_index(book->instant, DATE_AND_TIME);
    book->strong = new_format(book);
    format_set_bold(book->strong);
    format_set_text_wrap(book->strong);
    book->over = new_format(book);
    book->note = new_format(book);
    format_set_align(book->note, LXW_ALIGN_RIGHT);
    format_set_italic(book->note);
    format_set_font_color(book->note, NOTE);
    book->header = new_format(book);
    format_set_bold(book->header);
    format_set_text_wrap(book->header);
    format_set_font_color(book->header, PAPER);
    format_set_bg_color(book->header, INK);
}

struct book *book_new(const char *path, const char *title)
{
    struct book *book = xcalloc(1, sizeof *book);
    lxw_workbook_options options = { .constant_memory = LXW_TRUE };
    lxw_doc_properties properties = { .title = book->title, .created = CREATED };
    book->workbook = workbook_new_opt(path, &options);
    if (!book->workbook) {
        note_error(book, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return book;
    }
    set_title(book, title);
    note_error(book, workbook_set_properties(book->workbook, &properties));
    make_formats(book);
    return book;
}

/* How the sheet is looked at and printed. */
static void lay_out(struct book *book)
{
    char header[sizeof book->title + 32];
    snprintf(header, sizeof header, "&L%s&R&A", book->title);
    worksheet_set_landscape(book->sheet);
    worksheet_set_paper(book->sheet, PAPER_A4);
    worksheet_fit_to_pages(book->sheet, 1, 0);
    if (book->column[0].name) {
        note_error(book, worksheet_repeat_rows(book->sheet, 0, 0));
        worksheet_freeze_panes(book->sheet, 1, 0);
    }
    worksheet_gridlines(book->sheet, book->column[0].name ? LXW_SHOW_ALL_GRIDLINES : LXW_HIDE_ALL_GRIDLINES);
    note_error(book, worksheet_set_header(book->sheet, header));
    note_error(book, worksheet_set_footer(book->sheet, "&R&P / &N"));
}

static size_t widest_of(const struct book_column *column) { return column->format == BOOK_PROSE ? PROSE_WIDTH : WIDEST; }

/* Widths are known once all rows are written. */
static void end_sheet(struct book *book)
{
    if (!book->sheet)
        return;
    for (int i = 0; i < book->columns; i++) {
        size_t width = book->width[i] + 2, widest = widest_of(&book->column[i]);
        width = width < NARROWEST ? NARROWEST : width > widest ? widest : width;
        worksheet_set_column(book->sheet, (lxw_col_t)i, (lxw_col_t)i, (double)width, NULL);
    }
    if (book->column[0].name && book->row > 1)
        worksheet_autofilter(book->sheet, 0, 0, book->row - 1, (lxw_col_t)(book->columns - 1));
    book->sheet = NULL;
}

/* How many lines a text takes when words go on the next line; *longest: its longest word. */
static size_t count_lines(const char *text, size_t width, size_t *longest)
{
    size_t lines = 1, at = 0;
    *longest = 0;
    while (*text) {
        size_t bytes = strcspn(text, " \n"), length = 0;
        for (size_t i = 0; i < bytes; i++)
            length += ((unsigned char)text[i] & 0xC0) != 0x80;
        bool first = at == 0;
        *longest = length > *longest ? length : *longest;
        if (!first && at + 1 + length > width) {
            lines++;
            at = 0;
        }
        at += length + (at > 0);
        for (; at > width && width; at -= width)        /* a word longer than the cell is wide */
            lines++;
        text += bytes;
        if (*text == '\n') {
            lines++;
            at = 0;
        }
        text += *text != '\0';
    }
    return lines;
}

static void write_header(struct book *book)
{
    enum { BUTTON = 2 };                                /* the filter's, in characters */
    size_t tallest = 1;
    for (int i = 0; i < book->columns; i++) {
        const char *name = _(book->column[i].name);
        size_t longest, half = (text_length(name) + 1) / 2, lines;
        count_lines(name, SIZE_MAX, &longest);
        book->width[i] = (longest > half ? longest : half) + BUTTON;
        lines = count_lines(name, book->width[i] > NARROWEST ? book->width[i] : NARROWEST, &longest);
        tallest = lines > tallest ? lines : tallest;
    }
    worksheet_set_row(book->sheet, 0, (double)(tallest * LINE_HEIGHT + 3), NULL);
    for (int i = 0; i < book->columns; i++)
        worksheet_write_string(book->sheet, 0, (lxw_col_t)i, _(book->column[i].name), book->header);
    book->row = 1;
}

void book_sheet(struct book *book, const char *name, const struct book_column *column, int columns)
{
    end_sheet(book);
    if (!book->workbook)
        return;
    book->sheet = workbook_add_worksheet(book->workbook, name);
    if (!book->sheet) {
        note_error(book, LXW_ERROR_CREATING_TMPFILE);
        return;
    }
    book->column = column;
    book->columns = columns;
    book->row = 0;
    book->at = 0;
    book->lines = 1;
    memset(book->width, 0, sizeof book->width);
    lay_out(book);
    if (column[0].name)
        write_header(book);
}

/* --- cells ---------------------------------------------------------------------------------------------------- */

static void note_width(struct book *book, size_t width)
{
    if (width > book->width[book->at])
        book->width[book->at] = width;
}

static void put_text(struct book *book, const char *text, lxw_format *format)
{
    if (book->sheet && *text) {
        text = clean(book, text);
        if (format != book->over) {
            size_t longest, lines = count_lines(text, widest_of(&book->column[book->at]), &longest);
            note_width(book, text_length(text));
            book->lines = lines > book->lines ? lines : book->lines;
        }
        note_error(book, worksheet_write_string(book->sheet, book->row, (lxw_col_t)book->at, text, format));
    }
    book->at++;
}

void book_text(struct book *book, const char *text)
{
    enum book_format format = book->sheet ? book->column[book->at].format : BOOK_TEXT;
    put_text(book, text, format == BOOK_TEXT || format == BOOK_PROSE ? book->format[format] : book->note);
}

void book_strong(struct book *book, const char *text) { put_text(book, text, book->strong); }

void book_over(struct book *book, const char *text) { put_text(book, text, book->over); }

void book_number_as(struct book *book, double value, enum book_format format)
{
    enum { SIGNS = 3 };                                 /* point, a digit or two, per cent */
    if (book->sheet && isfinite(value)) {
        double digits = fabs(value) < 1 ? 1 : floor(log10(fabs(value))) + 1;
        note_width(book, (size_t)digits + (size_t)digits / 3 + SIGNS);
        note_error(book, worksheet_write_number(book->sheet, book->row, (lxw_col_t)book->at, value,
                                                book->format[format]));
    }
    book->at++;
}

void book_number(struct book *book, double value)
{
    book_number_as(book, value, book->sheet ? book->column[book->at].format : BOOK_COUNT);
}

void book_count(struct book *book, int64_t count) { book_number(book, (double)count); }

void book_date(struct book *book, int64_t instant, bool clock)
{
    enum { FIRST_YEAR = 1900, DATE_WIDTH = 10, CLOCK_WIDTH = 16 };
    char text[TIME_TEXT_SIZE];
    int year = 0, month = 0, day = 0;
    int64_t seconds = instant / 1000 - (instant % 1000 < 0), days = seconds / DAY_SECONDS - (seconds % DAY_SECONDS < 0);
    if (instant != TIME_NONE)
        date_from_days(days, &year, &month, &day);
    if (!book->sheet || instant == TIME_NONE || year < FIRST_YEAR) {
        put_text(book, instant == TIME_NONE ? "" : time_format_date(instant, clock, text), book->note);
        return;
    }
    int second = (int)(seconds - days * DAY_SECONDS);
    lxw_datetime date = { year, month, day, 0, 0, 0 };
    if (clock)
        date = (lxw_datetime){ year, month, day, second / 3600, second / 60 % 60, second % 60 };
    note_width(book, clock ? CLOCK_WIDTH : DATE_WIDTH);
    note_error(book, worksheet_write_datetime(book->sheet, book->row, (lxw_col_t)book->at, &date,
                                              clock ? book->instant : book->format[BOOK_DATE]));
    book->at++;
}

void book_row_end(struct book *book)
{
    enum { TALLEST = 27 };                              /* lines: the format ends at 409 points */
    if (book->sheet && book->lines > 1)
        note_error(book, worksheet_set_row(book->sheet, book->row,
                                           (double)((book->lines < TALLEST ? book->lines : TALLEST) * LINE_HEIGHT), NULL));
    book->lines = 1;
    book->row++;
    book->at = 0;
}

const char *book_close(struct book *book)
{
    end_sheet(book);
    errno = 0;
    if (book->workbook)
        note_error(book, workbook_close(book->workbook));
    int reason = errno;                                 /* what the system said, where it did: clearer than the library */
    lxw_error error = book->error;
    buffer_release(&book->text);
    free(book);
    return error == LXW_NO_ERROR ? NULL : reason ? strerror(reason) : lxw_strerror(error);
}
