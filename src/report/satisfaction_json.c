/* satisfaction.json and satisfaction.csv: every figure of the map, exactly. Keys: doc/satisfaction.schema.json. */
#include "report/csv.h"
#include "report/json.h"
#include "report/satisfaction.h"
#include <math.h>

static const char *const CUT_ID[] = { "means", "medians", "thresholds" };
static const char *const MISSING_ID[] = { NULL, "too-few-answers", "importance-not-asked", "rarely-answered",
                                          "all-the-same" };

static void put_scale(struct json *json, const char *key, const struct mark_scale *scale)
{
    if (scale->low >= scale->high) {
        json_put_null(json, key);
        return;
    }
    json_put_object_flat(json, key);
    json_put_number(json, "low", scale->low);
    json_put_number(json, "high", scale->high);
    json_put_boolean(json, "detected", !scale->said);
    json_end(json);
}

static void put_interval(struct json *json, const struct figure_interval *figure)
{
    json_put_array_flat(json, "ci95");
    json_put_number(json, NULL, figure->ci95[0]);
    json_put_number(json, NULL, figure->ci95[1]);
    json_end(json);
}

static void put_survey(struct json *json, const struct satisfaction_map *map)
{
    const struct survey *survey = map->survey;
    json_put_object(json, "survey");
    json_put_string(json, "file", survey->file);
    json_put_integer(json, "rows", (int64_t)survey->rows);
    json_put_integer(json, "rejected", (int64_t)survey->rejected);
    json_put_integer(json, "respondents", (int64_t)survey->respondents);
    json_put_integer(json, "without_answer", (int64_t)survey->unanswered);
    json_put_integer(json, "unreadable_cells", (int64_t)survey->unreadable);
    json_put_integer(json, "cells_in_words", (int64_t)survey->words);
    put_scale(json, "scale", &survey->scale);
    put_scale(json, "importance_scale", &survey->importance_scale);
    put_scale(json, "overall_scale", &survey->overall_scale);
    json_end(json);
    if (isnan(map->overall.value)) {
        json_put_null(json, "overall");
        return;
    }
    json_put_object_flat(json, "overall");
    json_put_string(json, "name", survey->overall_name);
    json_put_integer(json, "answers", map->overall_answers);
    json_put_number(json, "mean", map->overall.value);
    put_interval(json, &map->overall);
    json_end(json);
}

static void put_method(struct json *json, const struct satisfaction_map *map)
{
    bool together = map->method == IMPORTANCE_REGRESSION || map->method == IMPORTANCE_SHAPLEY;
    json_put_object(json, "importance");
    json_put_string(json, "method", IMPORTANCE_ID[map->method]);
    json_put_string(json, "chosen", map->options.method != NONE ? "asked" : map->fell_back ? "fallback" : "default");
    if (together) {
        json_put_integer(json, "complete_answers", map->complete);
        json_put_integer(json, "items", map->entered);
        json_put_number(json, "determination", map->determination);
        json_put_number(json, "largest_inflation", map->largest_inflation);
        json_put_integer(json, "sampled_orders", (int64_t)map->orders);
    }
    json_end(json);
    json_put_object_flat(json, "cut");
    json_put_string(json, "rule", CUT_ID[map->options.cut]);
    json_put_number(json, "satisfaction", map->cut[AXIS_SATISFACTION]);
    json_put_number(json, "importance", map->cut[AXIS_IMPORTANCE]);
    json_end(json);
    json_put_object_flat(json, "options");
    json_put_integer(json, "min_group", map->options.min_group);
    json_put_integer(json, "indicative_below", SATISFACTION_INDICATIVE);
    json_put_integer(json, "draws", map->draws);
    json_put_integer(json, "seed", (int64_t)map->options.seed);
    json_end(json);
}

static void put_axis(struct json *json, const char *key, const struct map_item *item, int axis)
{
    json_put_object_flat(json, key);
    json_put_integer(json, "answers", item->answers[axis]);
    json_put_number(json, axis == AXIS_SATISFACTION ? "mean" : "value", item->axis[axis].value);
    put_interval(json, &item->axis[axis]);
    json_put_boolean(json, "at_limit", item->at_limit[axis]);
    json_end(json);
}

