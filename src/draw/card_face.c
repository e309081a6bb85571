#include "draw/card_face.h"
#include "base/message.h"
#include "draw/cards.h"
#include "draw/face.h"
#include "draw/icons.h"
#include "measure/ledger.h"
#include <math.h>

/* Inside a card, in points from its top left corner; it is 215.4 wide and high. */
enum {
    SIDE = 215,
    PAD = 13,
    TITLE_BASE = 21,
    CHANNELS_TOP = 106,
    CHANNEL_ROW = 35,
    TIMES_BASE = 181,
    FACES_MIDDLE = 199
};
static const double CHANNEL_FIRST = 27.5, CHANNEL_PITCH = 40.1, DISC = 11.5;

struct card {
    struct picture *picture;
    double x, y;
};

static double across(const struct card *card, double points) { return card->x + PT(points); }
static double down(const struct card *card, double points) { return card->y + PT(points); }

static void draw_lines(const struct card *card)
{
    for (int i = 0; i < 3; i++)
        form_dots(card->picture, across(card, PAD), down(card, 45 + 21 * i), across(card, SIDE - PAD), PT(12));
}

/* The ten channels, to circle; those of the step stand out. */
static void draw_channels(const struct card *card, const struct step *step, struct lane_paint paint)
{
    struct picture *picture = card->picture;
    const struct theme *theme = picture->theme;
    for (int i = 0; i < CHANNEL_AUTOMATIC - 1; i++) {
        enum channel channel = (enum channel)(i + 1);
        double x = across(card, CHANNEL_FIRST + CHANNEL_PITCH * (i % 5)),
               y = down(card, CHANNELS_TOP + CHANNEL_ROW * (i / 5)), radius = PT(DISC);
        const char *name = capitalised(picture, vocabulary_name(&CHANNELS, (int)channel));
        bool marked = step && step_has_channel(step, channel);
        if (marked) {
            svg_circle(picture->svg, x, y, radius + PT(1.6), "none", (struct stroke){ paint.line, PT(1.8), NULL });
            channel_disc(picture, channel, x, y, radius - PT(0.8), paint);
        } else {
            svg_circle(picture->svg, x, y, radius, theme->paper, (struct stroke){ theme->second_text, PT(0.9), NULL });
            icon_channel(picture->svg, channel, x - 0.69 * radius, y - 0.69 * radius, 1.38 * radius,
                         step ? theme->second_text : theme->text);
        }
        char *line[2];
        int lines =
            lettering_wrap(picture->letters, &picture->arena, name, PT(7), marked, PT(CHANNEL_PITCH), 2, line, NULL);
        for (int k = 0; k < lines; k++)
            text_middle(picture, x, y + PT(20 + 7.2 * k), PT(7), marked, marked ? theme->text : theme->second_text,
                        line[k]);
    }
}

/* A step that happens without the user: nothing to circle. */
static void draw_automatic(const struct card *card, struct lane_paint paint)
{
    struct picture *picture = card->picture;
    double y = down(card, CHANNELS_TOP + CHANNEL_ROW / 2.0), size = PT(10);
    channel_disc(picture, CHANNEL_AUTOMATIC, across(card, CHANNEL_FIRST), y, PT(DISC), paint);
    text_fitting(picture, across(card, CHANNEL_FIRST + 20), y + 0.36 * size, size, PT(8), true, picture->theme->text,
                 PT(SIDE - PAD - CHANNEL_FIRST - 20),
                 capitalised(picture, vocabulary_name(&CHANNELS, CHANNEL_AUTOMATIC)));
}

/* A mark, its name, and a line to write on or a value. */
static void draw_time(const struct card *card, double from, double to, enum mark mark, const char *name,
                      const char *value)
{
    struct picture *picture = card->picture;
    const struct theme *theme = picture->theme;
    double size = PT(8.5), x = across(card, from), y = down(card, TIMES_BASE);
    icon_mark(picture->svg, mark, x, y - PT(8.4), PT(10.5), theme->second_text);
    x += PT(14);
    text_at(picture, x, y, size, false, theme->text, name);
    x += text_width(picture, name, size, false) + PT(3);
    if (*value)
        text_fitting(picture, x, y, size, PT(7), true, theme->text, across(card, to) - x, value);
    else
        form_dots(picture, x, y + PT(1.5), across(card, to), PT(12));
}

static void draw_faces(const struct card *card)
{
    for (int grade = 0; grade < FACES; grade++)
        draw_face(card->picture->svg, grade, across(card, 20 + 18 * grade), down(card, FACES_MIDDLE), PT(7),
                  card->picture->theme);
}

/* --- a step --- */

static const char *needs_of(struct picture *picture, const struct step *step)
{
    struct buffer text = { 0 };
    for (int i = 0; i < step->needs_count; i++) {
        const struct document *document = &picture->journey->document[step->needs[i]];
        buffer_printf(&text, "%s%s", i ? ", " : "",
                      clean_text(picture, *document->name ? document->name : document->id));
    }
    const char *copy = arena_strdup(&picture->arena, buffer_text(&text));
    buffer_release(&text);
    return copy;
}

/* Title on three lines at most, smaller before anything is left out. */
static void draw_title(const struct card *card, const char *title)
{
    struct picture *picture = card->picture;
    char *line[3];
    bool whole = false;
    double size = PT(14);
    int lines = 0;
    for (;; size -= PT(0.5)) {
        lines =
            lettering_wrap(picture->letters, &picture->arena, title, size, true, PT(SIDE - 2 * PAD), 3, line, &whole);
        if (whole || size <= PT(9))
            break;
    }
    for (int i = 0; i < lines; i++)
        text_at(picture, across(card, PAD), down(card, 44) + i * 1.25 * size, size, true, picture->theme->text,
                line[i]);
}

