#include "draw/print.h"
#include "base/arena.h"
#include "base/output_file.h"
#include "draw/render.h"
#include <cairo-pdf.h>
#include <stdlib.h>

/* cairo writes the time of day into a PDF unless told otherwise: same input, same bytes. */
static const char CREATION_DATE[] = "2000-01-01T00:00:00Z";

struct print {
    cairo_surface_t *surface;
    cairo_t *cairo; /* NULL before the first page */
    struct buffer bytes;
    GError *error; /* the first one, or NULL */
};

struct artwork {
    RsvgHandle *handle;
    double width, height;
};

struct print *print_new(const char *title)
{
    struct print *print = xcalloc(1, sizeof *print);
    print->surface = cairo_pdf_surface_create_for_stream(render_collect, &print->bytes, 1, 1);
    cairo_pdf_surface_set_metadata(print->surface, CAIRO_PDF_METADATA_CREATE_DATE, CREATION_DATE);
    if (*title)
        cairo_pdf_surface_set_metadata(print->surface, CAIRO_PDF_METADATA_TITLE, title);
    return print;
}

void print_page(struct print *print, double width, double height)
{
    if (print->cairo) {
        cairo_show_page(print->cairo);
        cairo_destroy(print->cairo);
    }
    cairo_pdf_surface_set_size(print->surface, width, height);
    print->cairo = cairo_create(print->surface);
}

void print_artwork(struct print *print, struct artwork *artwork, const struct placement *placement)
{
    if (print->error)
        return;
    cairo_save(print->cairo);
    if (placement->clip.width > 0) {
        cairo_rectangle(print->cairo, placement->clip.x, placement->clip.y, placement->clip.width,
                        placement->clip.height);
        cairo_clip(print->cairo);
    }
    cairo_translate(print->cairo, placement->x, placement->y);
    print->error = render_paint(artwork->handle, print->cairo, artwork->width * placement->scale,
                                artwork->height * placement->scale);
    cairo_restore(print->cairo);
}

bool print_write(struct print *print, const char *path, struct diagnostics *diagnostics)
{
    if (print->error)
        return render_failure(diagnostics, path, print->error->message);
    if (print->cairo)
        cairo_show_page(print->cairo);
    cairo_status_t status = print->cairo ? cairo_status(print->cairo) : CAIRO_STATUS_SUCCESS;
    cairo_surface_finish(print->surface);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(print->surface);
    if (status != CAIRO_STATUS_SUCCESS)
        return render_failure(diagnostics, path, cairo_status_to_string(status));
    return output_file_write(path, print->bytes.data, print->bytes.length, diagnostics);
}

void print_free(struct print *print)
{
    if (!print)
        return;
    if (print->cairo)
        cairo_destroy(print->cairo);
    cairo_surface_destroy(print->surface);
    if (print->error)
        g_error_free(print->error);
    buffer_release(&print->bytes);
    free(print);
}

struct artwork *artwork_new(const struct drawing *drawing, const char *path, struct diagnostics *diagnostics)
{
    RsvgHandle *handle = render_read(drawing, path, diagnostics);
    if (!handle)
        return NULL;
    struct artwork *artwork = xcalloc(1, sizeof *artwork);
    *artwork = (struct artwork){ handle, drawing->width, drawing->height };
    return artwork;
}

void artwork_free(struct artwork *artwork)
{
    if (!artwork)
        return;
    g_object_unref(artwork->handle);
    free(artwork);
}

bool drawing_write_pdf(const struct drawing *drawing, const char *path, struct diagnostics *diagnostics)
{
    struct artwork *artwork = artwork_new(drawing, path, diagnostics);
    if (!artwork)
        return false;
    struct print *print = print_new("");
    print_page(print, drawing->width, drawing->height);
    print_artwork(print, artwork, &(struct placement){ .scale = 1 });
    bool good = print_write(print, path, diagnostics);
    print_free(print);
    artwork_free(artwork);
    return good;
}
