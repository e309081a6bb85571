/* report/satisfaction.h - the files of `parcours satisfaction`, and what it says on stdout.
 *
 *     satisfaction.svg, satisfaction.pdf     the map drawn (draw/satisfaction_picture.h)
 *     satisfaction.html                      one page: the map, the same as tables, the method
 *     satisfaction.json                      every figure exactly (doc/satisfaction.schema.json)
 *     satisfaction.csv                       one line an item
 *
 * All of them are made to be shown: of an item of fewer than min_group answers there is the name and nothing else.
 */
#ifndef PARCOURS_REPORT_SATISFACTION_H
#define PARCOURS_REPORT_SATISFACTION_H
#include "draw/drawing.h"
#include "draw/theme.h"
#include "measure/satisfaction_map.h"

/* All files into a folder that is there; false after diagnostics, also after one could not be written. */
bool satisfaction_write(const struct satisfaction_map *map, const char *title, const struct theme *theme, const char *folder,
                        struct diagnostics *diagnostics);
/* About a dozen lines. `folder`: as the user named it. */
void satisfaction_say(struct buffer *out, const struct satisfaction_map *map, const char *folder);

/* --- inside src/report --- */
void satisfaction_page(struct buffer *out, const struct satisfaction_map *map, const char *title, const struct drawing *drawing);
void satisfaction_json(struct buffer *out, const struct satisfaction_map *map);
void satisfaction_csv(struct buffer *out, const struct satisfaction_map *map);
#endif
