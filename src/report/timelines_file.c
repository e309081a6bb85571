#include "report/writer.h"

/* Single users: nothing is written unless names were asked for. */
static bool write_pdf(const struct report *report, const char *path, struct diagnostics *diagnostics)
{
    const struct audit *audit = report->audit;
    struct view_request request = {
        .journey = audit->journey, .net = audit->net, .audit = audit, .theme = &COLOUR_THEME, .case_number = NONE
    };
    struct drawing drawing = { 0 };
    if (!audit->options.names)
        return true;
    bool good =
        TIMELINES_VIEW.draw(&drawing, &request, diagnostics) && drawing_write_pdf(&drawing, path, diagnostics);
    drawing_release(&drawing);
    return good;
}

const struct writer TIMELINES_PDF_WRITER = { "timelines.pdf", true, write_pdf };
