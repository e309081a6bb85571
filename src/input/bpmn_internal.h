/* input/bpmn_internal.h - a BPMN file between its elements and its net. Private to src/input/bpmn*.c.
 *
 *     bpmn.c             the file, what it holds, the journey
 *     bpmn_elements.c    flow nodes, sequence flows, lanes and pools; what is odd about them
 *     bpmn_lanes.c       the steps, and whose they are
 *     bpmn_scope.c       where each process begins and ends
 *     bpmn_region.c      which branches an inclusive join must wait for
 *     bpmn_flow.c        from node to node: splits, joins, and the notice that nothing will come
 *     bpmn_cut.c         ends that terminate, interruptions
 *     bpmn_net.c         activities, sub-processes, the whole net
 *     bpmn_reduce.c      the same net without the places and silent transitions it does not need
 *
 * A scope is what tokens stay in: a process or the inside of a sub-process. Each has two nodes more than the file says:
 * a root in front of its starts and, where it must be known when all has ended, an end behind its ends.
 */
#ifndef PARCOURS_INPUT_BPMN_INTERNAL_H
#define PARCOURS_INPUT_BPMN_INTERNAL_H
#include "base/interner.h"
#include "input/xml.h"
#include "model/journey.h"

enum {
    BPMN_NODES_MAXIMUM = 20000,         /* flow nodes */
    BPMN_FLOWS_MAXIMUM = 100000,
    BPMN_ARCS_MAXIMUM = 2000000,        /* of the net before it is reduced */
};

enum bpmn_role {
    BPMN_ACTIVITY,                      /* a step: task, call activity, sub-process with nothing in it */
    BPMN_INNER,                         /* sub-process: its inside is a scope */
    BPMN_PASS,                          /* gateway, event: nobody has a contact */
    BPMN_ROOT, BPMN_END,
};
enum bpmn_way { WAY_ONE, WAY_ALL, WAY_ANY };    /* how a node splits; how it joins: ONE lets each token pass */
enum bpmn_loop { LOOP_NONE, LOOP_SOME, LOOP_MAY };      /* once; once or more; any number of times, or never */

struct bpmn_list { int *item; int count, capacity; };

struct bpmn_node {
    const struct xml_element *element;
    const char *id, *name;              /* name: white space made single; the id if there is none */
    enum bpmn_role role;
    enum bpmn_way split, join;
    enum bpmn_loop loop;
    int scope, inner;                   /* inner: the scope inside, or NONE */
    int step;
    bool start, end, starts_process;    /* start event, end event; gateway or task that may begin a process */
    bool link, terminate, error, cancel, compensation;
    bool caught;                        /* an error or cancel end: the sub-process is left through its border */
    bool event_subprocess;
    int host; bool interrupting;        /* a boundary event's activity, or NONE; start event: of an event sub-process */
    const char *link_name, *default_flow;
    struct bpmn_list in, out;           /* edges */
    struct bpmn_list boundary;          /* edges to its boundary events */
    /* scope analysis */
    bool reached;
    int order, dominator;               /* reverse postorder, and the immediate dominator; NONE */
    int strand;                         /* of those whose entry and exits are tracked (bpmn_region.c), or NONE */
    bool loose;                         /* an `any` join that cannot know what it waits for */
    int region;                         /* the join of the region it is in, or NONE */
    /* the net */
    int front, absent;                  /* places: a token to act on; a notice that none will come, or NONE */
    struct bpmn_list heard;             /* join of a region: places that tell that a merge has heard from all its flows */
};
struct bpmn_edge {
    int from, to;
    const char *id;
    bool conditional, boundary;
    bool tracked;                       /* carries, each round, a token or the notice that none will come */
    int token, absent;                  /* places */
    struct bpmn_list lost;              /* within a strand: tracked flows that get a notice when this one is taken */
    enum { EDGE_LEFT, EDGE_TAKEN, EDGE_DECIDED } state;         /* scratch of bpmn_net.c */
};
struct bpmn_flow { const struct xml_element *element; int scope; };
struct bpmn_scope {
    const struct xml_element *element, *pool;       /* pool: the participant that is this process, or NULL */
    const char *id;
    int owner;                          /* the sub-process, or NONE: a process */
    struct bpmn_list nodes, event_subprocesses;
    int root, end;                      /* nodes; end NONE in a process that is not cut short */
    bool ad_hoc, called, played;
    bool sequential;                    /* one token at most */
    bool cut_short, interruptible;      /* by an end that terminates it or from outside; from outside */
    bool interrupts;                    /* an event sub-process that ends what is around it */
};
struct bpmn_strand { struct bpmn_list nodes, exits; };

