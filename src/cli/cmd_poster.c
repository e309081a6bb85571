#include "base/number.h"
#include "cli/progress.h"
#include "cli/view_choice.h"
#include "draw/blank.h"
#include "draw/cards.h"
#include "draw/print.h"
#include "draw/svg.h"
#include "draw/tiles.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static struct {
    const char *output;
    int paper, tile; /* of PAPER_CHOICES; -1: not said */
    bool portrait, landscape, blank, cards;
    int64_t lanes, copies; /* 0: not said */
} chosen = { .paper = -1, .tile = -1 };

/* As enum paper has them. */
static const char PAPER_CHOICES[] = "A4|A3|A2|A1|A0";
static const char TILE_CHOICES[] = "A4|A3";

/* One sheet: a drawing, and where on the paper its top left corner goes. */
struct sheet {
    struct drawing drawing;
    enum paper paper;
    bool portrait, form;        /* form: its size is the paper's, in units of a form */
    double x, y, scale;         /* mm; points a unit */
};

/* What does not go together, or is missing: false after a diagnostic. */
static bool check_choice(struct invocation *invocation)
{
    size_t length = chosen.output ? strlen(chosen.output) : 0;
    if (!chosen.output)
        usage_error(invocation, _("where to? expected -o FILE.pdf"));
    else if (strcmp(chosen.output, "-") && (length < 5 || strcasecmp(chosen.output + length - 4, ".pdf")))
        usage_error(invocation, _("posters are PDF files: expected -o FILE.pdf, found '%s'"), chosen.output);
    else if (!invocation->operands && !chosen.blank && !chosen.cards)
        usage_error(invocation, _("a poster of what? expected JOURNEY [CONTACTS…], or --blank, or --cards"));
    else if ((chosen.blank || chosen.cards) && invocation->operands > 1)
        usage_error(invocation, _("%s takes a journey alone, without contacts"), chosen.blank ? "--blank" : "--cards");
    else if (chosen.blank && chosen.cards && invocation->operands)
        usage_error(invocation,
                    _("--cards of a journey are filled in, those of --blank are not: expected one of them"));
    else if (chosen.portrait && chosen.landscape)
        usage_error(invocation, _("expected --portrait or --landscape, found both"));
    else if (chosen.cards && chosen.tile >= 0)
        usage_error(invocation, _("--tile cuts posters into sheets; --cards are sheets already"));
    else if (chosen.tile >= 0 && chosen.paper >= 0 && chosen.paper <= chosen.tile)
        usage_error(invocation, _("--tile %s cuts a larger sheet: expected --paper %s or larger, found %s"),
                    PAPER_NAME[chosen.tile], PAPER_NAME[chosen.tile + 1], PAPER_NAME[chosen.paper]);
    else if (chosen.lanes && (!chosen.blank || chosen.cards))
        usage_error(invocation, _("--lanes says how many lanes the --blank poster has"));
    else if (chosen.copies && !chosen.cards)
        usage_error(invocation, _("--copies says how many of the --cards are blank"));
    else
        return true;
    return false;
}

/* --- one sheet, or its tiles --- */

/* What should not be cut apart, in mm: malloc'ed, as many as the drawing has, which stands at (x, y). */
static struct drawing_box *boxes_on_paper(const struct sheet *sheet, double x, double y)
{
    const struct drawing *drawing = &sheet->drawing;
    double unit = sheet->scale / MILLIMETRE;
    struct drawing_box *box = xcalloc(drawing->boxes + 1, sizeof *box);
    for (size_t i = 0; i < drawing->boxes; i++)
        box[i] = (struct drawing_box){ x + drawing->box[i].x * unit, y + drawing->box[i].y * unit,
                                       drawing->box[i].width * unit, drawing->box[i].height * unit,
                                       drawing->box[i].part };
    return box;
}

static bool write_tiles(const struct sheet *sheet, const char *title, struct invocation *invocation)
{
    struct diagnostics *diagnostics = &invocation->diagnostics;
    struct tiling tiling = { .large = sheet->paper, .small = (enum paper)chosen.tile, .portrait = sheet->portrait };
    double edge = sheet->form ? 0 : SHEET_MARGIN, unit = sheet->scale / MILLIMETRE;
    struct extent whole = { sheet->drawing.width * unit + 2 * edge, sheet->drawing.height * unit + 2 * edge };
    struct drawing_box *box = boxes_on_paper(sheet, edge, edge);
    tiling_cut(&tiling, whole, box, sheet->drawing.boxes); /* of a large sheet, what is empty needs no tiles */
    free(box);
    int cut = tiling.across.cards_cut + tiling.down.cards_cut;
    if (cut)
        diagnostics_note(diagnostics, (struct source_position){ .file = invocation->who },
                         ngettext("%d card is cut between sheets: there is no free space between cards that is "
                                  "within reach",
                                  "%d cards are cut between sheets: there is no free space between cards that is "
                                  "within reach",
                                  (unsigned long)cut),
                         cut);
    struct tile_print wanted = { &sheet->drawing, &tiling, edge, edge, sheet->scale, title, THEMES[VIEW.theme] };
    return tiles_write(&wanted, chosen.output, diagnostics);
}

