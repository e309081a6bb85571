/* Contrasts of the themes, computed from their tables: nobody has to guess a text or a line.
 *
 * Relative luminance and contrast ratio: W3C, Web Content Accessibility Guidelines (WCAG) 2.2, definitions "relative
 * luminance" and "contrast ratio"; the least ratios are its success criteria 1.4.3 (text, 4.5:1) and 1.4.11 (graphics,
 * 3:1), which are criteria 3.2 and 3.3 of the French RGAA 4.1.
 */
#include "test.h"
#include "draw/theme.h"

#define TEXT_LEAST 4.5
#define GRAPHICS_LEAST 3.0

static int digit(char c)
{
    static const char digits[] = "0123456789abcdef0123456789ABCDEF";
    const char *at = c ? strchr(digits, c) : NULL;
    return at ? (int)((at - digits) % 16) : -1;
}

/* #rgb or #rrggbb to channels 0 … 1; false if it is anything else. */
static bool read_colour(const char *text, double channel[3])
{
    size_t length = text ? strlen(text) : 0;
    if (length < 1 || text[0] != '#' || (length != 4 && length != 7))
        return false;
    for (int i = 0; i < 3; i++) {
        int high = digit(text[length == 4 ? 1 + i : 1 + 2 * i]), low = digit(text[length == 4 ? 1 + i : 2 + 2 * i]);
        if (high < 0 || low < 0)
            return false;
        channel[i] = (16 * high + low) / 255.0;
    }
    return true;
}

static double luminance(const char *colour)
{
    double channel[3];
    if (!read_colour(colour, channel))
        fail_msg("not a colour: %s", colour ? colour : "(none)");
    for (int i = 0; i < 3; i++)
        channel[i] = channel[i] <= 0.04045 ? channel[i] / 12.92 : pow((channel[i] + 0.055) / 1.055, 2.4);
    return 0.2126 * channel[0] + 0.7152 * channel[1] + 0.0722 * channel[2];
}

static double contrast(const char *one, const char *other)
{
    double a = luminance(one), b = luminance(other);
    return (fmax(a, b) + 0.05) / (fmin(a, b) + 0.05);
}

static int too_low;
static void expect(const struct theme *theme, const char *what, const char *colour, const char *ground, double least)
{
    double ratio = contrast(colour, ground);
    if (ratio < least) {
        print_error("%s: %s: %s on %s has a contrast of %.2f:1, less than %.1f:1\n", theme->name, what, colour, ground,
                    ratio, least);
        too_low++;
    }
}

static void the_formula_gives_the_values_everybody_knows(void **state)
{
    (void)state;
    assert_near(contrast("#000", "#fff"), 21, 1e-9);
    assert_near(contrast("#fff", "#FFFFFF"), 1, 1e-9);
    assert_near(contrast("#777777", "#ffffff"), 4.48, 0.005); /* the grey just below the limit for text */
    assert_near(contrast("#767676", "#ffffff"), 4.54, 0.005); /* and the one just above it */
    assert_near(contrast("#ff0000", "#ffffff"), 4.00, 0.005);
}

/* All that texts stand on: paper, boxes, bands, the tints of lanes and cards. */
static int grounds(const struct theme *theme, const char *ground[], bool shade)
{
    int count = 0;
    ground[count++] = theme->paper;
    ground[count++] = theme->soft;
    ground[count++] = theme->band;
    ground[count++] = theme->redundant_tint;
    ground[count++] = theme->extra_tint;
    ground[count++] = theme->self.tint;
    for (int i = 0; i < LANE_PAINTS; i++)
        ground[count++] = theme->lane[i].tint;
    if (shade)
        ground[count++] = theme->redundant_shade;
    return count;
}

