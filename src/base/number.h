/* base/number.h - decimal numbers as files write them, whatever the locale. */
#ifndef PARCOURS_BASE_NUMBER_H
#define PARCOURS_BASE_NUMBER_H
#include <stdbool.h>
#include <stddef.h>

/* Parse the whole of `text` (`length` bytes, surrounding spaces allowed) as a decimal number: sign, digits, a point
 * or a comma, digits, exponent; a space or no-break space before each group of three digits is skipped ("1 234,5").
 * False if it is anything else (hex, "inf", "nan", empty) or not finite; *value is then unchanged. */
bool number_parse(const char *text, size_t length, double *value);
#endif
