/* cli/show_model.h - what `show` says of a simulation model. */
#ifndef PARCOURS_CLI_SHOW_MODEL_H
#define PARCOURS_CLI_SHOW_MODEL_H
#include "cli/fields.h"
#include "model/population.h"
#include "report/json.h"

void population_json(struct json *json, const struct population *population);      /* members of the object at hand */
/* Adds to `fields`, writes and releases them, then lists profiles, desks, defaults and sources. */
void population_text(const struct population *population, struct fields *fields, struct buffer *out);
#endif
