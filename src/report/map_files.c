#include "base/output_file.h"
#include "report/writer.h"

static bool write_svg(const struct report *report, const char *path, struct diagnostics *diagnostics)
{
    return output_file_write(path, buffer_text(report->map_plain), report->map_plain->length, diagnostics);
}

static bool write_pdf(const struct report *report, const char *path, struct diagnostics *diagnostics)
{
    return render_pdf(report->map_plain, path, diagnostics);
}

const struct writer MAP_SVG_WRITER = { "map.svg", true, write_svg };
const struct writer MAP_PDF_WRITER = { "map.pdf", true, write_pdf };
