/* report/embedded.h - files of src/report that go into the page as they are; the Makefile turns them into C (tools/embed). */
#ifndef PARCOURS_REPORT_EMBEDDED_H
#define PARCOURS_REPORT_EMBEDDED_H
#include <stddef.h>

struct embedded { const unsigned char *bytes; size_t length; };
extern const struct embedded REPORT_STYLE;      /* report.css */
extern const struct embedded REPORT_SCRIPT;     /* report.js: nothing needs it to be read */
#endif
