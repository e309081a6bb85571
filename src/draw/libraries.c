#include "draw/libraries.h"
#include <cairo.h>
#include <librsvg/rsvg.h>
#include <pango/pango.h>

void draw_libraries(struct buffer *out)
{
    buffer_printf(out, "cairo %s\n", cairo_version_string());
    buffer_printf(out, "pango %s\n", pango_version_string());
    buffer_printf(out, "librsvg %u.%u.%u\n", rsvg_major_version, rsvg_minor_version, rsvg_micro_version);
}
