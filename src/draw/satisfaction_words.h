/* draw/satisfaction_words.h - what a satisfaction map says in words and figures, for its picture, its page and stdout alike.
 *
 * Texts live in the arena, in the language of the messages.
 */
#ifndef PARCOURS_DRAW_SATISFACTION_WORDS_H
#define PARCOURS_DRAW_SATISFACTION_WORDS_H
#include "base/arena.h"
#include "measure/satisfaction_map.h"

/* A value on an axis: as many decimals as its scale deserves; "–" if there is none; shares in percent. */
const char *satisfaction_value(struct arena *arena, const struct satisfaction_map *map, int axis, double value);
/* "3.4 (3.2 to 3.6)" */
const char *satisfaction_interval(struct arena *arena, const struct satisfaction_map *map, int axis,
                                  const struct figure_interval *figure);
const char *satisfaction_scale(struct arena *arena, const struct mark_scale *scale);         /* "1 to 5 (detected)" */
const char *satisfaction_axis_name(const struct satisfaction_map *map, int axis);
const char *satisfaction_cut(struct arena *arena, const struct satisfaction_map *map);       /* a sentence */
const char *satisfaction_importance(struct arena *arena, const struct satisfaction_map *map);    /* sentences: which, how, on what */
const char *satisfaction_intervals(struct arena *arena, const struct satisfaction_map *map); /* a sentence */
const char *satisfaction_respondents(struct arena *arena, const struct satisfaction_map *map);
/* "at the limit, indicative"; "" */
const char *satisfaction_marks(struct arena *arena, const struct map_item *item);
/* Why an item has no place. */
const char *satisfaction_missing(struct arena *arena, const struct satisfaction_map *map, const struct map_item *item);
#endif
