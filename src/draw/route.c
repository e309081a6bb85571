#include "draw/route.h"
#include "base/message.h"
#include "base/random.h"
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What the helper is told. It knows no sides, and would take any: so each box is widened by ROUTE_STUB to either side
 * and a small box, a port, is put before each point where links leave or arrive. The helper joins ports.
 *
 *      port ▫┌──┬────────┬──┐▫ port
 *            │  │  card  │  │▫ port          the stubs from card to port are ours
 *            └──┴────────┴──┘
 */
enum {
    PORT_WIDTH = 8, PORT_HEIGHT = 16, POINT_LIMIT = 1000,
    PORT_GAP = 3, ATTEMPTS = 12, WITHOUT_FENCES = 6,
};
#define COORDINATE_LIMIT 1e6
/* Graphviz stumbles (an assertion, a crash) over boxes whose sides are in line with each other, as columns are. So
 * boxes are moved to the left or right by up to NUDGE, and ports away from their box by up to DRIFT, at random; if it
 * stumbles all the same, by other amounts; from attempt WITHOUT_FENCES on with fewer boxes. */
#define NUDGE 1.0
#define DRIFT(attempt) (4 + (attempt) / 3.0)

struct port { double x, y; int number; };               /* number: of its box in the request */
struct port_list { struct port *item; int count, capacity; int next; double drift; struct random_stream random; };

/* The port at a point of a box's side; `away` from the box is 1 to the right, -1 to the left. */
static int port_at(struct port_list *list, struct point at, int away, struct buffer *request)
{
    for (int i = 0; i < list->count; i++)
        if (fabs(list->item[i].x - at.x) < 0.5 && fabs(list->item[i].y - at.y) < 0.5)
            return list->item[i].number;
    GROW(list->item, list->count, list->capacity);
    list->item[list->count++] = (struct port){ at.x, at.y, list->next };
    double out = ROUTE_STUB + PORT_GAP + PORT_WIDTH / 2.0 + list->drift * random_uniform(&list->random);
    buffer_printf(request, "box %.2f %.2f %d %d\n", at.x + away * out, -at.y, PORT_WIDTH, PORT_HEIGHT);
    return list->next++;
}

static void write_request(struct buffer *request, const struct route_boxes *boxes, const struct route_link *link,
                          int links, int attempt)
{
    int count = boxes->count - (attempt < WITHOUT_FENCES ? 0 : boxes->fences);
    struct port_list ports = { .next = count,
                               .drift = DRIFT(attempt),
                               .random = random_stream_new(1, (uint64_t)attempt, 0) };
    for (int i = 0; i < count; i++) {
        const struct route_box *box = &boxes->box[i];
        double nudge = NUDGE * (2 * random_uniform(&ports.random) - 1);
        buffer_printf(request, "box %.2f %.2f %.2f %.2f\n", box->x + box->width / 2 + nudge,
                      -(box->y + box->height / 2), box->width + 2 * ROUTE_STUB, box->height);
    }
    struct buffer list = { 0 };
    for (int i = 0; i < links; i++) {
        int from = port_at(&ports, link[i].from, 1, request), to = port_at(&ports, link[i].to, -1, request);
        buffer_printf(&list, "link %d %d\n", from, to);
    }
    buffer_add(request, buffer_text(&list), list.length);
    buffer_add_string(request, "end\n");
    buffer_release(&list);
    free(ports.item);
}

static bool read_integer(const char **at, int *value)
{
    char *end;
    long number = strtol(*at, &end, 10);
    bool good = end != *at && number >= 0 && number <= INT_MAX;
    *at = end;
    *value = (int)number;
    return good;
}

/* Decimal digits and a point, as printf("%.2f") writes them; the helper's answer is checked like any input. */
static bool read_coordinate(const char **at, double *value)
{
    const char *text = *at + strspn(*at, " ");
    bool minus = *text == '-';
    double number = 0, unit = 1;
    int digits = 0;
    for (text += minus; *text >= '0' && *text <= '9'; text++, digits++)
        number = 10 * number + (*text - '0');
    if (*text == '.')
        for (text++; *text >= '0' && *text <= '9'; text++, digits++)
            number += (unit /= 10) * (*text - '0');
    *at = text;
    *value = minus ? -number : number;
    return digits && digits < 20 && number < COORDINATE_LIMIT;
}

static bool same(double a, double b) { return fabs(a - b) < 0.75; }

/* Put a corner at the end of the route; corners on a straight line and points that repeat are left out. */
static void add_point(struct route *route, struct point point)
{
    int count = route->count;
    if (count && same(route->point[count - 1].x, point.x) && same(route->point[count - 1].y, point.y))
        return;
    if (count > 1) {
        struct point a = route->point[count - 2], b = route->point[count - 1];
        bool level = same(a.y, b.y) && same(b.y, point.y) && (b.x - a.x) * (point.x - b.x) > 0;
        bool upright = same(a.x, b.x) && same(b.x, point.x) && (b.y - a.y) * (point.y - b.y) > 0;
        if (level || upright) {
            route->point[count - 1] = point;
            return;
        }
    }
    route->point[route->count++] = point;
}

