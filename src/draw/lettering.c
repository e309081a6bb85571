#include "draw/lettering.h"
#include <pango/pangocairo.h>
#include <stdlib.h>
#include <string.h>

struct lettering {
    PangoFontMap *fonts;
    PangoContext *context;
    PangoLayout *layout;
    PangoFontDescription *description[2];
};

struct lettering *lettering_new(void)
{
    struct lettering *lettering = xcalloc(1, sizeof *lettering);
    lettering->fonts = pango_cairo_font_map_new();
    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(lettering->fonts), 72);
    lettering->context = pango_font_map_create_context(lettering->fonts);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    pango_cairo_context_set_font_options(lettering->context, options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(lettering->context, FALSE);
    lettering->layout = pango_layout_new(lettering->context);
    pango_layout_set_single_paragraph_mode(lettering->layout, TRUE);
    for (int bold = 0; bold < 2; bold++) {
        lettering->description[bold] = pango_font_description_from_string(LETTERING_FONTS);
        pango_font_description_set_weight(lettering->description[bold], bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    }
    return lettering;
}

void lettering_free(struct lettering *lettering)
{
    if (!lettering)
        return;
    pango_font_description_free(lettering->description[0]);
    pango_font_description_free(lettering->description[1]);
    g_object_unref(lettering->layout);
    g_object_unref(lettering->context);
    g_object_unref(lettering->fonts);
    free(lettering);
}

static double width_of(struct lettering *lettering, const char *text, size_t length, double size, bool bold)
{
    int width, height;
    pango_font_description_set_absolute_size(lettering->description[bold], size * PANGO_SCALE);
    pango_layout_set_font_description(lettering->layout, lettering->description[bold]);
    pango_layout_set_text(lettering->layout, text, (int)length);
    pango_layout_get_size(lettering->layout, &width, &height);
    return (double)width / PANGO_SCALE;
}

double lettering_width(struct lettering *lettering, const char *text, double size, bool bold)
{
    return width_of(lettering, text, strlen(text), size, bold);
}

/* Bytes of the UTF-8 character at `text`, with the marks upon it. */
static size_t character_length(const char *text)
{
    const char *next = *text ? g_utf8_next_char(text) : text;
    while (*next && g_unichar_ismark(g_utf8_get_char(next)))
        next = g_utf8_next_char(next);
    return (size_t)(next - text);
}

static bool is_letter(const char *text) { return g_unichar_isalpha(g_utf8_get_char(text)); }

/* May a word be cut after the character at `text`, which something follows? Then no hyphen is wanted. */
static bool cuts_well(const char *text) { return strchr("-_/.,:;+&@", *text) != NULL; }

/* How many bytes of a word that is too long go on a line: up to a hyphen or the like in its second half, else what
 * fits; at least one character, however narrow the line. */
static size_t piece_length(struct lettering *lettering, const char *word, double size, bool bold, double width)
{
    size_t end = 0, good = 0, neat = 0;
    while (word[end] && word[end] != ' ') {
        size_t last = end;
        end += character_length(word + end);
        if (good && width_of(lettering, word, end, size, bold) > width)
            break;
        good = end;
        if (cuts_well(word + last) && word[end] && word[end] != ' ')
            neat = end;
    }
    return 2 * neat >= good ? neat : good;
}

/* How many bytes of `text` go on a line: up to the last space that fits, or what fits of a long word. */
static size_t line_length(struct lettering *lettering, const char *text, double size, bool bold, double width)
{
    size_t good = 0;
    for (size_t end = 0; text[end];) {
        while (text[end] == ' ')
            end++;
        end += strcspn(text + end, " ");
        if (width_of(lettering, text, end, size, bold) > width)
            break;
        good = end;
    }
    if (good || !*text)
        return good;
    return piece_length(lettering, text, size, bold, width);
}

/* The line of the first `*length` bytes of `text`: with a hyphen where it cuts a word between letters, and then maybe
 * some letters less, two at least on either side. */
static char *line_of(struct lettering *lettering, struct arena *arena, const char *text, size_t *length, double size,
                     bool bold, double width)
{
    const char *end = text + *length, *least = text;
    for (int i = 0; i < 2 && least < end; i++)
        least += character_length(least);
    if (!*end || *end == ' ' || !*length || cuts_well(end - 1) || !is_letter(end))
        return arena_strndup(arena, text, *length);
    for (; end > least; end = g_utf8_prev_char(end)) {
        if (!is_letter(g_utf8_prev_char(end)) || !is_letter(end) || !is_letter(end + character_length(end)))
            continue;
        char *line = arena_printf(arena, "%.*s-", (int)(end - text), text);
        if (lettering_width(lettering, line, size, bold) <= width) {
            *length = (size_t)(end - text);
            return line;
        }
    }
    return arena_strndup(arena, text, *length);
}

/* The longest beginning of `text` that fits with an ellipsis after it. */
static char *shorten(struct lettering *lettering, struct arena *arena, const char *text, double size, bool bold,
                     double width)
{
    size_t length = strlen(text);
    for (;;) {
        while (length && text[length - 1] == ' ')
            length--;
        char *shortened = arena_printf(arena, "%.*s…", (int)length, text);
        if (!length || lettering_width(lettering, shortened, size, bold) <= width)
            return shortened;
        do
            length--;
        while (length && ((unsigned char)text[length] & 0xC0) == 0x80);
    }
}

int lettering_wrap(struct lettering *lettering, struct arena *arena, const char *text, double size, bool bold,
                   double width, int limit, char **line, bool *whole)
{
    int lines = 0;
    bool cut = false;
    text += strspn(text, " ");
    do {
        size_t length = line_length(lettering, text, size, bold, width);
        bool last = !text[length + strspn(text + length, " ")];
        if (!last && lines == limit - 1) {
            line[lines++] = shorten(lettering, arena, arena_strndup(arena, text, length), size, bold, width);
            break;
        }
        line[lines++] = line_of(lettering, arena, text, &length, size, bold, width);
        text += length;
        cut |= *text && *text != ' ';
        text += strspn(text, " ");
    } while (*text);
    if (whole)
        *whole = !*text && !cut;
    return lines;
}

char *lettering_fit(struct lettering *lettering, struct arena *arena, const char *text, double size, bool bold,
                    double width)
{
    if (lettering_width(lettering, text, size, bold) <= width)
        return arena_strdup(arena, text);
    return shorten(lettering, arena, text, size, bold, width);
}
