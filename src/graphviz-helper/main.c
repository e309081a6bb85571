/* SPDX-License-Identifier: MIT
 *
 * Copyright the parcours authors.
 *
 * Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
 * documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
 * rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
 * persons to whom the Software is furnished to do so, subject to the following conditions:
 *
 * The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
 * Software.
 *
 * THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
 * WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
 * COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
 * OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
 */

/* parcours-graphviz - places boxes and routes links between them, with Graphviz.
 *
 * It is a program of its own, and knows nothing of parcours: Graphviz leaks on every layout and may crash or hang,
 * which must not take its caller down; and its licence is not to be mixed with the caller's. Lines in, lines out, sizes
 * and places in points, y upwards. Boxes that stay where they are, joined by orthogonal lines:
 *
 *     box X Y WIDTH HEIGHT         centre and size; boxes are numbered from 0
 *     link FROM TO                 box numbers; links are numbered from 0
 *     end                          route them
 *
 *     link NUMBER POINTS X Y X Y…  corners of an orthogonal line from a box's border to the other's; one line a link
 *     none NUMBER                  Graphviz found no way for this one
 *     end
 *
 * Or, told so in the first line, boxes to be placed (by dot, rank after rank), joined by curves:
 *
 *     free DIRECTION GAP RANKS     LR: ranks from left to right, TB: downwards; least gap beside, and between ranks
 *     node WIDTH HEIGHT            numbered from 0
 *     edge FROM TO WEIGHT WIDTH HEIGHT   WEIGHT 1 … 1000: heavy ones are short and straight; then the size of the
 *                                  label to keep room for, 0 0: none; numbered from 0; different ends
 *     group WIDTH HEIGHT COUNT NODE…     nodes to keep together in a rectangle, with room for a label; no node in two
 *     end
 *
 *     size WIDTH HEIGHT            of it all; its lower left corner is 0 0
 *     node NUMBER X Y              centre
 *     edge NUMBER POINTS X Y…      control points of cubic curves from border to border: 4, 7, 10…
 *     none NUMBER                  this edge has no way
 *     label NUMBER X Y             centre of the edge's label
 *     group NUMBER LEFT BOTTOM RIGHT TOP LABEL_X LABEL_Y      rectangle; centre of its label
 *     end
 *
 * Exit status: 0 done, 1 the request makes no sense (said on stderr), 2 Graphviz failed.
 */
#include "helper.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

enum { BOX_LIMIT = 20000, LINK_LIMIT = 40000, LINE_SIZE = 256, SECONDS_LIMIT = 20 };

struct request {
    Agraph_t *graph;
    Agnode_t **box; double (*centre)[2]; int boxes;
    Agedge_t **link; int links;
};

bool refuse(int line, const char *why)
{
    fprintf(stderr, "parcours-graphviz: line %d: %s\n", line, why);
    return false;
}

static void set(Agnode_t *node, const char *name, const char *value)
{
    agsafeset(node, text_of(name), text_of(value), text_of(""));
}

static bool add_box(struct request *request, double x, double y, double width, double height)
{
    if (request->boxes == BOX_LIMIT || !isfinite(x + y) || !(width > 0 && width < 1e6 && height > 0 && height < 1e6) ||
        fabs(x) > 1e6 || fabs(y) > 1e6)
        return false;
    char text[64];
    snprintf(text, sizeof text, "b%d", request->boxes);
    Agnode_t *node = agnode(request->graph, text, 1);
    snprintf(text, sizeof text, "%.2f,%.2f", x, y);
    set(node, "pos", text);
    snprintf(text, sizeof text, "%.12f", width / 72);            /* inches */
    set(node, "width", text);
    snprintf(text, sizeof text, "%.12f", height / 72);
    set(node, "height", text);
    request->centre[request->boxes][0] = x;
    request->centre[request->boxes][1] = y;
    request->box[request->boxes++] = node;
    return true;
}

static bool add_link(struct request *request, int from, int to)
{
    if (request->links == LINK_LIMIT || from < 0 || to < 0 || from >= request->boxes || to >= request->boxes)
        return false;
    request->link[request->links++] = agedge(request->graph, request->box[from], request->box[to], NULL, 1);
    return true;
}

