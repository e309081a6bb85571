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

/* parcours-graphviz - places boxes joined by curves, with Graphviz's dot.
 *
 * It is a program of its own, and knows nothing of parcours: Graphviz leaks on every layout and may crash or hang,
 * which must not take its caller down; and its licence is not to be mixed with the caller's. Lines in, lines out, sizes
 * and places in points, y upwards:
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
#include <stdio.h>
#include <sys/resource.h>

enum { SECONDS_LIMIT = 20 };

bool refuse(int line, const char *why)
{
    fprintf(stderr, "parcours-graphviz: line %d: %s\n", line, why);
    return false;
}

int main(void)
{
    setrlimit(RLIMIT_CPU, &(struct rlimit){ SECONDS_LIMIT, SECONDS_LIMIT });
    agseterr(AGMAX);                                            /* its warnings are of no use to our caller */
    int status = free_layout();
    return status == DONE && fflush(stdout) != 0 ? GRAPHVIZ_FAILED : status;
}
