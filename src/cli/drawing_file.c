#include "cli/drawing_file.h"
#include <string.h>
#include <strings.h>

enum drawing_format drawing_format(struct invocation *invocation, const char *path)
{
    static const char *const extension[] = { ".svg", ".pdf", ".png" };
    if (!path) {
        usage_error(invocation, _("where to? expected -o FILE.svg, FILE.pdf or FILE.png"));
        return DRAWING_UNKNOWN;
    }
    size_t length = strlen(path);
    for (int format = 0; format < DRAWING_UNKNOWN; format++)
        if (length > 4 && !strcasecmp(path + length - 4, extension[format]))
            return (enum drawing_format)format;
    if (!strcmp(path, "-"))
        return DRAWING_SVG;
    usage_error(invocation, _("the name of the file says its format: expected .svg, .pdf or .png, found '%s'"), path);
    return DRAWING_UNKNOWN;
}

bool drawing_write(const struct drawing *drawing, enum drawing_format format, const char *path,
                   struct diagnostics *diagnostics)
{
    switch (format) {
    case DRAWING_PDF:
        return drawing_write_pdf(drawing, path, diagnostics);
    case DRAWING_PNG:
        return drawing_write_png(drawing, path, 1.0, diagnostics);
    default:
        return drawing_write_svg(drawing, path, diagnostics);
    }
}
