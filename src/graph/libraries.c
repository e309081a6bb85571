#include "graph/libraries.h"
#include <igraph.h>

void graph_libraries(struct buffer *out)
{
    const char *version;
    igraph_version(&version, NULL, NULL, NULL);
    buffer_printf(out, "igraph %s\n", version);
}