static bool write_sheet(const struct sheet *sheet, const char *title, struct diagnostics *diagnostics)
{
    struct artwork *artwork = artwork_new(&sheet->drawing, chosen.output, diagnostics);
    if (!artwork)
        return false;
    struct extent extent = paper_extent(sheet->paper, sheet->portrait);
    struct print *print = print_new(title);
    print_page(print, extent.width * MILLIMETRE, extent.height * MILLIMETRE);
    print_artwork(print, artwork,
                  &(struct placement){ .x = sheet->x * MILLIMETRE, .y = sheet->y * MILLIMETRE, .scale = sheet->scale });
    bool good = print_write(print, chosen.output, diagnostics);
    print_free(print);
    artwork_free(artwork);
    return good;
}

static enum exit_status write_poster(const struct sheet *sheet, const struct journey *journey,
                                     struct invocation *invocation)
{
    struct arena arena = { 0 };
    struct diagnostics *diagnostics = &invocation->diagnostics;
    const char *title = journey ? svg_clean(&arena, journey_title(journey)) : "";
    if (!*title)
        title = journey ? _("Journey without a title") : _("Blank poster");
    paper_check_text(&sheet->drawing, sheet->paper, sheet->portrait, sheet->scale, !sheet->form, invocation->who,
                     diagnostics);
    bool good = chosen.tile >= 0 ? write_tiles(sheet, title, invocation) : write_sheet(sheet, title, diagnostics);
    arena_release(&arena);
    return good ? STATUS_DONE : failure(diagnostics);
}

static enum paper chosen_paper(enum paper otherwise)
{
    if (chosen.paper >= 0)
        return (enum paper)chosen.paper;
    return otherwise;
}

/* Centred between the margins, as large as they let it be. */
static void fit_on_paper(struct sheet *sheet)
{
    if (!chosen.portrait && !chosen.landscape)
        sheet->portrait = paper_better_upright(&sheet->drawing, sheet->paper);
    struct extent extent = paper_extent(sheet->paper, sheet->portrait);
    sheet->scale = paper_fit(&sheet->drawing, extent);
    sheet->x = (extent.width - sheet->drawing.width * sheet->scale / MILLIMETRE) / 2;
    sheet->y = (extent.height - sheet->drawing.height * sheet->scale / MILLIMETRE) / 2;
}

/* Into the sheet: the drawing, and of one that can be wider or higher the form whose texts are largest on this paper. */
static bool draw_for_paper(const struct view *view, struct view_request *request, struct sheet *sheet,
                           struct diagnostics *diagnostics)
{
    static const int COLUMNS[] = { 0, 6, 8, 11, 24, 36 };
    struct diagnostics same = { 0 };            /* as said of the first */
    bool good = view->draw(&sheet->drawing, request, diagnostics);
    if (good)
        fit_on_paper(sheet);
    for (size_t i = 1; good && view->in_systems && i < sizeof COLUMNS / sizeof *COLUMNS; i++) {
        struct sheet other = { .paper = sheet->paper, .portrait = chosen.portrait };
        request->columns = COLUMNS[i];
        good = view->draw(&other.drawing, request, &same);
        if (good)
            fit_on_paper(&other);
        bool better = other.scale * other.drawing.smallest_text > sheet->scale * sheet->drawing.smallest_text;
        drawing_release(better ? &sheet->drawing : &other.drawing);
        if (better)
            *sheet = other;
    }
    diagnostics_release(&same);
    return good;
}

/* --- what is printed --- */

static enum exit_status print_view(struct invocation *invocation)
{
    struct log_options options;
    const struct view *view;
    if (!contacts_options(invocation, &options) || !(view = view_chosen(invocation)))
        return STATUS_USAGE;
    struct audit_run run = { 0 };
    struct sheet sheet = { .paper = chosen_paper(PAPER_A1), .portrait = chosen.portrait };
    enum exit_status status = audit_run_load(&run, invocation->operand[0], invocation->operand + 1,
                                             (size_t)invocation->operands - 1, &options, &invocation->diagnostics);
    struct view_request request;
    if (status == STATUS_DONE)
        status = view_prepare(view, &run, &request, invocation);
    if (status == STATUS_DONE && !draw_for_paper(view, &request, &sheet, &invocation->diagnostics))
        status = failure(&invocation->diagnostics);
    if (status == STATUS_DONE)
        status = write_poster(&sheet, run.journey, invocation);
    progress_end();
    drawing_release(&sheet.drawing);
    audit_run_release(&run);
    return status;
}

/* Of the blank poster, --columns is a number; else it says which column of the contacts is what. */
static bool blank_columns(int *columns, struct invocation *invocation)
{
    enum { COLUMNS_MOST = 60 };
    const char *said = CONTACTS.columns;
    double number = 0;
    if (said && (!number_parse(said, strlen(said), &number) || number < 1 || number > COLUMNS_MOST ||
                 number != (int)number)) {
        usage_error(invocation, _("--columns of a --blank poster: expected a number from 1 to %d, found '%s'"),
                    COLUMNS_MOST, said);
        return false;
    }
    *columns = (int)number;
    return true;
}

