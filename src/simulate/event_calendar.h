/* simulate/event_calendar.h - the future event set: what will happen, earliest first; ties in the order they were planned.
 *
 * A heap of four children a node, in one array that grows by doubling: no allocation per event. An event names a slot
 * (a task's or a desk's) and the slot's generation when it was planned: what was called off meanwhile (somebody was served
 * before their patience ended) has another generation and is passed over. Once more than half of a large calendar is
 * called off, event_calendar_purge() throws that out, so that memory is bounded by what is alive.
 */
#ifndef PARCOURS_SIMULATE_EVENT_CALENDAR_H
#define PARCOURS_SIMULATE_EVENT_CALENDAR_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum event_kind { EVENT_READY, EVENT_PASS, EVENT_COME, EVENT_RENEGE, EVENT_SERVED, EVENT_CHASE, EVENT_OPENS };
struct event {
    double time;                            /* seconds */
    uint64_t order;                         /* of planning: breaks ties; the kind is in its lowest bits */
    uint32_t slot, generation;
};
enum { EVENT_KIND_BITS = 3 };
static inline enum event_kind event_kind(const struct event *event)
{
    return (enum event_kind)(event->order & ((1 << EVENT_KIND_BITS) - 1));
}
struct event_calendar {
    struct event *event; size_t count, capacity;
    uint64_t planned;                       /* events ever planned */
    size_t called_off;                      /* that are still in the array, as far as told */
};

void event_calendar_plan(struct event_calendar *calendar, double time, enum event_kind kind, uint32_t slot,
                         uint32_t generation);
/* The earliest event, taken out; the calendar must not be empty. */
struct event event_calendar_next(struct event_calendar *calendar);
static inline double event_calendar_time(const struct event_calendar *calendar)
{
    return calendar->count ? calendar->event[0].time : __builtin_inf();
}
/* Keep only what `alive` says is. Cost: O(count). */
void event_calendar_purge(struct event_calendar *calendar, bool (*alive)(const void *context, const struct event *event),
                          const void *context);
void event_calendar_release(struct event_calendar *calendar);
#endif
