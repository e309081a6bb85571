#include "report/satisfaction.h"
#include "base/format.h"
#include "base/message.h"
#include "base/output_file.h"
#include "draw/satisfaction_picture.h"
#include "draw/satisfaction_words.h"
#include <math.h>
#include <stdarg.h>

static bool write_text(struct buffer *text, const char *folder, const char *name, struct diagnostics *diagnostics)
{
    struct buffer path = { 0 };
    buffer_printf(&path, "%s/%s", folder, name);
    bool written = output_file_write(buffer_text(&path), buffer_text(text), text->length, diagnostics);
    buffer_release(&path);
    buffer_release(text);
    return written;
}

static bool write_drawing(const struct drawing *drawing, const char *folder, struct diagnostics *diagnostics)
{
    struct buffer path = { 0 };
    buffer_printf(&path, "%s/satisfaction.svg", folder);
    bool written = drawing_write_svg(drawing, buffer_text(&path), diagnostics);
    buffer_clear(&path);
    buffer_printf(&path, "%s/satisfaction.pdf", folder);
    written = drawing_write_pdf(drawing, buffer_text(&path), diagnostics) && written;
    buffer_release(&path);
    return written;
}

bool satisfaction_write(const struct satisfaction_map *map, const char *title, const struct theme *theme,
                        const char *folder, struct diagnostics *diagnostics)
{
    struct drawing drawing = { 0 };
    struct buffer page = { 0 }, json = { 0 }, csv = { 0 };
    satisfaction_draw(&drawing, map, title, theme);
    bool written = write_drawing(&drawing, folder, diagnostics);
    satisfaction_page(&page, map, title, &drawing);
    satisfaction_json(&json, map);
    satisfaction_csv(&csv, map);
    written = write_text(&page, folder, "satisfaction.html", diagnostics) && written;
    written = write_text(&json, folder, "satisfaction.json", diagnostics) && written;
    written = write_text(&csv, folder, "satisfaction.csv", diagnostics) && written;
    drawing_release(&drawing);
    return written;
}

/* --- stdout --- */

/* One line; control characters of names can't reach the terminal. */
static void line(struct buffer *out, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void line(struct buffer *out, const char *format, ...)
{
    struct buffer text = { 0 };
    va_list arguments;
    va_start(arguments, format);
    buffer_vprintf(&text, format, arguments);
    va_end(arguments);
    for (const char *at = buffer_text(&text); *at; at++) {
        bool control = (unsigned char)*at < 0x20 || *at == 0x7F;
        bool control_1 = (unsigned char)*at == 0xC2 && (unsigned char)at[1] >= 0x80 && (unsigned char)at[1] < 0xA0;
        buffer_add_char(out, control || control_1 ? '?' : *at);
        at += control_1;
    }
    buffer_add_char(out, '\n');
    buffer_release(&text);
}

static void say_overall(struct buffer *out, struct arena *arena, const struct satisfaction_map *map)
{
    struct buffer value = { 0 }, low = { 0 }, high = { 0 };
    if (isnan(map->overall.value))
        return;
    format_number(&value, map->overall.value, 1);
    format_number(&low, map->overall.ci95[0], 1);
    format_number(&high, map->overall.ci95[1], 1);
    line(out, _("Overall mark: %s (%s to %s), on the scale from %s."), buffer_text(&value), buffer_text(&low),
         buffer_text(&high), satisfaction_scale(arena, &map->survey->overall_scale));
    buffer_release(&value);
    buffer_release(&low);
    buffer_release(&high);
}

/* The items of a quadrant in one line, most important first. */
static void say_quadrant(struct buffer *out, struct arena *arena, const struct satisfaction_map *map,
                         enum quadrant quadrant)
{
    const char *list = NULL;
    for (int rank = 0; rank < map->placed; rank++) {
        const struct map_item *item = map_item_placed(map, rank);
        if (item->quadrant != quadrant)
            continue;
        const char *marks = satisfaction_marks(arena, item);
        const char *text = arena_printf(arena, "%s %s%s%s", item->name,
                                        satisfaction_value(arena, map, AXIS_SATISFACTION, item->axis[0].value),
                                        *marks ? ", " : "", marks);
        list = list ? arena_printf(arena, _("%s; %s"), list, text) : text;
    }
    if (list)
        line(out, "  %s%s%s", _(QUADRANT_NAME[quadrant]), _(": "), list);
}

static void say_missing(struct buffer *out, struct arena *arena, const struct satisfaction_map *map)
{
    for (int i = 0; i < map->items; i++)
        if (map->item[i].missing)
            line(out, _("Without a place on the map: %s (%s)."), map->item[i].name,
                 satisfaction_missing(arena, map, &map->item[i]));
}

void satisfaction_say(struct buffer *out, const struct satisfaction_map *map, const char *folder)
{
    struct arena arena = { 0 };
    line(out, "%s", satisfaction_respondents(&arena, map));
    say_overall(out, &arena, map);
    line(out, "%s", satisfaction_importance(&arena, map));
    line(out, "%s", satisfaction_cut(&arena, map));
    line(out, _("Items by quadrant, with their satisfaction, the most important first:"));
    for (int q = 0; q < QUADRANTS; q++)
        say_quadrant(out, &arena, map, (enum quadrant)q);
    say_missing(out, &arena, map);
    if (map->survey->rejected || map->survey->unreadable)
        line(out, _("Rows read: %llu, not respondents: %llu. Cells that are no mark: %llu."),
             (unsigned long long)map->survey->rows, (unsigned long long)map->survey->rejected,
             (unsigned long long)map->survey->unreadable);
    line(out, _("The map is in %s (satisfaction.html, .svg, .pdf), its figures beside it (.json, .csv)."), folder);
    arena_release(&arena);
}
