#include "base/number.h"
#include "base/output_file.h"
#include "cli/load.h"
#include "cli/progress.h"
#include "cli/view_choice.h"
#include "input/survey_csv.h"
#include "report/satisfaction.h"
#include <string.h>

static struct {
    const char *output, *title, *cut, *scale, *importance_scale, *overall_scale, *items, *overall, *encoding;
    int importance, theme;
    int64_t min_group, seed;
} chosen = { .min_group = 5, .seed = 1 };

/* "auto", then as enum importance_method has them. */
static const char IMPORTANCE_CHOICES[] = "auto|stated|correlation|regression|shapley";

/* "1-5", "0-10", "-2-2"; true if nothing was said. */
static bool read_scale(struct invocation *invocation, const char *option, const char *text, struct mark_scale *scale)
{
    const char *dash = text && *text ? strchr(text + 1, '-') : NULL;
    if (!text)
        return true;
    if (dash && number_parse(text, (size_t)(dash - text), &scale->low) &&
        number_parse(dash + 1, strlen(dash + 1), &scale->high) && scale->low < scale->high && scale->low >= -1000 &&
        scale->high <= 1000) {
        scale->said = true;
        return true;
    }
    usage_error(invocation, _("option '%s': expected the lowest and the highest mark, such as 1-5; found '%s'"), option, text);
    return false;
}

/* "means", "medians" or "3.5,4": satisfaction, importance. */
static bool read_cut(struct invocation *invocation, struct satisfaction_options *options)
{
    const char *text = chosen.cut, *comma = text ? strchr(text, ',') : NULL;
    options->cut = CUT_MEANS;
    if (!text || !strcmp(text, "means"))
        return true;
    options->cut = CUT_MEDIANS;
    if (!strcmp(text, "medians"))
        return true;
    options->cut = CUT_THRESHOLDS;
    if (comma && number_parse(text, (size_t)(comma - text), &options->threshold[AXIS_SATISFACTION]) &&
        number_parse(comma + 1, strlen(comma + 1), &options->threshold[AXIS_IMPORTANCE]))
        return true;
    usage_error(invocation, _("option '--cut': expected means, medians, or a satisfaction and an importance with points, such as "
                              "3.5,4; found '%s'"), text);
    return false;
}

static bool read_options(struct invocation *invocation, struct survey_options *reading, struct satisfaction_options *measuring)
{
    *reading = (struct survey_options){ .encoding = chosen.encoding, .items = chosen.items, .overall = chosen.overall };
    *measuring = (struct satisfaction_options){ .method = chosen.importance - 1, .min_group = (int)chosen.min_group,
                                                .seed = (uint64_t)chosen.seed, .threads = command_threads() };
    if (!chosen.output) {
        usage_error(invocation, _("where to? expected -o DIR, the folder for the map"));
        return false;
    }
    return read_scale(invocation, "--scale", chosen.scale, &reading->scale) &&
           read_scale(invocation, "--importance-scale", chosen.importance_scale, &reading->importance_scale) &&
           read_scale(invocation, "--overall-scale", chosen.overall_scale, &reading->overall_scale) &&
           read_cut(invocation, measuring);
}

static enum exit_status run(struct invocation *invocation)
{
    struct survey_options reading;
    struct satisfaction_options measuring;
    struct diagnostics *diagnostics = &invocation->diagnostics;
    if (!read_options(invocation, &reading, &measuring))
        return STATUS_USAGE;
    progress_stage(_("reading"));
    struct survey *survey = survey_read(invocation->operand[0], &reading, diagnostics);
    progress_stage(_("computing"));
    struct satisfaction_map *map = survey ? satisfaction_map_new(survey, &measuring, diagnostics) : NULL;
    const char *title = chosen.title ? chosen.title : _("Satisfaction map");
    bool good = map && output_directory_make(chosen.output, diagnostics) &&
                satisfaction_write(map, title, THEMES[chosen.theme], chosen.output, diagnostics);
    if (good)
        satisfaction_say(&invocation->out, map, chosen.output);
    progress_end();
    satisfaction_map_free(map);
    survey_free(survey);
    return good ? STATUS_DONE : failure(diagnostics);
}