/* Lines that leave a port side by side are led back to the port's own height, so that they share the stub. */
static void finish_route(struct route *route, struct point *point, int count, const struct route_link *link)
{
    if (count > 2 && same(point[0].y, point[1].y))
        point[0].y = point[1].y = link->from.y;
    if (count > 2 && same(point[count - 1].y, point[count - 2].y))
        point[count - 1].y = point[count - 2].y = link->to.y;
    if (count == 2 && same(link->from.y, link->to.y))
        point[0].y = point[1].y = link->from.y;
    add_point(route, link->from);
    if (!same(point[0].y, link->from.y))                        /* it left the port upwards or downwards */
        add_point(route, (struct point){ point[0].x, link->from.y });
    for (int i = 0; i < count; i++)
        add_point(route, point[i]);
    if (!same(point[count - 1].y, link->to.y))
        add_point(route, (struct point){ point[count - 1].x, link->to.y });
    add_point(route, link->to);
}

static bool read_route(struct arena *arena, const char *line, const struct route_link *link, int links,
                       struct route *route)
{
    int number, count;
    if (strncmp(line, "link ", 5))
        return false;
    line += 5;
    if (!read_integer(&line, &number) || !read_integer(&line, &count) || number >= links || count < 2 ||
        count > POINT_LIMIT)
        return false;
    struct point *point = arena_alloc(arena, (size_t)count * sizeof *point);
    for (int i = 0; i < count; i++) {
        if (!read_coordinate(&line, &point[i].x) || !read_coordinate(&line, &point[i].y))
            return false;
        point[i].y = -point[i].y;
        if (i && !same(point[i].x, point[i - 1].x) && !same(point[i].y, point[i - 1].y))
            return false;                               /* slanting: it gave up on orthogonal lines */
    }
    route[number].point = arena_alloc(arena, (size_t)(count + 4) * sizeof *point);
    route[number].count = 0;
    finish_route(&route[number], point, count, &link[number]);
    return true;
}

static bool read_answer(struct arena *arena, const char *text, const struct route_link *link, int links,
                        struct route *route)
{
    while (*text) {
        if (!strncmp(text, "end\n", 4))
            return true;
        if (strncmp(text, "none ", 5) && !read_route(arena, text, link, links, route))
            return false;
        text += strcspn(text, "\n");
        text += *text == '\n';
    }
    return false;
}

/* Over, up or down just before the target, and in. Links to other targets that turn there too turn a little earlier. */
static void go_straight(struct arena *arena, const struct route_link *link, int number, struct route *route)
{
    enum { APART = 6, PLACES = 5 };
    struct point from = link[number].from, to = link[number].to;
    int place = 0;
    for (int i = 0; i < number; i++)
        place += fabs(link[i].to.x - to.x) < 1 && fabs(link[i].to.y - to.y) >= 1;
    double turn = to.x > from.x ? to.x : from.x + 2 * ROUTE_STUB + PLACES * APART;
    turn -= ROUTE_STUB + APART * (1 + place % PLACES);
    route->point = arena_alloc(arena, 4 * sizeof *route->point);
    route->count = 0;
    add_point(route, from);
    add_point(route, (struct point){ turn, from.y });
    add_point(route, (struct point){ turn, to.y });
    add_point(route, to);
}

static const char *helper_beside_program(struct arena *arena)
{
    char self[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    self[length > 0 ? length : 0] = '\0';
    char *slash = strrchr(self, '/');
    return arena_printf(arena, "%.*s/parcours-graphviz", slash ? (int)(slash - self) : 1, slash ? self : ".");
}

/* Say why lines are straight. */
static bool warn(enum helper_end end, int reason, const char *helper, struct diagnostics *diagnostics)
{
    struct source_position at = { .file = helper };
    switch (end) {
    case HELPER_MISSING:
        return diagnostics_warning(diagnostics, at, _("can't be run (%s): links are drawn straight"), strerror(reason));
    case HELPER_LATE:
        return diagnostics_warning(diagnostics, at, _("took more than %d seconds: links are drawn straight"),
                                   ROUTE_SECONDS);
    default:
        return diagnostics_warning(diagnostics, at, _("failed: links are drawn straight"));
    }
}

static bool ask_helper(struct arena *arena, const struct route_boxes *boxes, const struct route_link *link, int links,
                       const char *helper, struct route *route, struct diagnostics *diagnostics)
{
    enum helper_end end = HELPER_FAILED;
    int reason = 0;
    for (int attempt = 0; attempt < ATTEMPTS && end == HELPER_FAILED; attempt++) {
        struct buffer request = { 0 }, answer = { 0 };
        write_request(&request, boxes, link, links, attempt);
        end = helper_run(helper, &request, &answer, ROUTE_SECONDS, &reason);
        if (end == HELPER_DONE && !read_answer(arena, buffer_text(&answer), link, links, route))
            end = HELPER_FAILED;
        buffer_release(&request);
        buffer_release(&answer);
    }
    return end == HELPER_DONE || warn(end, reason, helper, diagnostics);
}

bool route_links(struct arena *arena, const struct route_boxes *boxes, const struct route_link *link, int links,
                 const char *helper, struct route *route, struct diagnostics *diagnostics)
{
    for (int i = 0; i < links; i++)
        route[i] = (struct route){ 0 };
    helper = helper ? helper : helper_beside_program(arena);
    bool good = !links || ask_helper(arena, boxes, link, links, helper, route, diagnostics);
    for (int i = 0; i < links; i++)
        if (!good || route[i].count < 2)
            go_straight(arena, link, i, &route[i]);
    return good;
}
