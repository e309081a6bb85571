/* recolour grey|deuteranopia IN.png OUT.png - a picture as a black-and-white printer, or an eye without the cones for
 * green, would give it back; grey also checks what it wrote: every pixel has R = G = B.
 *
 * Grey: relative luminance (W3C, WCAG 2.2). Deuteranopia: the matrix of severity 1.0 of G. M. Machado, M. M. Oliveira,
 * L. A. F. Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE Transactions on
 * Visualization and Computer Graphics 15(6), 2009, applied to linear RGB; both on sRGB (IEC 61966-2-1).
 * Exit status: 0 done, 1 not, said on standard error.
 */
#include <cairo.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static const double GREY[3][3] = { { 0.2126, 0.7152, 0.0722 }, { 0.2126, 0.7152, 0.0722 }, { 0.2126, 0.7152, 0.0722 } };
static const double DEUTERANOPIA[3][3] = { { 0.367322, 0.860646, -0.227968 },
                                           { 0.280085, 0.672501, 0.047413 },
                                           { -0.011820, 0.042940, 0.968881 } };

static double to_linear(double value)
{
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

static uint32_t to_byte(double value)
{
    value = fmin(fmax(value, 0), 1);
    value = value <= 0.0031308 ? 12.92 * value : 1.055 * pow(value, 1 / 2.4) - 0.055;
    return (uint32_t)lround(255 * value);
}

/* On white paper, without transparency: one 32-bit word a pixel, 0x00RRGGBB. */
static cairo_surface_t *read_on_paper(const char *path)
{
    cairo_surface_t *read = cairo_image_surface_create_from_png(path);
    if (cairo_surface_status(read) != CAIRO_STATUS_SUCCESS)
        return read;
    cairo_surface_t *paper = cairo_image_surface_create(CAIRO_FORMAT_RGB24, cairo_image_surface_get_width(read),
                                                        cairo_image_surface_get_height(read));
    cairo_t *cairo = cairo_create(paper);
    cairo_set_source_rgb(cairo, 1, 1, 1);
    cairo_paint(cairo);
    cairo_set_source_surface(cairo, read, 0, 0);
    cairo_paint(cairo);
    cairo_destroy(cairo);
    cairo_surface_destroy(read);
    cairo_surface_flush(paper);
    return paper;
}

static uint32_t recolour(uint32_t pixel, const double matrix[3][3], const double *linear)
{
    double in[3] = { linear[pixel >> 16 & 255], linear[pixel >> 8 & 255], linear[pixel & 255] };
    uint32_t out = 0;
    for (int i = 0; i < 3; i++)
        out = out << 8 | to_byte(matrix[i][0] * in[0] + matrix[i][1] * in[1] + matrix[i][2] * in[2]);
    return out;
}

/* Every pixel; how many are not grey. Neighbours are mostly alike: the last answer is kept. */
static long recolour_all(cairo_surface_t *surface, const double matrix[3][3])
{
    double linear[256];
    for (int i = 0; i < 256; i++)
        linear[i] = to_linear(i / 255.0);
    long coloured = 0;
    uint32_t last = 0xFFFFFF, answer = recolour(last, matrix, linear);
    size_t stride = (size_t)cairo_image_surface_get_stride(surface);
    for (int y = 0; y < cairo_image_surface_get_height(surface); y++) {
        unsigned char *row = cairo_image_surface_get_data(surface) + (size_t)y * stride;
        for (int x = 0; x < cairo_image_surface_get_width(surface); x++) {
            uint32_t pixel;
            memcpy(&pixel, row + 4 * x, sizeof pixel);
            pixel &= 0xFFFFFF;
            if (pixel != last) {
                last = pixel;
                answer = recolour(pixel, matrix, linear);
            }
            memcpy(row + 4 * x, &answer, sizeof answer);
            coloured += (answer >> 16 & 255) != (answer >> 8 & 255) || (answer >> 8 & 255) != (answer & 255);
        }
    }
    cairo_surface_mark_dirty(surface);
    return coloured;
}

int main(int argc, char **argv)
{
    bool grey = argc == 4 && !strcmp(argv[1], "grey");
    if (argc != 4 || (!grey && strcmp(argv[1], "deuteranopia"))) {
        fprintf(stderr, "usage: recolour grey|deuteranopia IN.png OUT.png\n");
        return 1;
    }
    cairo_surface_t *surface = read_on_paper(argv[2]);
    cairo_status_t status = cairo_surface_status(surface);
    long coloured = 0;
    if (status == CAIRO_STATUS_SUCCESS) {
        coloured = recolour_all(surface, grey ? GREY : DEUTERANOPIA);
        status = cairo_surface_write_to_png(surface, argv[3]);
    }
    cairo_surface_destroy(surface);
    if (status != CAIRO_STATUS_SUCCESS)
        fprintf(stderr, "recolour: %s: %s\n", argv[2], cairo_status_to_string(status));
    if (grey && coloured)
        fprintf(stderr, "recolour: %s: %ld pixels are not grey\n", argv[3], coloured);
    return status != CAIRO_STATUS_SUCCESS || (grey && coloured);
}
