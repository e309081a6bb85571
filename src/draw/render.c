/* SVG text to pixels, and what printing shares with that: librsvg on cairo's surfaces. */
#include "draw/render.h"
#include "base/message.h"
#include "base/output_file.h"
#include <math.h>

enum { PIXEL_LIMIT = 30000 }; /* a side; cairo's own limit is 32767 */

bool render_failure(struct diagnostics *diagnostics, const char *path, const char *reason)
{
    return diagnostics_error(diagnostics, (struct source_position){ .file = path }, _("the picture can't be drawn: %s"),
                             reason);
}

cairo_status_t render_collect(void *closure, const unsigned char *bytes, unsigned length)
{
    buffer_add(closure, (const char *)bytes, length);
    return CAIRO_STATUS_SUCCESS;
}

RsvgHandle *render_read(const struct drawing *drawing, const char *path, struct diagnostics *diagnostics)
{
    GError *error = NULL;
    if (!(drawing->width > 0 && drawing->height > 0)) {
        render_failure(diagnostics, path, _("it has no size"));
        return NULL;
    }
    RsvgHandle *handle =
        rsvg_handle_new_from_data((const guint8 *)buffer_text(&drawing->svg), drawing->svg.length, &error);
    if (!handle) {
        render_failure(diagnostics, path, error->message);
        g_error_free(error);
    }
    return handle;
}

GError *render_paint(RsvgHandle *handle, cairo_t *cairo, double width, double height)
{
    GError *error = NULL;
    rsvg_handle_render_document(handle, cairo, &(RsvgRectangle){ 0, 0, width, height }, &error);
    return error;
}

static bool paint(RsvgHandle *handle, cairo_surface_t *surface, double width, double height, const char *path,
                  struct diagnostics *diagnostics)
{
    cairo_t *cairo = cairo_create(surface);
    GError *error = render_paint(handle, cairo, width, height);
    bool good = !error;
    if (error) {
        render_failure(diagnostics, path, error->message);
        g_error_free(error);
    }
    if (good && cairo_status(cairo) != CAIRO_STATUS_SUCCESS)
        good = render_failure(diagnostics, path, cairo_status_to_string(cairo_status(cairo)));
    cairo_destroy(cairo);
    return good;
}

bool drawing_write_svg(const struct drawing *drawing, const char *path, struct diagnostics *diagnostics)
{
    return output_file_write(path, buffer_text(&drawing->svg), drawing->svg.length, diagnostics);
}

bool drawing_write_png(const struct drawing *drawing, const char *path, double scale, struct diagnostics *diagnostics)
{
    RsvgHandle *handle = render_read(drawing, path, diagnostics);
    if (!handle)
        return false;
    scale = fmin(scale, PIXEL_LIMIT / fmax(drawing->width, drawing->height));
    int columns = (int)ceil(drawing->width * scale), rows = (int)ceil(drawing->height * scale);
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, columns, rows);
    struct buffer bytes = { 0 };
    bool good = cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
    if (!good)
        render_failure(diagnostics, path, cairo_status_to_string(cairo_surface_status(surface)));
    good = good && paint(handle, surface, columns, rows, path, diagnostics);
    good = good && cairo_surface_write_to_png_stream(surface, render_collect, &bytes) == CAIRO_STATUS_SUCCESS;
    cairo_surface_destroy(surface);
    g_object_unref(handle);
    good = good && output_file_write(path, bytes.data, bytes.length, diagnostics);
    buffer_release(&bytes);
    return good;
}
