/* input/source.h - the bytes of one named input: a file, "-", or a FIFO; gzip or not, told by its magic bytes.
 *
 * Directories, sockets and devices that never end are refused; a FIFO is given up after a stated time without a
 * writer. Reading is streamed; `source_all` is for small documents (journeys, nets), with a limit.
 * Whoever parses a long input may have it read, and unpacked, by a thread ahead of the parsing: same bytes, same
 * diagnostics in the same order. A source has one consumer, which is the one to open and close it.
 * Errors of reading (I/O, truncated or corrupt gzip) are diagnostics with the file's name and set `failed`; they are
 * reported when all bytes before them were given.
 */
#ifndef PARCOURS_INPUT_SOURCE_H
#define PARCOURS_INPUT_SOURCE_H
#include "base/diagnostics.h"
#include <stdbool.h>
#include <stddef.h>

enum {
    SOURCE_DOCUMENT_MAXIMUM = 64 << 20,         /* bytes of a journey or net, uncompressed */
    SOURCE_ALONE = 1 << 20,                     /* bytes given, unpacked, before a thread is worth it */
};

struct source;

struct source *source_open(const char *path, struct diagnostics *diagnostics);     /* NULL after a diagnostic */
/* NULL is fine; never waits for bytes that may come, as those of a pipe. */
void source_close(struct source *source);
/* From byte SOURCE_ALONE on, a thread reads up to three blocks of 128 KiB ahead, if one can be started and `threads`,
 * how many the program may have, is not 1; of plain bytes only for source_next(), which needs no copy. */
void source_read_ahead(struct source *source, int threads);
const char *source_name(const struct source *source);
/* The first bytes, without consuming them: up to 4096 (fewer only at the end of the input). */
const char *source_peek(struct source *source, size_t *length);
/* Up to `size` bytes into `bytes`; 0 at the end or after a failure. */
size_t source_read(struct source *source, char *bytes, size_t size);
/* The next bytes wherever they are, valid until the next call of any function here: spares a copy.
 * NULL at the end or after a failure. */
const char *source_next(struct source *source, size_t *length);
bool source_failed(const struct source *source);        /* a diagnostic was added */
bool source_unreadable(const struct source *source);    /* it failed because it could not be read (exit status 3) rather than by its contents */
/* All of it, NUL-terminated; the source owns it. NULL after a diagnostic (failure, or larger than `maximum`). */
const char *source_all(struct source *source, size_t maximum, size_t *length);
#endif
