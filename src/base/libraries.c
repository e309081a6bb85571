#include "base/libraries.h"
#include <utf8proc.h>

void base_libraries(struct buffer *out) { buffer_printf(out, "utf8proc %s\n", utf8proc_version()); }