static void every_text_is_legible_on_what_it_stands_on(void **state)
{
    (void)state;
    too_low = 0;
    for (int t = 0; THEMES[t]; t++) {
        const struct theme *theme = THEMES[t];
        const char *ground[LANE_PAINTS + 8];
        int count = grounds(theme, ground, true);
        for (int i = 0; i < count; i++)
            expect(theme, "text", theme->text, ground[i], TEXT_LEAST);
        count = grounds(theme, ground, false);
        for (int i = 0; i < count; i++)
            expect(theme, "secondary text", theme->second_text, ground[i], TEXT_LEAST);
        expect(theme, "text of redundant contacts", theme->redundant_text, theme->paper, TEXT_LEAST);
        expect(theme, "text of redundant contacts on their card", theme->redundant_text, theme->redundant_tint,
               TEXT_LEAST);
        expect(theme, "text of redundant contacts in a box", theme->redundant_text, theme->soft, TEXT_LEAST);
        expect(theme, "text of other extra contacts", theme->extra, theme->paper, TEXT_LEAST);
        expect(theme, "text of other extra contacts on their card", theme->extra, theme->extra_tint, TEXT_LEAST);
        expect(theme, "numbers of planned lines", theme->planned, theme->paper, TEXT_LEAST);
    }
    assert_int_equal(too_low, 0);
}

static int all_paints(const struct theme *theme, struct lane_paint paint[])
{
    int count = 0;
    paint[count++] = theme->self;
    paint[count++] = theme->redundant_tab;
    paint[count++] = theme->extra_tab;
    paint[count++] = theme->neutral_tab;
    for (int i = 0; i < LANE_PAINTS; i++)
        paint[count++] = theme->lane[i];
    return count;
}

static void tabs_discs_and_pills_are_legible(void **state)
{
    (void)state;
    too_low = 0;
    for (int t = 0; THEMES[t]; t++) {
        struct lane_paint paint[LANE_PAINTS + 4];
        int count = all_paints(THEMES[t], paint);
        for (int i = 0; i < count; i++) {
            expect(THEMES[t], "text on a tab", paint[i].on_tab, paint[i].tab, TEXT_LEAST);
            expect(THEMES[t], "text of a lane on paper", paint[i].line, THEMES[t]->paper, TEXT_LEAST);
            expect(THEMES[t], "text of a lane on its tint", paint[i].line, paint[i].tint, TEXT_LEAST);
            /* a disc stands on a card, which is paper or a tint: told from it by its fill, or by its outline */
            expect(THEMES[t], "edge of a disc", THEMES[t]->outlined ? paint[i].line : paint[i].tab, THEMES[t]->paper,
                   GRAPHICS_LEAST);
        }
    }
    assert_int_equal(too_low, 0);
}

static void every_line_is_seen_on_paper_and_on_the_lanes(void **state)
{
    (void)state;
    too_low = 0;
    for (int t = 0; THEMES[t]; t++) {
        const struct theme *theme = THEMES[t];
        const char *ground[LANE_PAINTS + 8];
        int count = grounds(theme, ground, false);
        for (int i = 0; i < count; i++) {
            if (ground[i] == theme->band)           /* lines don't run over the bands of phases */
                continue;
            expect(theme, "planned line", theme->planned, ground[i], GRAPHICS_LEAST);
            expect(theme, "redundant line or outline", theme->redundant, ground[i], GRAPHICS_LEAST);
            expect(theme, "other line or outline", theme->extra, ground[i], GRAPHICS_LEAST);
            expect(theme, "outline of bars", theme->text, ground[i], GRAPHICS_LEAST);
        }
    }
    assert_int_equal(too_low, 0);
}

/* --- patterns --- */

/* What is drawn in the pattern of a paint, its colours left out; "plain" for a colour. */
static void shape_of(const struct theme *theme, const char *paint, char *shape, size_t size)
{
    char id[64];
    snprintf(shape, size, "plain");
    if (sscanf(paint, "url(#%60[^)])", id) != 1)
        return;
    char opening[80];
    snprintf(opening, sizeof opening, "<pattern id=\"%s\"", id);
    const char *at = strstr(theme->definitions, opening);
    if (!at)
        fail_msg("%s: no pattern %s", theme->name, id);
    at = strstr(at, "<rect ");
    assert_non_null(at);
    at = strstr(at, "/>");                          /* after the ground */
    const char *end = at ? strstr(at, "</pattern>") : NULL;
    assert_non_null(end);
    size_t length = 0;
    for (at += 2; at < end && length + 1 < size; at++) {
        if (*at == '#') {
            while (at[1] != '"')
                at++;
            continue;
        }
        shape[length++] = *at;
    }
    shape[length] = '\0';
}

