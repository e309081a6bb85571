/* SPDX-License-Identifier: MIT
 * Boxes to be placed by dot, joined by curves, some kept together in groups; see main.c for the protocol. */
#include "helper.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NODE_LIMIT = 500, EDGE_LIMIT = 2000, GROUP_LIMIT = 100, LINE_SIZE = 4096 };
#define SIZE_LIMIT 10000.0

struct layout {
    Agraph_t *graph;
    Agnode_t *node[NODE_LIMIT]; bool grouped[NODE_LIMIT]; int nodes;
    Agedge_t *edge[EDGE_LIMIT]; int edges;
    Agraph_t *group[GROUP_LIMIT]; int groups;
};

static bool sensible(double size) { return size >= 0 && size < SIZE_LIMIT; }

static void set_number(void *object, const char *name, double value)
{
    char text[64];
    snprintf(text, sizeof text, "%.12f", value);
    agsafeset(object, text_of(name), text, text_of(""));
}

/* A label of exactly this size: an empty table. Texts are its caller's business. */
static void keep_room(Agraph_t *graph, void *object, double width, double height)
{
    char text[160];
    if (!(width >= 1 && height >= 1))
        return;
    snprintf(text, sizeof text,
             "<table border=\"0\" cellborder=\"0\" cellspacing=\"0\" cellpadding=\"0\" fixedsize=\"true\" "
             "width=\"%.0f\" height=\"%.0f\"><tr><td></td></tr></table>",
             ceil(width), ceil(height));
    char *label = agstrdup_html(graph, text);
    agxset(object, agattrsym(object, text_of("label")), label);
}

static bool begin(struct layout *layout, const char *line)
{
    char direction[3];
    double gap, ranks;
    if (sscanf(line, "free %2s %lf %lf", direction, &gap, &ranks) != 3 ||
        (strcmp(direction, "LR") && strcmp(direction, "TB")) || !sensible(gap) || !sensible(ranks))
        return false;
    set_default(layout->graph, AGRAPH, "rankdir", direction);
    set_default(layout->graph, AGRAPH, "splines", "true");
    set_default(layout->graph, AGRAPH, "label", "");
    set_default(layout->graph, AGRAPH, "margin", "12");
    set_default(layout->graph, AGNODE, "shape", "box");
    set_default(layout->graph, AGNODE, "label", "");
    set_default(layout->graph, AGNODE, "fixedsize", "true");
    set_default(layout->graph, AGEDGE, "arrowhead", "none");
    set_default(layout->graph, AGEDGE, "label", "");
    set_number(layout->graph, "nodesep", gap / 72);             /* inches */
    set_number(layout->graph, "ranksep", ranks / 72);
    return true;
}

static bool add_node(struct layout *layout, const char *line)
{
    double width, height;
    if (sscanf(line, "node %lf %lf", &width, &height) != 2 || layout->nodes == NODE_LIMIT || !sensible(width) ||
        !sensible(height))
        return false;
    char name[16];
    snprintf(name, sizeof name, "n%d", layout->nodes);
    Agnode_t *node = layout->node[layout->nodes++] = agnode(layout->graph, name, 1);
    set_number(node, "width", width / 72);
    set_number(node, "height", height / 72);
    return true;
}

static bool add_edge(struct layout *layout, const char *line)
{
    int from, to, weight;
    double width, height;
    if (sscanf(line, "edge %d %d %d %lf %lf", &from, &to, &weight, &width, &height) != 5 ||
        layout->edges == EDGE_LIMIT || from < 0 || from >= layout->nodes || to < 0 || to >= layout->nodes ||
        from == to || weight < 1 || weight > 1000 || !sensible(width) || !sensible(height))
        return false;
    Agedge_t *edge = agedge(layout->graph, layout->node[from], layout->node[to], NULL, 1);
    layout->edge[layout->edges++] = edge;
    set_number(edge, "weight", weight);
    keep_room(layout->graph, edge, width, height);
    return true;
}

