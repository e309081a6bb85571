#include "report/libraries.h"
#include <xlsxwriter.h>

void report_libraries(struct buffer *out) { buffer_printf(out, "libxlsxwriter %s\n", lxw_version()); }
