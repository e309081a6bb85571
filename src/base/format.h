/* base/format.h - numbers, durations and dates inside prose, in the language of message_language().
 *
 * French: decimal comma, narrow no-break space between thousands, no-break space before units and %. English: point,
 * comma. Each function appends to a buffer. Never use them for files that other programs read.
 */
#ifndef PARCOURS_BASE_FORMAT_H
#define PARCOURS_BASE_FORMAT_H
#include "base/buffer.h"
#include <stdint.h>

void format_number(struct buffer *out, double value, int decimals);         /* "12 345,6", "1234"; "–" if not finite */
/* For ngettext(): which form goes with a number that has decimals. French has the singular below two ("1,9 contact"), English
 * the plural whatever the number ("1.0 contacts"). `value` is rounded to `decimals` first. */
unsigned long plural_of(double value, int decimals);
void format_percent(struct buffer *out, double share, int decimals);        /* 0.123 -> "12,3 %" */
void format_minutes(struct buffer *out, double seconds);                    /* "35 min", "4 h 10", "0 min" */
void format_days(struct buffer *out, double seconds);                       /* "241 j" / "241 d"; below 10 days one decimal */
void format_date(struct buffer *out, int64_t instant);                      /* "3 février 2025" / "3 February 2025" */
void format_month(struct buffer *out, int64_t instant);                     /* "février 2025" / "February 2025" */
#endif