static bool add_group(struct layout *layout, const char *line)
{
    double width, height;
    int count, read = 0;
    if (sscanf(line, "group %lf %lf %d%n", &width, &height, &count, &read) != 3 || layout->groups == GROUP_LIMIT ||
        !sensible(width) || !sensible(height) || count < 1)
        return false;
    char name[24];
    snprintf(name, sizeof name, "cluster%d", layout->groups);
    Agraph_t *group = layout->group[layout->groups++] = agsubg(layout->graph, name, 1);
    keep_room(layout->graph, group, width, height);
    for (int i = 0; i < count; i++) {
        int node, more = 0;
        line += read;
        if (sscanf(line, " %d%n", &node, &more) != 1 || node < 0 || node >= layout->nodes || layout->grouped[node])
            return false;
        read = more;
        layout->grouped[node] = true;
        agsubnode(group, layout->node[node], 1);
    }
    return true;
}

static bool read_layout(struct layout *layout)
{
    static char line[LINE_SIZE];
    if (!fgets(line, sizeof line, stdin) || !begin(layout, line))
        return refuse(1, "expected 'free LR|TB GAP RANKS'");
    for (int number = 2; fgets(line, sizeof line, stdin); number++) {
        if (!strcmp(line, "end\n"))
            return true;
        bool good = !strncmp(line, "node ", 5)    ? add_node(layout, line)
                    : !strncmp(line, "edge ", 5)  ? add_edge(layout, line)
                    : !strncmp(line, "group ", 6) ? add_group(layout, line)
                                                  : false;
        if (!good)
            return refuse(number, "expected 'node WIDTH HEIGHT', 'edge FROM TO WEIGHT WIDTH HEIGHT', "
                                  "'group WIDTH HEIGHT COUNT NODE...' or 'end', with numbers that make sense");
    }
    return refuse(0, "the request has no 'end'");
}

static void write_edge(const struct layout *layout, int number)
{
    const splines *way = ED_spl(layout->edge[number]);
    const textlabel_t *label = ED_label(layout->edge[number]);
    if (!way || way->size != 1 || way->list[0].size < 4) {
        printf("none %d\n", number);
        return;
    }
    const bezier *curve = &way->list[0];
    printf("edge %d %d", number, curve->size);
    for (int i = 0; i < curve->size; i++)
        printf(" %.2f %.2f", curve->list[i].x, curve->list[i].y);
    printf("\n");
    if (label && label->set)
        printf("label %d %.2f %.2f\n", number, label->pos.x, label->pos.y);
}

static void write_layout(const struct layout *layout)
{
    boxf all = GD_bb(layout->graph);
    printf("size %.2f %.2f\n", all.UR.x, all.UR.y);
    for (int i = 0; i < layout->nodes; i++)
        printf("node %d %.2f %.2f\n", i, ND_coord(layout->node[i]).x, ND_coord(layout->node[i]).y);
    for (int i = 0; i < layout->edges; i++)
        write_edge(layout, i);
    for (int i = 0; i < layout->groups; i++) {
        boxf box = GD_bb(layout->group[i]);
        const textlabel_t *label = GD_label(layout->group[i]);
        pointf at = label && label->set ? label->pos : (pointf){ (box.LL.x + box.UR.x) / 2, box.UR.y };
        printf("group %d %.2f %.2f %.2f %.2f %.2f %.2f\n", i, box.LL.x, box.LL.y, box.UR.x, box.UR.y, at.x, at.y);
    }
    printf("end\n");
}

int free_layout(void)
{
    static struct layout layout;
    layout.graph = agopen(text_of("g"), Agdirected, NULL);
    if (!layout.graph)
        return GRAPHVIZ_FAILED;
    if (!read_layout(&layout))
        return NOT_UNDERSTOOD;
    GVC_t *context = gvContext();
    if (!context || gvLayout(context, layout.graph, "dot") != 0)
        return GRAPHVIZ_FAILED;
    write_layout(&layout);
    return DONE;                /* nothing is freed: dot frees some labels twice, and the program ends here */
}