static void draw_filled(const struct card *card, int number)
{
    struct picture *picture = card->picture;
    const struct theme *theme = picture->theme;
    const struct step *step = &picture->journey->step[number];
    struct lane_paint paint = institution_paint(picture, step->institution);
    double side = MM(CARD_SIDE), size = PT(11);
    svg_rect(picture->svg, card->x, card->y, side, PT(28), PT(6), paint.tab, tab_stroke(picture, paint.line));
    svg_rect(picture->svg, card->x, card->y, side, side, PT(6), "none", (struct stroke){ paint.line, PT(1.4), NULL });
    const char *label = arena_printf(&picture->arena, _("no. %d"), number + 1);
    double beside = text_width(picture, label, size, true);
    text_to(picture, across(card, SIDE - PAD), down(card, TITLE_BASE - 3), size, true, paint.on_tab, label);
    text_fitting(picture, across(card, PAD), down(card, TITLE_BASE - 3), size, PT(8.5), true, paint.on_tab,
                 PT(SIDE - 2 * PAD - 6) - beside,
                 clean_text(picture, institution_name(picture->journey, step->institution)));
    draw_title(card, clean_text(picture, step_title(picture->journey, number)));
    if (step->automatic)
        draw_automatic(card, paint);
    else
        draw_channels(card, step, paint);
    struct active_time planned = active_time_planned(step);
    bool told = step->takes != SECONDS_ABSENT;
    draw_time(card, PAD, 100, MARK_CLOCK, _("duration"), told ? minutes_text(picture, (double)planned.total) : "");
    draw_time(card, 108, SIDE - PAD, MARK_HOURGLASS, _("wait"),
              duration_given(step->wait) ? days_text(picture, (double)duration_nominal_seconds(step->wait)) : "");
    draw_faces(card);
    const char *needs = needs_of(picture, step);
    if (*needs)
        text_lines(picture, across(card, 108), down(card, FACES_MIDDLE - 5), PT(7.5), false, theme->text, PT(8.6),
                   PT(SIDE - PAD - 108), 3, arena_printf(&picture->arena, _("documents: %s"), needs));
}

static void draw_blank_step(const struct card *card)
{
    struct picture *picture = card->picture;
    const struct theme *theme = picture->theme;
    double side = MM(CARD_SIDE);
    svg_rect(picture->svg, card->x, card->y, side, side, PT(6), "none", (struct stroke){ theme->text, PT(1.4), NULL });
    text_at(picture, across(card, PAD), down(card, TITLE_BASE), PT(11.5), true, theme->text, _("Planned step"));
    text_to(picture, across(card, SIDE - PAD), down(card, TITLE_BASE), PT(10), false, theme->second_text,
            _("no. ____"));
    draw_lines(card);
    draw_channels(card, NULL, theme->neutral_tab);
    draw_time(card, PAD, 104, MARK_CLOCK, _("duration"), "");
    draw_time(card, 112, SIDE - PAD, MARK_HOURGLASS, _("wait"), "");
    draw_faces(card);
    double size = PT(8.5), x = across(card, 112), y = down(card, FACES_MIDDLE + 3);
    const char *documents = _("documents:");
    text_at(picture, x, y, size, false, theme->text, documents);
    form_dots(picture, x + text_width(picture, documents, size, false) + PT(3), y + PT(1.5), across(card, SIDE - PAD),
              PT(12));
}

void card_of_step(struct picture *picture, double x, double y, int step)
{
    struct card card = { picture, x, y };
    if (step == NONE)
        draw_blank_step(&card);
    else
        draw_filled(&card, step);
}

/* --- a contact outside the plan --- */

void card_of_contact(struct picture *picture, double x, double y)
{
    struct card card = { picture, x, y };
    const struct theme *theme = picture->theme;
    double side = MM(CARD_SIDE), size = PT(11.5);
    const char *name = _("Extra contact"), *again = _("given before");
    svg_cut_rect(picture->svg, x, y, side, side, MM(7), "none", (struct stroke){ theme->redundant, PT(2.6), NULL });
    text_at(picture, across(&card, 23), down(&card, TITLE_BASE), size, true, theme->redundant_text, name);
    icon_mark(picture->svg, MARK_TWICE, across(&card, 23) + text_width(picture, name, size, true) + PT(5),
              down(&card, TITLE_BASE - 10), PT(12), theme->redundant_text);
    text_to(picture, across(&card, SIDE - 26), down(&card, TITLE_BASE), PT(10), false, theme->second_text,
            _("no. ____"));
    draw_lines(&card);
    draw_channels(&card, NULL, theme->neutral_tab);
    draw_time(&card, PAD, 104, MARK_CLOCK, _("duration"), "");
    draw_time(&card, 112, SIDE - PAD, MARK_HOURGLASS, _("wait"), "");
    card.x += PT(8);
    draw_faces(&card);
    card.x -= PT(8);
    double box = PT(9.5), middle = down(&card, FACES_MIDDLE);
    svg_rect(picture->svg, across(&card, 118), middle - box / 2, box, box, 0, theme->paper,
             (struct stroke){ theme->text, PT(1), NULL });
    text_fitting(picture, across(&card, 118) + box + PT(4), middle + PT(3), PT(8.5), PT(7), false, theme->text,
                 PT(SIDE - 20 - 118) - box, again);
}
