/* draw/render.h - what PDF and PNG have in common: librsvg reads the SVG and paints it on a cairo surface. */
#ifndef PARCOURS_DRAW_RENDER_H
#define PARCOURS_DRAW_RENDER_H
#include "draw/drawing.h"
#include <cairo.h>
#include <librsvg/rsvg.h>

bool render_failure(struct diagnostics *diagnostics, const char *path, const char *reason);     /* false */
/* The closure is a struct buffer. */
cairo_status_t render_collect(void *closure, const unsigned char *bytes, unsigned length);
/* To unref; NULL after a diagnostic. */
RsvgHandle *render_read(const struct drawing *drawing, const char *path, struct diagnostics *diagnostics);
/* Into the rectangle (0, 0, width, height) of what `cairo` draws on. NULL, or what went wrong, to g_error_free(). */
GError *render_paint(RsvgHandle *handle, cairo_t *cairo, double width, double height);
#endif
