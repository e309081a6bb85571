/* report/summary.h - the dozen lines that `compare` says on stdout: the answer, and where the files are.
 *
 * Made to be shown: protected like the report (small groups folded, no pseudonyms).
 */
#ifndef PARCOURS_REPORT_SUMMARY_H
#define PARCOURS_REPORT_SUMMARY_H
#include "report/writer.h"

/* Append the lines to `out`. `folder`: where the files were written, as the user named it. */
void summary_write(struct buffer *out, const struct report *report, const char *folder);
#endif
