/* cli/show_bpmn.h - what `show` says of a BPMN file: its elements, counted, whether they are played or not. */
#ifndef PARCOURS_CLI_SHOW_BPMN_H
#define PARCOURS_CLI_SHOW_BPMN_H
#include "cli/fields.h"
#include "model/journey.h"
#include "report/json.h"

void bpmn_counts_json(struct json *json, const struct bpmn_counts *counts);        /* into the open object */
void bpmn_counts_fields(struct fields *fields, const struct bpmn_counts *counts);
#endif
