/* SPDX-License-Identifier: MIT
 * helper.h - what the files of the helper have in common; see main.c for the protocol and the licence. */
#ifndef GRAPHVIZ_HELPER_H
#define GRAPHVIZ_HELPER_H
#include <graphviz/gvc.h>
#include <stdbool.h>
#include <stdint.h>

enum { DONE = 0, NOT_UNDERSTOOD = 1, GRAPHVIZ_FAILED = 2 };     /* exit status */

bool refuse(int line, const char *why);                         /* says so on stderr; always false */
/* Graphviz's functions take texts that they do not change as char *. */
static inline char *text_of(const char *text) { return (char *)(uintptr_t)text; }
static inline void set_default(Agraph_t *graph, int kind, const char *name, const char *value)
{
    agattr(graph, kind, text_of(name), text_of(value));
}

/* Read a request from standard input and answer it; the exit status. */
int free_layout(void);
#endif
