#include "cli/show_bpmn.h"
#include "base/message.h"

static const char *const GATEWAYS[BPMN_GATEWAY_KINDS] = { "exclusive", "parallel", "inclusive", "eventBased",
    "complex" };
static const char *const EVENTS[BPMN_EVENT_KINDS] = {
    "startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent",
};

void bpmn_counts_json(struct json *json, const struct bpmn_counts *counts)
{
    json_put_integer(json, "processes", counts->processes);
    json_put_integer(json, "tasks", counts->tasks);
    json_put_integer(json, "subprocesses", counts->subprocesses);
    json_put_integer(json, "call_activities", counts->call_activities);
    json_put_object_flat(json, "gateways");
    for (int i = 0; i < BPMN_GATEWAY_KINDS; i++)
        json_put_integer(json, GATEWAYS[i], counts->gateways[i]);
    json_end(json);
    json_put_object_flat(json, "events");
    for (int i = 0; i < BPMN_EVENT_KINDS; i++)
        json_put_integer(json, EVENTS[i], counts->events[i]);
    json_end(json);
    json_put_integer(json, "sequence_flows", counts->sequence_flows);
    json_put_integer(json, "message_flows", counts->message_flows);
    json_put_integer(json, "lanes", counts->lanes);
    json_put_integer(json, "pools", counts->pools);
}

static int sum(const int *count, int kinds)
{
    int total = 0;
    for (int i = 0; i < kinds; i++)
        total += count[i];
    return total;
}

void bpmn_counts_fields(struct fields *fields, const struct bpmn_counts *counts)
{
    fields_count(fields, _("processes"), (uint64_t)counts->processes);
    fields_count(fields, _("pools"), (uint64_t)counts->pools);
    fields_count(fields, _("lanes"), (uint64_t)counts->lanes);
    fields_count(fields, _("tasks"), (uint64_t)counts->tasks);
    fields_count(fields, _("call activities"), (uint64_t)counts->call_activities);
    fields_count(fields, _("sub-processes"), (uint64_t)counts->subprocesses);
    fields_count(fields, _("gateways"), (uint64_t)sum(counts->gateways, BPMN_GATEWAY_KINDS));
    fields_count(fields, _("events of the process"), (uint64_t)sum(counts->events, BPMN_EVENT_KINDS));
    fields_count(fields, _("sequence flows"), (uint64_t)counts->sequence_flows);
    fields_count(fields, _("message flows"), (uint64_t)counts->message_flows);
}
