#include "base/output_file.h"
#include "cli/load.h"
#include "cli/progress.h"
#include "draw/map.h"
#include <string.h>
#include <strings.h>

static struct { const char *output; } chosen;

enum { MAP_SVG, MAP_PDF, MAP_PNG, MAP_UNKNOWN };

/* By the extension; "-" is SVG. */
static int map_format(const char *path)
{
    static const char *const extension[] = { ".svg", ".pdf", ".png" };
    size_t length = strlen(path);
    for (int format = 0; format < MAP_UNKNOWN; format++)
        if (length > 4 && !strcasecmp(path + length - 4, extension[format]))
            return format;
    return strcmp(path, "-") ? MAP_UNKNOWN : MAP_SVG;
}

static bool write_map(const struct buffer *svg, int format, const char *path, struct diagnostics *diagnostics)
{
    switch (format) {
    case MAP_PDF:
        return render_pdf(svg, path, diagnostics);
    case MAP_PNG:
        return render_png(svg, path, 1.0, diagnostics);
    default:
        return output_file_write(path, buffer_text(svg), svg->length, diagnostics);
    }
}

static enum exit_status draw(const struct journey *journey, int format, struct diagnostics *diagnostics)
{
    bool owned = false;
    struct net *net = net_compile(journey, &owned, diagnostics);
    if (!net)
        return failure(diagnostics);
    struct buffer svg = { 0 };
    progress_stage(_("drawing the map"));
    map_svg(&svg, journey, net, NULL, false, NULL, diagnostics);
    bool good = write_map(&svg, format, chosen.output, diagnostics);
    buffer_release(&svg);
    if (owned)
        net_free(net);
    return good ? STATUS_DONE : failure(diagnostics);
}

static enum exit_status run(struct invocation *invocation)
{
    if (!chosen.output)
        return usage_error(invocation, _("where to? expected -o FILE.svg, FILE.pdf or FILE.png"));
    int format = map_format(chosen.output);
    if (format == MAP_UNKNOWN)
        return usage_error(invocation,
                           _("the name of the file says its format: expected .svg, .pdf or .png, found '%s'"),
                           chosen.output);
    struct journey *journey;
    enum exit_status status = load_journey(&journey, invocation->operand[0], &invocation->diagnostics);
    if (status == STATUS_DONE)
        status = draw(journey, format, &invocation->diagnostics);
    progress_end();
    journey_free(journey);
    return status;
}

static const struct option_spec OPTIONS[] = {
    { .name = "output", .letter = 'o', .kind = OPTION_STRING, .argument = N_("FILE"), .target = &chosen.output,
      .help = N_("the map: FILE.svg, FILE.pdf or FILE.png; '-' is SVG to standard output") },
    COMMON_OPTIONS,
    { 0 },
};

const struct command DRAW_COMMAND = {
    .name = "draw", .operands = N_("JOURNEY -o FILE"), .summary = N_("draw the map of a journey as it is planned"),
    .details = N_("Institutions are lanes, steps are cards with their channel, links say what follows what. "
                  "'parcours compare' draws the same map with what users report on it."),
    .options = OPTIONS, .minimum = 1, .maximum = 1, .run = run,
};