struct bpmn_arcs { int step, *input, *output, inputs, outputs; bool gone; };
struct bpmn_draft {
    int places, *initial, initials_capacity;
    struct bpmn_arcs *arcs; int count, capacity, total;
    struct bpmn_list take, put;         /* of the transition under construction */
    struct bpmn_list stamp; int fired;  /* of each place: the last transition that fills it; how many there are */
    bool too_large;
};

/* What a scope being built knows of itself. */
struct bpmn_inside {
    int scope, exit, left;              /* places behind it, or NONE: to end, to be cut short */
    int first_transition, first_place, end_place, end_transition;
    struct bpmn_list initial;           /* places its entry fills */
    struct interner markings; struct bpmn_list cuts; bool by_marking;       /* see bpmn_cut.c */
    int running, swept;                 /* places, or NONE: see there */
};

struct bpmn {
    struct journey *journey;
    const struct xml_document *document;
    struct diagnostics *diagnostics;
    struct arena arena;
    struct interner ids, names, institutions, processes;
    struct bpmn_list node_of_id, scope_of_process;
    struct bpmn_node *node; int nodes, node_capacity;
    struct bpmn_edge *edge; int edges, edge_capacity;
    struct bpmn_flow *flow; int flows, flow_capacity;
    struct bpmn_scope *scope; int scopes, scope_capacity;
    struct bpmn_strand *strand; int strands, strand_capacity, losses;
    struct bpmn_draft draft;
    int steps_capacity, institutions_capacity;
};

bool bpmn_space(const struct xml_element *element);             /* is it of the BPMN 2.0 model namespace? */
void bpmn_list_add(struct bpmn_list *list, int item);
const struct xml_element *bpmn_child(const struct xml_element *element, const char *name);      /* or NULL */
int bpmn_add_node(struct bpmn *bpmn, int scope, const struct xml_element *element, enum bpmn_role role);
int bpmn_add_edge(struct bpmn *bpmn, int from, int to);
/* A name on one line: white space made single, none at the ends; NULL if nothing is left. */
const char *bpmn_one_line(struct bpmn *bpmn, const char *text);
int bpmn_find_node(const struct bpmn *bpmn, const char *id);    /* a prefix is passed over; or NONE */

/* Everything between <definitions> and its end; false after an error. */
bool bpmn_collect(struct bpmn *bpmn);
/* Roots, ends, what is reached, what is tracked; which processes are played. */
void bpmn_examine(struct bpmn *bpmn);
/* Ways out of a node: flows, then boundary events. */
int bpmn_ways_out(const struct bpmn_node *node);
int bpmn_way_out(const struct bpmn_node *node, int number);
bool bpmn_node_is_sequential(const struct bpmn *bpmn, const struct bpmn_node *node);   /* one token in, one out */
/* See to it that each inclusive join knows what to wait for, or is loose. */
void bpmn_settle_joins(struct bpmn *bpmn);
/* The steps of what is played, and their institutions. */
void bpmn_name_steps(struct bpmn *bpmn);
/* The net of all processes that are played; false after an error. */
bool bpmn_build_net(struct bpmn *bpmn);

/* A transition under construction: places it takes from, places it fills. */
int bpmn_new_place(struct bpmn *bpmn);
void bpmn_take(struct bpmn *bpmn, int place);
void bpmn_put(struct bpmn *bpmn, int place);
void bpmn_fire(struct bpmn *bpmn, int step);
void bpmn_silent(struct bpmn *bpmn, int from, int to);          /* from one place to one, or NONE */

bool bpmn_interrupts(const struct bpmn *bpmn, const struct bpmn_edge *edge);
void bpmn_take_edge(struct bpmn *bpmn, int edge);
/* Put out what `node` does when the edges taken are those; the others get a notice where they are tracked. */
void bpmn_put_outcome(struct bpmn *bpmn, const struct bpmn_node *node);
void bpmn_split(struct bpmn *bpmn, const struct bpmn_node *node, int after);
void bpmn_pass_notice(struct bpmn *bpmn, const struct bpmn_node *node);
void bpmn_join(struct bpmn *bpmn, struct bpmn_node *node);      /* gives places to the flows that lead to it */

void bpmn_prepare_cuts(struct bpmn *bpmn, struct bpmn_inside *inside);
/* All tokens of the scope go, whenever it holds one (in `from`, unless NONE), and one goes to `target`, unless NONE. */
void bpmn_cut(struct bpmn *bpmn, const struct bpmn_inside *inside, int from, int target);
void bpmn_inside_release(struct bpmn_inside *inside);

/* Fuse what is silent and needs no place of its own; runs, and where they can get stuck, stay the same. */
void bpmn_reduce(struct bpmn_draft *draft);
#endif
