#include "report/writer.h"

static bool write_svg(const struct report *report, const char *path, struct diagnostics *diagnostics)
{
    return drawing_write_svg(report->map_plain, path, diagnostics);
}

static bool write_pdf(const struct report *report, const char *path, struct diagnostics *diagnostics)
{
    return drawing_write_pdf(report->map_plain, path, diagnostics);
}

const struct writer MAP_SVG_WRITER = { "map.svg", true, write_svg };
const struct writer MAP_PDF_WRITER = { "map.pdf", true, write_pdf };
