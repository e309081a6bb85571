#include "model/net.h"
#include <stdlib.h>
#include <string.h>

struct net *net_new(void) { return xcalloc(1, sizeof(struct net)); }

void net_free(struct net *net)
{
    if (!net)
        return;
    arena_release(&net->arena);
    free(net->transition);
    free(net->choice);
    free(net);
}

int net_add_place(struct net *net) { return net->places++; }

static int compare_places(const void *a, const void *b)
{
    int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

static int *copy_places(struct net *net, const int *place, int count)
{
    int *copy = arena_alloc(&net->arena, (size_t)count * sizeof *copy);
    if (count)
        memcpy(copy, place, (size_t)count * sizeof *copy);
    qsort(copy, (size_t)count, sizeof *copy, compare_places);
    return copy;
}

int net_add_transition(struct net *net, int step, int automatic, const int *input, int inputs, const int *output,
                       int outputs)
{
    GROW(net->transition, net->transitions, net->transitions_capacity);
    net->transition[net->transitions] = (struct net_transition){
        step, automatic, copy_places(net, input, inputs), copy_places(net, output, outputs), inputs, outputs, false, NET_NO_CHOICE,
    };
    return net->transitions++;
}

int net_add_choice(struct net *net, int group, double share, const char *condition, int above)
{
    GROW(net->choice, net->choices, net->choices_capacity);
    net->choice[net->choices] =
        (struct net_choice){ group, share, condition ? arena_strdup(&net->arena, condition) : NULL, above };
    return net->choices++;
}

void net_finish(struct net *net)
{
    net->initial = arena_alloc(&net->arena, (size_t)net->places + 1);
    net->final = arena_alloc(&net->arena, (size_t)net->places + 1);
}
