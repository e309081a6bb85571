#include "report/writer.h"

static bool write_pdf(const struct report *report, const char *path, struct diagnostics *diagnostics)
{
    const struct audit *audit = report->audit;
    struct view_request request = {
        .journey = audit->journey, .net = audit->net, .audit = audit, .theme = &COLOUR_THEME, .case_number = NONE
    };
    struct drawing drawing = { 0 };
    bool good = SUMMARY_VIEW.draw(&drawing, &request, diagnostics) && drawing_write_pdf(&drawing, path, diagnostics);
    drawing_release(&drawing);
    return good;
}

const struct writer SUMMARY_PDF_WRITER = { "summary.pdf", true, write_pdf };
