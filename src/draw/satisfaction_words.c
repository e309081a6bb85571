#include "draw/satisfaction_words.h"
#include "base/format.h"
#include "base/message.h"
#include <math.h>

static const char *kept(struct arena *arena, struct buffer *text)
{
    const char *copy = arena_strdup(arena, buffer_text(text));
    buffer_release(text);
    return copy;
}

static const char *number(struct arena *arena, double value, int decimals)
{
    struct buffer text = { 0 };
    format_number(&text, fabs(value) < 0.5 * pow(10, -decimals) ? 0 : value, decimals);
    return kept(arena, &text);
}

static bool is_share(const struct satisfaction_map *map, int axis)
{
    return axis == AXIS_IMPORTANCE && map->method == IMPORTANCE_SHAPLEY;
}

const char *satisfaction_value(struct arena *arena, const struct satisfaction_map *map, int axis, double value)
{
    const struct mark_scale *scale = axis == AXIS_SATISFACTION ? &map->survey->scale : &map->survey->importance_scale;
    bool mark = axis == AXIS_SATISFACTION || map->method == IMPORTANCE_STATED;
    if (isnan(value))
        return "–";
    if (is_share(map, axis)) {
        struct buffer text = { 0 };
        format_percent(&text, value / 100, 1);
        return kept(arena, &text);
    }
    return number(arena, value, mark && scale->high - scale->low > 6 ? 1 : 2);
}

const char *satisfaction_interval(struct arena *arena, const struct satisfaction_map *map, int axis,
                                  const struct figure_interval *figure)
{
    if (isnan(figure->value))
        return "–";
    return arena_printf(arena, _("%s (%s to %s)"), satisfaction_value(arena, map, axis, figure->value),
                        satisfaction_value(arena, map, axis, figure->ci95[0]),
                        satisfaction_value(arena, map, axis, figure->ci95[1]));
}

const char *satisfaction_scale(struct arena *arena, const struct mark_scale *scale)
{
    int decimals = scale->low == floor(scale->low) && scale->high == floor(scale->high) ? 0 : 1;
    return arena_printf(arena, scale->said ? _("%s to %s") : _("%s to %s (detected)"),
                        number(arena, scale->low, decimals), number(arena, scale->high, decimals));
}

const char *satisfaction_axis_name(const struct satisfaction_map *map, int axis)
{
    if (axis == AXIS_SATISFACTION)
        return _("satisfaction (mean mark)");
    switch (map->method) {
    case IMPORTANCE_STATED:
        return _("stated importance (mean mark)");
    case IMPORTANCE_CORRELATION:
        return _("derived importance (correlation with overall satisfaction)");
    case IMPORTANCE_REGRESSION:
        return _("derived importance (standardised regression coefficient)");
    default:
        return _("derived importance (share of what explains overall satisfaction)");
    }
}

const char *satisfaction_cut(struct arena *arena, const struct satisfaction_map *map)
{
    const char *cut[2];
    for (int axis = 0; axis < 2; axis++)
        cut[axis] = satisfaction_value(arena, map, axis, map->cut[axis]);
    return arena_printf(
        arena,
        map->options.cut == CUT_MEANS     ? _("Cut at the means of the items (satisfaction %s, importance %s): a "
                                                  "relative map, some items are always on each side.")
        : map->options.cut == CUT_MEDIANS ? _("Cut at the medians of the items (satisfaction %s, importance "
                                              "%s): a relative map, half of the items are on each side.")
                                          : _("Cut at thresholds that were given (satisfaction %s, importance "
                                              "%s)."),
        cut[0], cut[1]);
}

/* R2, on whose answers, exactly or not. */
static const char *explained(struct arena *arena, const struct satisfaction_map *map)
{
    struct buffer share = { 0 };
    format_percent(&share, map->determination, 0);
    const char *text = arena_printf(
        arena,
        ngettext("%d item together explains %s of how overall marks differ (R²), over %s complete answers.",
                 "%d items together explain %s of how overall marks differ (R²), over %s complete answers.",
                 (unsigned long)map->entered),
        map->entered, kept(arena, &share), number(arena, (double)map->complete, 0));
    if (map->orders)
        text = arena_printf(arena, _("%s More than %d items: shares are averaged over %d random orders of entry."),
                            text, SHAPLEY_EXACT_MAXIMUM, (int)map->orders);
    if (map->method == IMPORTANCE_REGRESSION && map->largest_inflation > 10)
        text = arena_printf(arena,
                            _("%s Items go together closely (variance inflation up to %s): coefficients say little."),
                            text, number(arena, map->largest_inflation, 0));
    return text;
}

const char *satisfaction_importance(struct arena *arena, const struct satisfaction_map *map)
{
    switch (map->method) {
    case IMPORTANCE_STATED:
        return arena_printf(arena,
                            _("Importance is stated: the mean of the marks of importance, on the scale from %s."),
                            satisfaction_scale(arena, &map->survey->importance_scale));
    case IMPORTANCE_CORRELATION:
        return arena_printf(arena, "%s%s",
                            _("Importance is derived: Pearson's correlation of each item with the overall mark."),
                            map->fell_back ? _(" (Complete answers are too few for Shapley shares.)") : "");
    case IMPORTANCE_REGRESSION:
        return arena_printf(
            arena, "%s %s",
            _("Importance is derived: standardised coefficients of the regression of the overall mark on all "
              "items."),
            explained(arena, map));
    default:
        return arena_printf(arena, "%s %s",
                            _("Importance is derived: each item's share of what the items explain of the overall mark "
                              "(Shapley)."),
                            explained(arena, map));
    }
}

const char *satisfaction_intervals(struct arena *arena, const struct satisfaction_map *map)
{
    return arena_printf(
        arena,
        _("Intervals of 95%%: bootstrap over respondents, %s draws, seed %llu. At the limit: the interval holds "
          "the cut. Indicative: fewer than %d answers; of fewer than %d, nothing is told."),
        number(arena, map->draws, 0), (unsigned long long)map->options.seed, SATISFACTION_INDICATIVE,
        map->options.min_group);
}

const char *satisfaction_respondents(struct arena *arena, const struct satisfaction_map *map)
{
    const struct survey *survey = map->survey;
    const char *text =
        arena_printf(arena, ngettext("n = %s respondent", "n = %s respondents", (unsigned long)survey->respondents),
                     number(arena, (double)survey->respondents, 0));
    return arena_printf(arena, _("%s; marks from %s"), text, satisfaction_scale(arena, &survey->scale));
}

const char *satisfaction_marks(struct arena *arena, const struct map_item *item)
{
    const char *limit = item->at_limit[0] && item->at_limit[1] ? _("at the limit both ways")
                        : item->at_limit[AXIS_SATISFACTION]    ? _("at the limit of satisfaction")
                        : item->at_limit[AXIS_IMPORTANCE]      ? _("at the limit of importance")
                                                               : "";
    if (!item->indicative)
        return limit;
    return *limit ? arena_printf(arena, "%s, %s", limit, _("indicative")) : _("indicative");
}

const char *satisfaction_missing(struct arena *arena, const struct satisfaction_map *map, const struct map_item *item)
{
    switch (item->missing) {
    case PLACE_TOO_FEW:
        return arena_printf(arena, _("fewer than %d answers"), map->options.min_group);
    case PLACE_NOT_ASKED:
        return _("its importance was not asked");
    case PLACE_RARELY_ANSWERED:
        return _("fewer than half of those with an overall mark answered it");
    case PLACE_CONSTANT:
        return _("all marks are the same");
    default:
        return "";
    }
}