/* Two classes of one account are told apart by their shape; two that are plain, by very different lightness. */
static void assert_distinct(const struct theme *theme, int from, int to)
{
    for (int i = from; i < to; i++)
        for (int j = from; j < i; j++) {
            char one[300], other[300];
            shape_of(theme, theme->time[i], one, sizeof one);
            shape_of(theme, theme->time[j], other, sizeof other);
            bool plain = !strcmp(one, "plain") && !strcmp(other, "plain");
            if (plain ? contrast(theme->time[i], theme->time[j]) < GRAPHICS_LEAST : !strcmp(one, other))
                fail_msg("%s: '%s' and '%s' are told apart by colour alone", theme->name, TIME_CLASS_NAME[i],
                         TIME_CLASS_NAME[j]);
        }
}

static void classes_of_time_differ_in_more_than_colour(void **state)
{
    (void)state;
    for (int t = 0; THEMES[t]; t++) {
        assert_distinct(THEMES[t], TIME_PRODUCTIVE, TIME_CONTACT);
        assert_distinct(THEMES[t], TIME_CONTACT, TIME_CLASSES);
    }
}

static void waits_that_last_too_long_differ_in_more_than_colour(void **state)
{
    (void)state;
    for (int t = 0; THEMES[t]; t++) {
        char announced[300], overrun[300];
        shape_of(THEMES[t], THEMES[t]->capsule_announced, announced, sizeof announced);
        shape_of(THEMES[t], THEMES[t]->capsule_overrun, overrun, sizeof overrun);
        assert_string_not_equal(announced, overrun);
    }
}

/* In grey, or where all is black: redundant lines are solid (double without colours), the others dashed. */
static void lines_of_extra_contacts_differ_in_more_than_colour(void **state)
{
    (void)state;
    for (int t = 0; THEMES[t]; t++) {
        assert_non_null(THEMES[t]->extra_dash);
        if (contrast(THEMES[t]->redundant, THEMES[t]->planned) < GRAPHICS_LEAST)
            assert_true(THEMES[t]->double_lines);
    }
}

/* The ground and the drawing of each pattern contrast, else the pattern is none. */
static void patterns_are_seen(void **state)
{
    (void)state;
    too_low = 0;
    for (int t = 0; THEMES[t]; t++)
        for (int i = 0; i < TIME_CLASSES; i++) {
            char id[64], opening[80], ground[16], drawn[16];
            if (sscanf(THEMES[t]->time[i], "url(#%60[^)])", id) != 1)
                continue;
            snprintf(opening, sizeof opening, "<pattern id=\"%s\"", id);
            const char *at = strstr(THEMES[t]->definitions, opening);
            assert_non_null(at);
            at = strstr(at, "fill=\"#");
            assert_int_equal(sscanf(at, "fill=\"%15[#0-9A-Fa-f]", ground), 1);
            const char *stroke = strstr(at, "stroke=\"#"), *fill = strstr(at + 1, "fill=\"#"),
                       *end = strstr(at, "</pattern>");
            if (stroke && stroke < end)
                assert_int_equal(sscanf(stroke, "stroke=\"%15[#0-9A-Fa-f]", drawn), 1);
            else
                assert_int_equal(sscanf(fill, "fill=\"%15[#0-9A-Fa-f]", drawn), 1);
            expect(THEMES[t], TIME_CLASS_NAME[i], drawn, ground, GRAPHICS_LEAST);
        }
    assert_int_equal(too_low, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_formula_gives_the_values_everybody_knows),
        cmocka_unit_test(every_text_is_legible_on_what_it_stands_on),
        cmocka_unit_test(tabs_discs_and_pills_are_legible),
        cmocka_unit_test(every_line_is_seen_on_paper_and_on_the_lanes),
        cmocka_unit_test(classes_of_time_differ_in_more_than_colour),
        cmocka_unit_test(waits_that_last_too_long_differ_in_more_than_colour),
        cmocka_unit_test(lines_of_extra_contacts_differ_in_more_than_colour),
        cmocka_unit_test(patterns_are_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