static bool read_request(struct request *request)
{
    char line[LINE_SIZE];
    for (int number = 1; fgets(line, sizeof line, stdin); number++) {
        double x, y, width, height;
        int from, to;
        if (!strcmp(line, "end\n"))
            return true;
        if (sscanf(line, "box %lf %lf %lf %lf", &x, &y, &width, &height) == 4) {
            if (!add_box(request, x, y, width, height))
                return refuse(number, "too many boxes, or a size that makes no sense");
        } else if (sscanf(line, "link %d %d", &from, &to) == 2) {
            if (!add_link(request, from, to))
                return refuse(number, "too many links, or a box that is not there");
        } else {
            return refuse(number, "expected 'box X Y WIDTH HEIGHT', 'link FROM TO' or 'end'");
        }
    }
    return refuse(0, "the request has no 'end'");
}

/* With splines=ortho each piece of the curve is a straight line: its corners are every third control point. */
static void write_link(const struct request *request, int number, double shift_x, double shift_y)
{
    const splines *line = ED_spl(request->link[number]);
    if (!line || line->size < 1 || line->list[0].size < 4) {
        printf("none %d\n", number);
        return;
    }
    const bezier *curve = &line->list[0];
    pointf start = curve->sflag ? curve->sp : curve->list[0];
    pointf end = curve->eflag ? curve->ep : curve->list[curve->size - 1];
    printf("link %d %d %.2f %.2f", number, (curve->size - 1) / 3 + 1, start.x - shift_x, start.y - shift_y);
    for (int i = 3; i < curve->size - 1; i += 3)
        printf(" %.2f %.2f", curve->list[i].x - shift_x, curve->list[i].y - shift_y);
    printf(" %.2f %.2f\n", end.x - shift_x, end.y - shift_y);
}

static bool route(const struct request *request)
{
    GVC_t *context = gvContext();
    if (!context || gvLayout(context, request->graph, "nop2") != 0)
        return false;
    /* nop2 keeps boxes where they are, but for a shift of the whole drawing. */
    double shift_x = 0, shift_y = 0;
    if (request->boxes) {
        shift_x = ND_coord(request->box[0]).x - request->centre[0][0];
        shift_y = ND_coord(request->box[0]).y - request->centre[0][1];
    }
    for (int i = 0; i < request->links; i++)
        write_link(request, i, shift_x, shift_y);
    printf("end\n");
    gvFreeLayout(context, request->graph);
    gvFreeContext(context);
    return true;
}

/* Links between boxes that stay where they are; the exit status. */
static int fixed_layout(void)
{
    static Agnode_t *box[BOX_LIMIT];
    static double centre[BOX_LIMIT][2];
    static Agedge_t *link[LINK_LIMIT];
    struct request request = { .box = box, .centre = centre, .link = link };
    request.graph = agopen(text_of("g"), Agdirected, NULL);
    if (!request.graph)
        return GRAPHVIZ_FAILED;
    set_default(request.graph, AGRAPH, "splines", "ortho");
    set_default(request.graph, AGRAPH, "esep", "+0");           /* else boxes a little apart count as touching: no routes */
    set_default(request.graph, AGNODE, "shape", "box");
    set_default(request.graph, AGNODE, "label", "");
    set_default(request.graph, AGNODE, "fixedsize", "true");
    set_default(request.graph, AGEDGE, "arrowhead", "none");
    int status = !read_request(&request) ? NOT_UNDERSTOOD : route(&request) ? DONE : GRAPHVIZ_FAILED;
    agclose(request.graph);
    return status;
}

int main(void)
{
    setrlimit(RLIMIT_CPU, &(struct rlimit){ SECONDS_LIMIT, SECONDS_LIMIT });
    agseterr(AGMAX);                                            /* its warnings are of no use to our caller */
    int first = getc(stdin);
    ungetc(first, stdin);
    int status = first == 'f' ? free_layout() : fixed_layout();
    return status == DONE && fflush(stdout) != 0 ? GRAPHVIZ_FAILED : status;
}
