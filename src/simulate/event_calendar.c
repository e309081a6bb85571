#include "simulate/event_calendar.h"
#include "base/arena.h"
#include <stdlib.h>

enum { CHILDREN = 4 };

static bool before(const struct event *a, const struct event *b)
{
    return a->time < b->time || (a->time == b->time && a->order < b->order);
}

static void sift_up(struct event *heap, size_t at, struct event event)
{
    while (at) {
        size_t parent = (at - 1) / CHILDREN;
        if (!before(&event, &heap[parent]))
            break;
        heap[at] = heap[parent];
        at = parent;
    }
    heap[at] = event;
}

static void sift_down(struct event *heap, size_t count, size_t at, struct event event)
{
    for (;;) {
        size_t child = at * CHILDREN + 1, last = child + CHILDREN < count ? child + CHILDREN : count, least = child;
        if (child >= count)
            break;
        for (size_t i = child + 1; i < last; i++)
            if (before(&heap[i], &heap[least]))
                least = i;
        if (!before(&heap[least], &event))
            break;
        heap[at] = heap[least];
        at = least;
    }
    heap[at] = event;
}

void event_calendar_plan(struct event_calendar *calendar, double time, enum event_kind kind, uint32_t slot,
                         uint32_t generation)
{
    GROW(calendar->event, calendar->count, calendar->capacity);
    struct event event = { time, calendar->planned++ << EVENT_KIND_BITS | kind, slot, generation };
    sift_up(calendar->event, calendar->count++, event);
}

struct event event_calendar_next(struct event_calendar *calendar)
{
    struct event first = calendar->event[0];
    if (--calendar->count)
        sift_down(calendar->event, calendar->count, 0, calendar->event[calendar->count]);
    return first;
}

void event_calendar_purge(struct event_calendar *calendar, bool (*alive)(const void *context, const struct event *event),
                          const void *context)
{
    size_t kept = 0;
    for (size_t i = 0; i < calendar->count; i++)
        if (alive(context, &calendar->event[i]))
            calendar->event[kept++] = calendar->event[i];
    calendar->count = kept;
    calendar->called_off = 0;
    for (size_t i = kept; i-- > 0;)
        sift_down(calendar->event, kept, i, calendar->event[i]);
}

void event_calendar_release(struct event_calendar *calendar)
{
    free(calendar->event);
    *calendar = (struct event_calendar){ 0 };
}
