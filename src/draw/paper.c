#include "draw/paper.h"
#include "base/format.h"
#include "base/message.h"
#include <math.h>

const char *const PAPER_NAME[PAPER_COUNT] = { "A4", "A3", "A2", "A1", "A0" };

struct extent paper_extent(enum paper paper, bool portrait)
{
    static const struct extent extent[PAPER_COUNT] = {
        { 297, 210 }, { 420, 297 }, { 594, 420 }, { 841, 594 }, { 1189, 841 },
    };
    struct extent lying = extent[paper];
    return portrait ? (struct extent){ lying.height, lying.width } : lying;
}

double paper_least_text(enum paper paper) { return paper <= PAPER_A3 ? 7 : 16; }

double reading_distance(double size) { return size * 0.7 / 16; }

double paper_fit(const struct drawing *drawing, struct extent sheet)
{
    return MILLIMETRE *
           fmin((sheet.width - 2 * SHEET_MARGIN) / drawing->width, (sheet.height - 2 * SHEET_MARGIN) / drawing->height);
}

bool paper_better_upright(const struct drawing *drawing, enum paper paper)
{
    return paper_fit(drawing, paper_extent(paper, true)) > 1.05 * paper_fit(drawing, paper_extent(paper, false));
}

/* A hundredth less is no matter. */
static bool large_enough(double size, enum paper paper) { return size >= 0.99 * paper_least_text(paper); }

static const char *number(struct buffer *text, double value, int decimals)
{
    buffer_clear(text);
    format_number(text, value, decimals);
    return buffer_text(text);
}

/* What to do about a text that is too small: the smallest paper on which it is not, or that there is none. */
static void advise(const struct drawing *drawing, enum paper paper, bool portrait, const char *who,
                   struct diagnostics *diagnostics)
{
    struct source_position at = { .file = who };
    double now = drawing->smallest_text * paper_fit(drawing, paper_extent(paper, portrait)),
           turned = drawing->smallest_text * paper_fit(drawing, paper_extent(paper, !portrait));
    struct buffer size = { 0 };
    if (turned > 1.05 * now) /* --portrait or --landscape */
        diagnostics_note(diagnostics, at, _("with %s it would be %s points"), portrait ? "--landscape" : "--portrait",
                         number(&size, turned, 1));
    bool better = turned > 1.05 * now ? !portrait : portrait;
    enum paper found = PAPER_COUNT;
    for (int i = paper; i < PAPER_COUNT && found == PAPER_COUNT; i++)
        if (large_enough(drawing->smallest_text * paper_fit(drawing, paper_extent((enum paper)i, better)),
                         (enum paper)i))
            found = (enum paper)i;
    if (found == PAPER_COUNT && paper == PAPER_A0) {
        diagnostics_note(diagnostics, at, _("no A size is large enough: draw the parts of the journey on a sheet each"));
    } else if (found == PAPER_COUNT) {
        double largest = drawing->smallest_text * paper_fit(drawing, paper_extent(PAPER_A0, better));
        struct buffer distance = { 0 };
        diagnostics_note(diagnostics, at,
                         _("no A size is large enough; --paper A0 comes nearest: %s points, read from %s m at most"),
                         number(&size, largest, 1), number(&distance, reading_distance(largest), 2));
        buffer_release(&distance);
    } else if (found != paper) {
        diagnostics_note(diagnostics, at,
                         _("%s is the smallest paper that would do: --paper %s%s, and with --tile A4 it comes out of "
                           "any printer"),
                         PAPER_NAME[found], PAPER_NAME[found],
                         better == portrait ? ""
                         : better           ? " --portrait"
                                            : " --landscape");
    }
    buffer_release(&size);
}

void paper_check_text(const struct drawing *drawing, enum paper paper, bool portrait, double scale, bool fitted,
                      const char *who, struct diagnostics *diagnostics)
{
    double size = drawing->smallest_text * scale;
    if (drawing->smallest_text <= 0 || large_enough(size, paper))
        return;
    struct buffer points = { 0 }, wanted = { 0 }, distance = { 0 };
    number(&points, size, 1);
    number(&wanted, paper_least_text(paper), 0);
    number(&distance, reading_distance(size), 2);
    diagnostics_warning(diagnostics, (struct source_position){ .file = who },
                        _("the smallest text, '%s', is %s points on %s and is read from %s m at most; expected at "
                          "least %s points"),
                        drawing->smallest_words, buffer_text(&points), PAPER_NAME[paper], buffer_text(&distance),
                        buffer_text(&wanted));
    if (fitted)
        advise(drawing, paper, portrait, who, diagnostics);
    buffer_release(&points);
    buffer_release(&wanted);
    buffer_release(&distance);
}
