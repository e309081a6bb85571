#include "draw/svg.h"
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { TEXT_LIMIT = 1000, MARKS_MOST = 3 };

/* The code point at `text`, or -1 if it is not valid UTF-8; *length: bytes to go on by. */
static int32_t decode(const unsigned char *text, int *length)
{
    static const int32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
    int bytes = text[0] < 0x80 ? 1 : text[0] >> 5 == 6 ? 2 : text[0] >> 4 == 14 ? 3 : text[0] >> 3 == 30 ? 4 : 0;
    *length = 1;
    if (bytes < 2)
        return bytes ? text[0] : -1;
    int32_t code = text[0] & (0x7F >> bytes);
    for (int i = 1; i < bytes; i++) {
        if ((text[i] & 0xC0) != 0x80)
            return -1;
        code = code << 6 | (text[i] & 0x3F);
    }
    if (code < least[bytes] || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
        return -1;
    *length = bytes;
    return code;
}

static bool is_space(int32_t code)
{
    return code == ' ' || (code >= '\t' && code <= '\r') || code == 0x2028 || code == 0x2029;
}

/* Characters that show nothing of themselves but change what is around them, and those XML forbids. */
static bool is_invisible(int32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0xAD || (code >= 0x200B && code <= 0x200F) ||
           (code >= 0x202A && code <= 0x202E) || (code >= 0x2060 && code <= 0x206F) || code == 0xFEFF ||
           (code & 0xFFFE) == 0xFFFE || (code >= 0xFFF9 && code <= 0xFFFB) || (code >= 0xE0000 && code <= 0xE007F);
}

/* Marks drawn on or under the letter before them: alphabets pile up three at most, jokes a hundred. */
static bool is_mark(int32_t code)
{
    return (code >= 0x300 && code <= 0x36F) || (code >= 0x1AB0 && code <= 0x1AFF) ||
           (code >= 0x1DC0 && code <= 0x1DFF) || (code >= 0x20D0 && code <= 0x20FF) ||
           (code >= 0xFE20 && code <= 0xFE2F);
}

char *svg_clean(struct arena *arena, const char *text)
{
    struct buffer clean = { .maximum = TEXT_LIMIT + 8 };
    int marks = 0;
    for (const unsigned char *at = (const unsigned char *)(text ? text : ""); *at && clean.length < TEXT_LIMIT;) {
        int length;
        int32_t code = decode(at, &length);
        marks = is_mark(code) ? marks + 1 : 0;
        if (code < 0)
            buffer_add_string(&clean, "\xEF\xBF\xBD");
        else if (is_space(code)) {
            if (clean.length && clean.data[clean.length - 1] != ' ')
                buffer_add_char(&clean, ' ');
        } else if (!is_invisible(code) && marks <= MARKS_MOST)
            buffer_add(&clean, (const char *)at, (size_t)length);
        at += length;
    }
    while (clean.length && clean.data[clean.length - 1] == ' ')
        clean.data[--clean.length] = '\0';
    char *copy = arena_strdup(arena, buffer_text(&clean));
    buffer_release(&clean);
    return copy;
}

void svg_escape(struct buffer *svg, const char *text)
{
    for (; *text; text++)
        switch (*text) {
        case '&':
            buffer_add_string(svg, "&amp;");
            break;
        case '<':
            buffer_add_string(svg, "&lt;");
            break;
        case '>':
            buffer_add_string(svg, "&gt;");
            break;
        case '"':
            buffer_add_string(svg, "&quot;");
            break;
        case '\'':
            buffer_add_string(svg, "&#39;");
            break;
        default:
            buffer_add_char(svg, *text);
        }
}

void svg_number(struct buffer *svg, double value)
{
    if (!isfinite(value) || fabs(value) < 0.05)
        value = 0;
    buffer_printf(svg, "%.1f", value);
}

void svg_id(struct buffer *svg, const char *prefix, const char *id, int number)
{
    bool changed = !*id;
    buffer_add_string(svg, prefix);
    for (size_t i = 0; id[i] && i < 80; i++) {
        bool plain = (id[i] >= 'a' && id[i] <= 'z') || (id[i] >= 'A' && id[i] <= 'Z') ||
                     (id[i] >= '0' && id[i] <= '9') || strchr("_-.", id[i]);
        buffer_add_char(svg, plain ? id[i] : '_');
        changed |= !plain || i == 79;
    }
    if (changed)
        buffer_printf(svg, "-%d", number);
}

static void attribute(struct buffer *svg, const char *name, double value)
{
    buffer_printf(svg, " %s=\"", name);
    svg_number(svg, value);
    buffer_add_char(svg, '"');
}

static void paint(struct buffer *svg, const char *fill, struct stroke stroke)
{
    buffer_printf(svg, " fill=\"%s\"", fill);
    if (stroke.colour) {
        buffer_printf(svg, " stroke=\"%s\"", stroke.colour);
        attribute(svg, "stroke-width", stroke.width);
        if (stroke.dash)
            buffer_printf(svg, " stroke-dasharray=\"%s\"", stroke.dash);
    }
    buffer_add_string(svg, "/>\n");
}

void svg_text(struct buffer *svg, struct point at, double size, bool bold, const char *fill, enum anchor anchor,
              const char *text)
{
    static const char *const name[] = { "", " text-anchor=\"middle\"", " text-anchor=\"end\"" };
    buffer_add_string(svg, "<text");
    attribute(svg, "x", at.x);
    attribute(svg, "y", at.y);
    attribute(svg, "font-size", size);
    buffer_printf(svg, "%s%s fill=\"%s\">", bold ? " font-weight=\"700\"" : "", name[anchor], fill);
    svg_escape(svg, text);
    buffer_add_string(svg, "</text>\n");
}

void svg_rect(struct buffer *svg, double x, double y, double width, double height, double radius, const char *fill,
              struct stroke stroke)
{
    buffer_add_string(svg, "<rect");
    attribute(svg, "x", x);
    attribute(svg, "y", y);
    attribute(svg, "width", width);
    attribute(svg, "height", height);
    if (radius > 0)
        attribute(svg, "rx", radius);
    paint(svg, fill, stroke);
}

void svg_circle(struct buffer *svg, double x, double y, double radius, const char *fill, struct stroke stroke)
{
    buffer_add_string(svg, "<circle");
    attribute(svg, "cx", x);
    attribute(svg, "cy", y);
    attribute(svg, "r", radius);
    paint(svg, fill, stroke);
}

static void path_point(struct buffer *svg, char command, double x, double y)
{
    buffer_add_char(svg, command);
    svg_number(svg, x);
    buffer_add_char(svg, ' ');
    svg_number(svg, y);
}

void svg_cut_rect(struct buffer *svg, double x, double y, double width, double height, double cut, const char *fill,
                  struct stroke stroke)
{
    double right = x + width, bottom = y + height;
    buffer_add_string(svg, "<path d=\"");
    path_point(svg, 'M', x + cut, y);
    path_point(svg, 'L', right - cut, y);
    path_point(svg, 'L', right, y + cut);
    path_point(svg, 'L', right, bottom - cut);
    path_point(svg, 'L', right - cut, bottom);
    path_point(svg, 'L', x + cut, bottom);
    path_point(svg, 'L', x, bottom - cut);
    path_point(svg, 'L', x, y + cut);
    buffer_add_string(svg, "z\"");
    paint(svg, fill, stroke);
}

/* The point on the way from `corner` to `other` at which the corner's rounding begins. */
static struct point before_corner(struct point corner, struct point other, double radius)
{
    double length = hypot(other.x - corner.x, other.y - corner.y), share = length > 0 ? fmin(radius / length, 0.5) : 0;
    return (struct point){ corner.x + share * (other.x - corner.x), corner.y + share * (other.y - corner.y) };
}

void svg_rounded_line(struct buffer *svg, const struct point *point, int count, double radius, struct stroke stroke)
{
    if (count < 2)
        return;
    buffer_add_string(svg, "<path d=\"");
    path_point(svg, 'M', point[0].x, point[0].y);
    for (int i = 1; i < count - 1; i++) {
        struct point in = before_corner(point[i], point[i - 1], radius),
                     out = before_corner(point[i], point[i + 1], radius);
        path_point(svg, 'L', in.x, in.y);
        path_point(svg, 'Q', point[i].x, point[i].y);
        path_point(svg, ' ', out.x, out.y);
    }
    path_point(svg, 'L', point[count - 1].x, point[count - 1].y);
    buffer_add_string(svg, "\"");
    paint(svg, "none", stroke);
}

void svg_arrow(struct buffer *svg, struct point tip, double dx, double dy, double size, const char *fill)
{
    double x = tip.x - dx * size, y = tip.y - dy * size, half = 0.5 * size;
    buffer_add_string(svg, "<path d=\"");
    path_point(svg, 'M', tip.x, tip.y);
    path_point(svg, 'L', x - dy * half, y + dx * half);
    path_point(svg, 'L', x + dy * half, y - dx * half);
    buffer_add_string(svg, "z\"");
    paint(svg, fill, (struct stroke){ 0 });
}