static enum exit_status print_blank(const struct journey *journey, struct invocation *invocation)
{
    int columns;
    if (!blank_columns(&columns, invocation))
        return STATUS_USAGE;
    struct sheet sheet = {
        .paper = chosen_paper(PAPER_A0), .portrait = chosen.portrait, .form = true, .scale = QUARTER
    };
    struct blank_request request = {
        .journey = journey,
        .theme = THEMES[VIEW.theme],
        .paper = sheet.paper,
        .portrait = sheet.portrait,
        .lanes = (int)chosen.lanes,
        .columns = columns,
        .who = invocation->who,
    };
    if (!blank_draw(&sheet.drawing, &request, &invocation->diagnostics))
        return STATUS_USAGE;
    enum exit_status status = write_poster(&sheet, journey, invocation);
    drawing_release(&sheet.drawing);
    return status;
}

static enum exit_status print_cards(const struct journey *journey, struct invocation *invocation)
{
    struct cards_request request = {
        .journey = journey,
        .theme = THEMES[VIEW.theme],
        .paper = chosen_paper(PAPER_A4),
        .portrait = !chosen.landscape,
        .copies = (int)chosen.copies,
    };
    return cards_write(&request, chosen.output, &invocation->diagnostics) ? STATUS_DONE
                                                                          : failure(&invocation->diagnostics);
}

static enum exit_status run(struct invocation *invocation)
{
    if (!check_choice(invocation))
        return STATUS_USAGE;
    if (!chosen.blank && !chosen.cards)
        return print_view(invocation);
    struct journey *journey = NULL;
    enum exit_status status =
        invocation->operands ? load_journey(&journey, invocation->operand[0], &invocation->diagnostics) : STATUS_DONE;
    if (status == STATUS_DONE)
        status = chosen.cards ? print_cards(journey, invocation) : print_blank(journey, invocation);
    journey_free(journey);
    return status;
}

static const struct option_spec OPTIONS[] = {
    { .name = "output", .letter = 'o', .kind = OPTION_STRING, .argument = N_("FILE"), .target = &chosen.output,
      .help = N_("the PDF file; '-' is standard output") },
    { .name = "paper", .kind = OPTION_CHOICE, .choices = PAPER_CHOICES, .target = &chosen.paper,
      .help = N_("the size of the sheet (default: A1; A0 for --blank, A4 for --cards)") },
    { .name = "portrait", .kind = OPTION_FLAG, .target = &chosen.portrait, .help = N_("the sheet is upright") },
    { .name = "landscape", .kind = OPTION_FLAG, .target = &chosen.landscape,
      .help = N_("the sheet lies (default: it lies, but for --cards and for drawings that are higher than wide)") },
    { .name = "tile", .kind = OPTION_CHOICE, .choices = TILE_CHOICES, .target = &chosen.tile,
      .help = N_("cut the sheet into small ones to glue together, with a plan") },
    VIEW_OPTIONS,
    THEME_OPTION,
    { .kind = OPTION_GROUP, .help = N_("to fill in:") },
    { .name = "blank", .kind = OPTION_FLAG, .target = &chosen.blank,
      .help = N_("an empty poster for a workshop; with JOURNEY, its institutions and phases stand on it") },
    { .name = "lanes", .kind = OPTION_INTEGER, .argument = N_("N"), .minimum = 1, .maximum = 40,
      .target = &chosen.lanes,
      .help = N_("lanes of the empty poster (default: as many as fit); with --columns N, its columns") },
    { .name = "cards", .kind = OPTION_FLAG, .target = &chosen.cards,
      .help = N_("cards of 76 mm to cut out: blank ones; with JOURNEY, one a step and blank contacts") },
    { .name = "copies", .kind = OPTION_INTEGER, .argument = N_("N"), .minimum = 1, .maximum = 600,
      .target = &chosen.copies,
      .help = N_("how many blank cards of a kind (default: a sheet; with JOURNEY, a contact a step)") },
    { .kind = OPTION_GROUP, .help = N_("what is shown of contacts:") },
    AUDIT_OPTIONS,
    THREADS_OPTION,
    ALIGN_OPTIONS,
    CONTACTS_OPTIONS,
    COMMON_OPTIONS,
    { 0 },
};

const struct command POSTER_COMMAND = {
    .name = "poster",
    .operands = N_("[JOURNEY [CONTACTS…]] -o FILE.pdf"),
    .summary = N_("print a journey on paper of exact size, in tiles, or as cards and a poster to fill in"),
    .details = N_("What 'draw' draws, fitted between margins of 10 mm; or, for a workshop, what people fill in. A text "
                  "that is too small for the paper is a warning. Print at 100 %: each tile and each sheet of cards has "
                  "a line of 50 mm to check that."),
    .options = OPTIONS,
    .minimum = 0,
    .maximum = -1,
    .run = run,
};
