/* SVG text to paper and pixels, through librsvg on cairo's PDF and image surfaces. */
#include "base/message.h"
#include "base/output_file.h"
#include "draw/drawing.h"
#include <cairo-pdf.h>
#include <cairo.h>
#include <librsvg/rsvg.h>
#include <math.h>

/* cairo writes the time of day into a PDF unless told otherwise: same input, same bytes. */
static const char CREATION_DATE[] = "2000-01-01T00:00:00Z";
enum { PIXEL_LIMIT = 30000 }; /* a side; cairo's own limit is 32767 */

static bool fail(struct diagnostics *diagnostics, const char *path, const char *reason)
{
    return diagnostics_error(diagnostics, (struct source_position){ .file = path }, _("the picture can't be drawn: %s"),
                             reason);
}

static cairo_status_t collect(void *closure, const unsigned char *bytes, unsigned length)
{
    buffer_add(closure, (const char *)bytes, length);
    return CAIRO_STATUS_SUCCESS;
}

static RsvgHandle *read_svg(const struct drawing *drawing, const char *path, struct diagnostics *diagnostics)
{
    GError *error = NULL;
    if (!(drawing->width > 0 && drawing->height > 0)) {
        fail(diagnostics, path, _("it has no size"));
        return NULL;
    }
    RsvgHandle *handle =
        rsvg_handle_new_from_data((const guint8 *)buffer_text(&drawing->svg), drawing->svg.length, &error);
    if (!handle) {
        fail(diagnostics, path, error->message);
        g_error_free(error);
    }
    return handle;
}

static bool paint(RsvgHandle *handle, cairo_surface_t *surface, double width, double height, const char *path,
                  struct diagnostics *diagnostics)
{
    GError *error = NULL;
    cairo_t *cairo = cairo_create(surface);
    bool good = rsvg_handle_render_document(handle, cairo, &(RsvgRectangle){ 0, 0, width, height }, &error);
    if (!good) {
        fail(diagnostics, path, error->message);
        g_error_free(error);
    }
    if (good && cairo_status(cairo) != CAIRO_STATUS_SUCCESS)
        good = fail(diagnostics, path, cairo_status_to_string(cairo_status(cairo)));
    cairo_destroy(cairo);
    return good;
}

bool drawing_write_pdf(const struct drawing *drawing, const char *path, struct diagnostics *diagnostics)
{
    RsvgHandle *handle = read_svg(drawing, path, diagnostics);
    if (!handle)
        return false;
    struct buffer bytes = { 0 };
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(collect, &bytes, drawing->width, drawing->height);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, CREATION_DATE);
    bool good = paint(handle, surface, drawing->width, drawing->height, path, diagnostics);
    cairo_surface_finish(surface);
    if (good && cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS)
        good = fail(diagnostics, path, cairo_status_to_string(cairo_surface_status(surface)));
    cairo_surface_destroy(surface);
    g_object_unref(handle);
    good = good && output_file_write(path, bytes.data, bytes.length, diagnostics);
    buffer_release(&bytes);
    return good;
}

bool drawing_write_svg(const struct drawing *drawing, const char *path, struct diagnostics *diagnostics)
{
    return output_file_write(path, buffer_text(&drawing->svg), drawing->svg.length, diagnostics);
}

bool drawing_write_png(const struct drawing *drawing, const char *path, double scale, struct diagnostics *diagnostics)
{
    RsvgHandle *handle = read_svg(drawing, path, diagnostics);
    if (!handle)
        return false;
    scale = fmin(scale, PIXEL_LIMIT / fmax(drawing->width, drawing->height));
    int columns = (int)ceil(drawing->width * scale), rows = (int)ceil(drawing->height * scale);
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, columns, rows);
    struct buffer bytes = { 0 };
    bool good = cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
    if (!good)
        fail(diagnostics, path, cairo_status_to_string(cairo_surface_status(surface)));
    good = good && paint(handle, surface, columns, rows, path, diagnostics);
    good = good && cairo_surface_write_to_png_stream(surface, collect, &bytes) == CAIRO_STATUS_SUCCESS;
    cairo_surface_destroy(surface);
    g_object_unref(handle);
    good = good && output_file_write(path, bytes.data, bytes.length, diagnostics);
    buffer_release(&bytes);
    return good;
}
