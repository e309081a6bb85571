#include "draw/picture.h"
#include "base/format.h"
#include "base/message.h"
#include "draw/icons.h"
#include "measure/told.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

void drawing_release(struct drawing *drawing)
{
    buffer_release(&drawing->svg);
    free(drawing->box);
    *drawing = (struct drawing){ 0 };
}

void picture_init(struct picture *picture, const struct view_request *request)
{
    const struct audit *audit = request->audit;
    *picture = (struct picture){
        .letters = lettering_new(),
        .theme = request->theme,
        .journey = request->journey,
        .whole_audit = audit,
        .linked = request->linked,
    };
    picture->svg = &picture->body;
    if (audit && audit->contacts_per_case.n > 0 && audit_shown(audit, audit->contacts_per_case.n))
        picture->audit = audit;
    for (int i = 0; picture->journey && i < picture->journey->steps; i++)
        picture->channels |= picture->journey->step[i].channels > 0;
}

static void open_svg(struct buffer *svg, const struct picture *picture, const struct drawing *drawing,
                     const char *title, const char *description)
{
    buffer_add_string(svg, "<svg xmlns=\"http://www.w3.org/2000/svg\"");
    if (!picture->linked)
        buffer_printf(svg, " width=\"%.1fpt\" height=\"%.1fpt\"", drawing->width, drawing->height);
    buffer_printf(svg, " viewBox=\"0 0 %.1f %.1f\" font-family=\"%s, sans-serif\"", drawing->width, drawing->height,
                  LETTERING_FONTS);
    buffer_printf(svg, " role=\"%s\" aria-labelledby=\"map-title map-description\" xml:lang=\"%s\">\n",
                  picture->linked ? "group" : "img", message_language());
    buffer_add_string(svg, "<title id=\"map-title\">");
    svg_escape(svg, title);
    buffer_add_string(svg, "</title>\n<desc id=\"map-description\">");
    svg_escape(svg, description);
    buffer_add_string(svg, "</desc>\n");
    svg_rect(svg, 0, 0, drawing->width, drawing->height, 0, picture->theme->paper, NO_STROKE);
    buffer_add_string(svg, picture->theme->definitions);
}

void picture_finish(struct picture *picture, struct drawing *drawing, double width, double height, const char *title,
                    const char *description)
{
    *drawing = (struct drawing){
        .width = width,
        .height = height,
        .box = picture->box,
        .boxes = picture->boxes,
        .smallest_text = picture->smallest_text,
    };
    memcpy(drawing->smallest_words, picture->smallest_words, sizeof drawing->smallest_words);
    open_svg(&drawing->svg, picture, drawing, title, description);
    buffer_add(&drawing->svg, buffer_text(&picture->body), picture->body.length);
    buffer_add_string(&drawing->svg, "</svg>\n");
    buffer_release(&picture->body);
    lettering_free(picture->letters);
    arena_release(&picture->arena);
}

const char *picture_title(struct picture *picture)
{
    const char *title = picture->journey ? clean_text(picture, journey_title(picture->journey)) : "";
    return *title ? title : _("Journey without a title");
}

struct lane_paint institution_paint(const struct picture *picture, int institution)
{
    if (institution == NONE || institution_is_self(picture->journey, institution))
        return picture->theme->self;
    int number = 0;
    for (int i = 0; i < institution; i++)
        number += !picture->journey->institution[i].self;
    return picture->theme->lane[number % LANE_PAINTS];
}

struct stroke tab_stroke(const struct picture *picture, const char *line)
{
    return picture->theme->outlined ? (struct stroke){ line, 1.4, NULL } : NO_STROKE;
}

void channel_disc(struct picture *picture, enum channel channel, double x, double y, double radius,
                  struct lane_paint paint)
{
    svg_circle(picture->svg, x, y, radius, paint.tab, tab_stroke(picture, paint.line));
    icon_channel(picture->svg, channel, x - 0.66 * radius, y - 0.66 * radius, 1.32 * radius, paint.on_tab);
}

