/* report/digest.h - SHA-256 (FIPS 180-4), for the policy in a page that names its style sheets by their digests. */
#ifndef PARCOURS_REPORT_DIGEST_H
#define PARCOURS_REPORT_DIGEST_H
#include <stddef.h>

enum { DIGEST_TEXT_SIZE = 45 };
/* The digest in base64 (44 characters and a NUL). Cost: linear. */
void digest_sha256(const char *bytes, size_t length, char text[DIGEST_TEXT_SIZE]);
#endif
