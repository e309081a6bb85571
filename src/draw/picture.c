#include "draw/picture.h"
#include "base/format.h"
#include "draw/icons.h"
#include <string.h>

static const struct lane_colour LANE_COLOUR[] = {
    { "#0A4A66", "#EAF2F6" }, { "#4A3A73", "#F0EEF6" }, { "#5E4A22", "#F5F1E8" }, { "#1F5A48", "#EAF3EF" },
    { "#6B2B45", "#F6ECF0" }, { "#33496B", "#ECEFF5" }, { "#46551C", "#F1F4E8" }, { "#5A2F6B", "#F3ECF6" },
    { "#1F5560", "#E8F2F3" },
};
static const struct lane_colour SELF_COLOUR = { "#3B3F46", "#F1F2F3" };

struct lane_colour lane_colour(const struct picture *picture, int lane)
{
    int institution = picture->layout->lane[lane];
    if (institution == NONE || institution_is_self(picture->journey, institution))
        return SELF_COLOUR;
    int number = 0;                         /* by place in the journey, so that a colour stays with its institution */
    for (int i = 0; i < institution; i++)
        number += !picture->journey->institution[i].self;
    return LANE_COLOUR[number % (int)(sizeof LANE_COLOUR / sizeof *LANE_COLOUR)];
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
    struct buffer text = { 0 };
    format_minutes(&text, seconds);
    return taken(picture, &text);
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

const char *capitalised(struct picture *picture, const char *text)
{
    char *copy = arena_strdup(&picture->arena, text);
    if (copy[0] >= 'a' && copy[0] <= 'z')
        copy[0] = (char)(copy[0] - 'a' + 'A');
    else if (copy[0] == '\xC3' && (unsigned char)copy[1] >= 0xA0 && (unsigned char)copy[1] != 0xB7)
        copy[1] = (char)((unsigned char)copy[1] - 0x20);        /* à … þ */
    return copy;
}

const char *clean_text(struct picture *picture, const char *text) { return svg_clean(&picture->arena, text); }

void text_at(struct picture *picture, double x, double y, double size, bool bold, const char *fill, const char *text)
{
    if (*text)
        svg_text(picture->svg, (struct point){ x, y }, size, bold, fill, ANCHOR_START, text);
}

void text_to(struct picture *picture, double right, double y, double size, bool bold, const char *fill,
             const char *text)
{
    if (*text)
        svg_text(picture->svg, (struct point){ right, y }, size, bold, fill, ANCHOR_END, text);
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