static const char *taken(struct picture *picture, struct buffer *text)
{
    const char *copy = arena_strdup(&picture->arena, buffer_text(text));
    buffer_release(text);
    return copy;
}

const char *number_text(struct picture *picture, double value, int decimals)
{
    struct buffer text = { 0 };
    format_number(&text, value, decimals);
    return taken(picture, &text);
}

const char *minutes_text(struct picture *picture, double seconds)
{
    enum { LONG = 100 * 3600 }; /* nobody reads the minutes of it, and there is no room for them */
    struct buffer text = { 0 };
    format_minutes(&text, seconds >= LONG ? 3600 * round(seconds / 3600) : seconds);
    return taken(picture, &text);
}

const char *per_user_text(struct picture *picture, double value)
{
    if (value > 0 && value < 0.005)
        return arena_printf(&picture->arena, "<\u00A0%s", number_text(picture, 0.01, 2));
    return number_text(picture, value, value > 0 && value < 0.095 ? 2 : 1);
}

const char *grouped_text(struct picture *picture, const char *text)
{
    struct buffer grouped = { 0 };
    while (*text) {
        size_t digits = strspn(text, "0123456789"), others = strcspn(text + digits, "0123456789");
        double value = 0;
        for (size_t i = 0; i < digits; i++)
            value = 10 * value + (text[i] - '0');
        if (digits > 4 && digits < 16)
            format_number(&grouped, value, 0);
        else
            buffer_add(&grouped, text, digits);
        buffer_add(&grouped, text + digits, others);
        text += digits + others;
    }
    return taken(picture, &grouped);
}

const char *days_text(struct picture *picture, double seconds)
{
    struct buffer text = { 0 };
    format_days(&text, seconds);
    return taken(picture, &text);
}

const char *percent_text(struct picture *picture, double share)
{
    struct buffer text = { 0 };
    format_percent(&text, share, 0);
    return taken(picture, &text);
}

const char *date_text(struct picture *picture, int64_t instant)
{
    struct buffer text = { 0 };
    format_date(&text, instant);
    return taken(picture, &text);
}

const char *month_text(struct picture *picture, int64_t instant)
{
    struct buffer text = { 0 };
    format_month(&text, instant);
    return taken(picture, &text);
}

const char *told_users_text(struct picture *picture, int64_t users)
{
    const struct audit *audit = picture->audit;
    if (audit_part(audit, users) == TOLD_ALL_BUT)
        return arena_printf(
            &picture->arena, "≥\u00A0%s",
            number_text(picture, (double)(audit->contacts_per_case.n - audit->options.min_group + 1), 0));
    return number_text(picture, (double)users, 0);
}

const char *within_text(struct picture *picture, int64_t users, int64_t whole)
{
    const struct audit *audit = picture->audit;
    if (audit_part(audit, users) != TOLD || !protection_apart(users, whole, audit->options.min_group))
        return arena_printf(&picture->arena, "≥\u00A0%d", audit->options.min_group);
    return number_text(picture, (double)users, 0);
}

const char *capitalised(struct picture *picture, const char *text)
{
    char *copy = arena_strdup(&picture->arena, text);
    if (copy[0] >= 'a' && copy[0] <= 'z')
        copy[0] = (char)(copy[0] - 'a' + 'A');
    else if (copy[0] == '\xC3' && (unsigned char)copy[1] >= 0xA0 && (unsigned char)copy[1] != 0xB7)
        copy[1] = (char)((unsigned char)copy[1] - 0x20); /* à … þ */
    return copy;
}

const char *clean_text(struct picture *picture, const char *text) { return svg_clean(&picture->arena, text); }

static void keep(struct picture *picture, struct drawing_box box)
{
    GROW(picture->box, picture->boxes, picture->boxes_capacity);
    picture->box[picture->boxes++] = box;
}

void picture_keep_whole(struct picture *picture, double x, double y, double width, double height)
{
    keep(picture, (struct drawing_box){ x, y, width, height, PART_CARD });
}

