#include "draw/blank.h"
#include "base/message.h"
#include "draw/blank_parts.h"
#include "draw/icons.h"
#include <math.h>

static bool has_self(const struct journey *journey)
{
    for (int i = 0; i < journey->institutions; i++)
        if (journey->institution[i].self)
            return true;
    return false;
}

static int lanes_wanted(const struct journey *journey) { return journey->institutions + !has_self(journey); }

/* Whose lanes: the user's first unless the journey says where, then institutions in the author's order; the rest stay
 * empty. */
static void name_lanes(struct blank *blank)
{
    const struct journey *journey = blank->request->journey;
    if (!journey || !has_self(journey))
        blank->lane[blank->lanes++] = LANE_USER;
    for (int i = 0; journey && i < journey->institutions && blank->lanes < BLANK_LANES; i++)
        blank->lane[blank->lanes++] = i;
    for (int i = blank->lanes; i < BLANK_LANES; i++)
        blank->lane[i] = LANE_EMPTY;
}

/* Sizes, then the layout: false after a diagnostic. */
static bool lay_out(struct blank *blank, struct diagnostics *diagnostics)
{
    struct blank_request request = *blank->request;
    if (!request.lanes && request.journey)
        request.lanes = lanes_wanted(request.journey);
    struct blank_layout *layout = &blank->layout;
    struct blank_needs needs = { .channel_rows = 1 };
    blank->least = PT(paper_least_text(request.paper));
    for (int pass = 0; pass < 2; pass++) { /* the first for the sizes of texts, by which the rest is measured */
        if (pass)
            needs = (struct blank_needs){ blank_least_cell(blank) / MM(1), blank_least_tab(blank) / MM(1),
                                          (int)lround(blank_channels(blank, 0, false) / (2.5 * blank->body)) };
        if (!blank_layout_init(layout, &request, &needs, diagnostics))
            return false;
        blank->body = PT(layout->body);
        blank->caption = PT(layout->caption);
        blank->left = MM(layout->left);
        blank->right = MM(layout->sheet.width - SHEET_MARGIN);
        blank->width = blank->right - blank->left;
        blank->columns_left = blank->left + MM(layout->tab);
    }
    return true;
}

static void say_what_does_not_fit(const struct blank *blank, struct diagnostics *diagnostics)
{
    const struct blank_layout *layout = &blank->layout;
    struct source_position at = { .file = blank->request->who };
    if (layout->place < PLACE_LARGEST)
        diagnostics_note(
            diagnostics, at,
            _("places are %.0f mm wide: cards and notes of %d mm do not fit; larger paper, fewer --lanes or "
              "--columns leave more room"),
            layout->place, PLACE_LARGEST);
    if (layout->lanes < blank->lanes)
        diagnostics_warning(diagnostics, at,
                            ngettext("%d institution has no lane: --lanes is too small",
                                     "%d institutions have no lane: --lanes is too small",
                                     (unsigned long)(blank->lanes - layout->lanes)),
                            blank->lanes - layout->lanes);
}

static void draw_parts(struct blank *blank)
{
    double gap = 0.3 * blank->body;
    double y = blank_header(blank, MM(SHEET_MARGIN)) + gap;
    y = blank_phases(blank, y) + gap;
    y = blank_lanes(blank, y) + gap;
    y = blank_satisfaction(blank, y) + gap;
    y = blank_waiting(blank, y) + gap;
    y = blank_documents(blank, y) + gap;
    y = blank_remarks(blank, y) + gap;
    blank_channels(blank, y, true);
    struct picture *picture = &blank->picture;
    const struct blank_layout *layout = &blank->layout;
    const char *text =
        arena_printf(&picture->arena,
                     blank->request->portrait ? _("%s portrait (%.0f × %.0f mm) · places of %.0f mm · prints in black "
                                                  "and white too, on A4 or A3 sheets to glue")
                                              : _("%s landscape (%.0f × %.0f mm) · places of %.0f mm · prints in black "
                                                  "and white too, on A4 or A3 sheets to glue"),
                     PAPER_NAME[blank->request->paper], layout->sheet.width, layout->sheet.height, layout->place);
    double size = fmax(0.64 * blank->caption, blank->least);
    text_to(picture, blank->right, MM(layout->sheet.height - SHEET_MARGIN) - 0.1 * size, size, false,
            picture->theme->second_text,
            lettering_fit(picture->letters, &picture->arena, text, size, false, blank->width));
}

bool blank_draw(struct drawing *drawing, const struct blank_request *request, struct diagnostics *diagnostics)
{
    struct blank blank = { .request = request };
    form_init(&blank.picture, request->journey, request->theme);
    name_lanes(&blank);
    bool good = lay_out(&blank, diagnostics);
    if (good) {
        say_what_does_not_fit(&blank, diagnostics);
        draw_parts(&blank);
    }
    const char *title = request->journey ? picture_title(&blank.picture) : _("Blank poster");
    picture_finish(&blank.picture, drawing, MM(blank.layout.sheet.width), MM(blank.layout.sheet.height), title,
                   _("A poster to fill in: lanes of institutions with places for cards, satisfaction, waiting, "
                     "documents, what annoys and what would be changed."));
    if (!good)
        drawing_release(drawing);
    return good;
}