static void put_item(struct json *json, const struct satisfaction_map *map, const struct map_item *item)
{
    json_put_object(json, NULL);
    json_put_string(json, "name", item->name);
    json_put_string(json, "missing", MISSING_ID[item->missing]);
    if (item->missing != PLACE_TOO_FEW) {
        put_axis(json, "satisfaction", item, AXIS_SATISFACTION);
        json_put_boolean(json, "indicative", item->indicative);
        json_put_object_flat(json, "correlation");
        json_put_number(json, "pearson", item->pearson);
        json_put_number(json, "spearman", item->spearman);
        json_end(json);
    }
    if (!item->missing) {
        json_put_integer(json, "number", item->number);
        json_put_string(json, "quadrant", QUADRANT_ID[item->quadrant]);
        put_axis(json, "importance", item, AXIS_IMPORTANCE);
        if (map->method == IMPORTANCE_SHAPLEY)
            json_put_number(json, "share_of_determination", item->raw);
        if (map->method == IMPORTANCE_REGRESSION || map->method == IMPORTANCE_SHAPLEY)
            json_put_number(json, "variance_inflation", item->inflation);
    }
    json_end(json);
}

void satisfaction_json(struct buffer *out, const struct satisfaction_map *map)
{
    struct json json;
    json_start(&json, out);
    json_put_object(&json, NULL);
    put_survey(&json, map);
    put_method(&json, map);
    json_put_object_flat(&json, "quadrants");
    for (int q = 0; q < QUADRANTS; q++)
        json_put_integer(&json, QUADRANT_ID[q], map->quadrant_items[q]);
    json_end(&json);
    json_put_array(&json, "items");
    for (int i = 0; i < map->items; i++)
        put_item(&json, map, &map->item[i]);
    json_end(&json);
    json_end(&json);
    json_finish(&json);
}

static void put_number(struct csv *csv, double value)
{
    struct buffer text = { 0 };
    if (!isnan(value))
        number_exact(&text, value);
    csv_text(csv, buffer_text(&text));
    buffer_release(&text);
}

void satisfaction_csv(struct buffer *out, const struct satisfaction_map *map)
{
    static const char *const COLUMN[] = {
        "number",
        "item",
        "quadrant",
        "answers",
        "satisfaction",
        "satisfaction_low",
        "satisfaction_high",
        "importance",
        "importance_low",
        "importance_high",
        "importance_method",
        "satisfaction_at_limit",
        "importance_at_limit",
        "indicative",
        "missing",
        NULL,
    };
    struct csv csv = { .out = out };
    csv_header(&csv, COLUMN);
    csv_row_end(&csv);
    for (int i = 0; i < map->items; i++) {
        const struct map_item *item = &map->item[i];
        bool told = item->missing != PLACE_TOO_FEW;
        if (item->missing)
            csv_text(&csv, "");
        else
            csv_integer(&csv, item->number);
        csv_text(&csv, item->name);
        csv_text(&csv, item->missing ? "" : QUADRANT_ID[item->quadrant]);
        if (told)
            csv_integer(&csv, item->answers[AXIS_SATISFACTION]);
        else
            csv_text(&csv, "");
        for (int axis = 0; axis < 2; axis++) {
            put_number(&csv, item->axis[axis].value);
            put_number(&csv, item->axis[axis].ci95[0]);
            put_number(&csv, item->axis[axis].ci95[1]);
        }
        csv_text(&csv, item->missing ? "" : IMPORTANCE_ID[map->method]);
        csv_boolean(&csv, item->at_limit[AXIS_SATISFACTION]);
        csv_boolean(&csv, item->at_limit[AXIS_IMPORTANCE]);
        if (told)
            csv_boolean(&csv, item->indicative);
        else
            csv_text(&csv, "");
        csv_text(&csv, item->missing ? MISSING_ID[item->missing] : "");
        csv_row_end(&csv);
    }
}