static const struct option_spec OPTIONS[] = {
    { .name = "output", .letter = 'o', .kind = OPTION_STRING, .argument = N_("DIR"), .target = &chosen.output,
      .help = N_("the folder for the map; made if it is not there") },
    { .name = "importance", .kind = OPTION_CHOICE, .choices = IMPORTANCE_CHOICES, .target = &chosen.importance,
      .help = N_("how much items matter: as stated, or derived from how they go with the overall mark (default: stated if it "
                 "was asked, else shapley)") },
    { .name = "cut", .kind = OPTION_STRING, .argument = N_("WHERE"), .target = &chosen.cut,
      .help = N_("where the quadrants meet: means, medians, or SATISFACTION,IMPORTANCE (default: means of the items)") },
    { .name = "title", .kind = OPTION_STRING, .argument = N_("TEXT"), .target = &chosen.title,
      .help = N_("what stands above the map") },
    { .name = "theme", .kind = OPTION_CHOICE, .choices = THEME_CHOICES, .target = &chosen.theme,
      .help = N_("how it is painted: for screens, for black ink, or lines only (default: colour)") },
    { .name = "min-group", .kind = OPTION_INTEGER, .argument = N_("N"), .minimum = 1, .maximum = 1000000,
      .target = &chosen.min_group, .help = N_("tell nothing of an item with fewer than N answers (default: 5)") },
    { .name = "seed", .kind = OPTION_INTEGER, .argument = N_("N"), .minimum = 0, .maximum = INT64_MAX,
      .target = &chosen.seed, .help = N_("of the random draws behind the intervals (default: 1)") },
    THREADS_OPTION,
    { .kind = OPTION_GROUP, .help = N_("how to read the survey:") },
    { .name = "items", .kind = OPTION_STRING, .argument = N_("LIST"), .target = &chosen.items,
      .help = N_("the columns that are items, where it can't be told: Welcome,\"Time, in all\"") },
    { .name = "overall", .kind = OPTION_STRING, .argument = N_("COLUMN"), .target = &chosen.overall,
      .help = N_("the column of overall satisfaction, where it can't be told") },
    { .name = "scale", .kind = OPTION_STRING, .argument = N_("LOW-HIGH"), .target = &chosen.scale,
      .help = N_("the scale of the items' marks, such as 1-5 or -2-2 (default: detected, and said)") },
    { .name = "importance-scale", .kind = OPTION_STRING, .argument = N_("LOW-HIGH"), .target = &chosen.importance_scale,
      .help = N_("the scale of stated importance") },
    { .name = "overall-scale", .kind = OPTION_STRING, .argument = N_("LOW-HIGH"), .target = &chosen.overall_scale,
      .help = N_("the scale of the overall mark") },
    { .name = "encoding", .kind = OPTION_STRING, .argument = N_("NAME"), .target = &chosen.encoding,
      .help = N_("utf-8, windows-1252, utf-16le, utf-16be or macroman, instead of what is detected") },
    COMMON_OPTIONS,
    { 0 },
};

const struct command SATISFACTION_COMMAND = {
    .name = "satisfaction",
    .operands = N_("SURVEY -o DIR"),
    .summary = N_("place what users were asked about by satisfaction and importance"),
    .details = N_("SURVEY is CSV, one row a respondent: a column an item with marks or words ('Very satisfied', 'NSP'), maybe a "
                  "column of overall satisfaction ('overall', 'satisfaction globale'), maybe columns of how much items matter "
                  "('Welcome : importance'). Items fall into four quadrants: improve first, build on, maintain, watch. DIR gets "
                  "satisfaction.html (the map, tables, the method), satisfaction.svg and satisfaction.pdf (the map), "
                  "satisfaction.json and satisfaction.csv (every figure). All are made to be shown."),
    .options = OPTIONS,
    .minimum = 1,
    .maximum = 1,
    .run = run,
};