void picture_keep_line(struct picture *picture, const struct point *point, int count, double thickness)
{
    for (int i = 1; i < count; i++) {
        double left = fmin(point[i - 1].x, point[i].x), right = fmax(point[i - 1].x, point[i].x);
        double top = fmin(point[i - 1].y, point[i].y), bottom = fmax(point[i - 1].y, point[i].y), half = thickness / 2;
        keep(picture, (struct drawing_box){ left - half, top - half, right - left + thickness, bottom - top + thickness,
                                            PART_LINE });
    }
}

/* What is set smallest is remembered, and where texts stand: whoever prints the picture must know if it can be read,
 * and where to cut it. */
static void set_text(struct picture *picture, struct point at, double size, bool bold, const char *fill,
                     enum anchor anchor, const char *text)
{
    if (!*text)
        return;
    if (picture->smallest_text <= 0 || size < picture->smallest_text) {
        picture->smallest_text = size;
        size_t length = strlen(text);
        if (length >= sizeof picture->smallest_words)
            for (length = sizeof picture->smallest_words - 1; ((unsigned char)text[length] & 0xC0) == 0x80;)
                length--;
        memset(picture->smallest_words, 0, sizeof picture->smallest_words);
        memcpy(picture->smallest_words, text, length);
    }
    double width = lettering_width(picture->letters, text, size, bold);
    keep(picture, (struct drawing_box){ at.x - width * (anchor == ANCHOR_START ? 0 : anchor == ANCHOR_MIDDLE ? 0.5 : 1),
                                        at.y - 0.8 * size, width, size, PART_TEXT });
    svg_text(picture->svg, at, size, bold, fill, anchor, text);
}

void text_at(struct picture *picture, double x, double y, double size, bool bold, const char *fill, const char *text)
{
    set_text(picture, (struct point){ x, y }, size, bold, fill, ANCHOR_START, text);
}

void text_middle(struct picture *picture, double x, double y, double size, bool bold, const char *fill,
                 const char *text)
{
    set_text(picture, (struct point){ x, y }, size, bold, fill, ANCHOR_MIDDLE, text);
}

void text_to(struct picture *picture, double right, double y, double size, bool bold, const char *fill,
             const char *text)
{
    set_text(picture, (struct point){ right, y }, size, bold, fill, ANCHOR_END, text);
}

double text_width(struct picture *picture, const char *text, double size, bool bold)
{
    return lettering_width(picture->letters, text, size, bold);
}

void text_fitting(struct picture *picture, double x, double y, double size, double least, bool bold, const char *fill,
                  double width, const char *text)
{
    while (size > least && lettering_width(picture->letters, text, size, bold) > width)
        size -= 0.5;
    text_at(picture, x, y, size, bold, fill, lettering_fit(picture->letters, &picture->arena, text, size, bold, width));
}

int text_lines(struct picture *picture, double x, double y, double size, bool bold, const char *fill, double leading,
               double width, int limit, const char *text)
{
    enum { LINES = 12 };
    char *line[LINES];
    int lines = lettering_wrap(picture->letters, &picture->arena, text, size, bold, width,
                               limit < LINES ? limit : LINES, line, NULL);
    for (int i = 0; i < lines; i++)
        text_at(picture, x, y + i * leading, size, bold, fill, line[i]);
    return lines;
}

double pill_width(struct picture *picture, const struct pill *pill)
{
    return lettering_width(picture->letters, pill->text, pill->size, true) + 1.1 * pill->size +
           (pill->mark == MARK_COUNT ? 0 : 1.25 * pill->size);
}

void pill_to(struct picture *picture, double right, double y, const struct pill *pill)
{
    double width = pill_width(picture, pill), height = 1.55 * pill->size, x = right - width;
    svg_rect(picture->svg, x, y - height / 2, width, height, height / 2, pill->background,
             (struct stroke){ pill->outline, 1.4, NULL });
    x += 0.55 * pill->size;
    if (pill->mark != MARK_COUNT) {
        icon_mark(picture->svg, (enum mark)pill->mark, x - 1, y - 0.56 * pill->size, 1.12 * pill->size, pill->colour);
        x += 1.25 * pill->size;
    }
    text_at(picture, x, y + 0.36 * pill->size, pill->size, true, pill->colour, pill->text);
}
