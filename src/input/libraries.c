#include "input/libraries.h"
#include <libxml/parser.h>
#include <libxml/xmlversion.h>
#include <stdlib.h>
#include <zlib.h>

void input_libraries(struct buffer *out)
{
    long version = strtol(xmlParserVersion, NULL, 10);      /* "20914", sometimes with a suffix */
    buffer_printf(out, "libxml2 %ld.%ld.%ld\n", version / 10000, version / 100 % 100, version % 100);
    buffer_printf(out, "zlib %s\n", zlibVersion());
}
