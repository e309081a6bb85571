/* input/encoding.h - the text of a source as UTF-8, whatever it was written in; streamed.
 *
 * What is not said is told in this order: a byte order mark; the places of NUL bytes (UTF-16 without a mark); UTF-8
 * until a byte that is not. There the file is looked at from that byte on (up to 256 KiB): if one sequence in eleven or
 * more, before and after, is valid UTF-8, it stays UTF-8 and what is not is replaced by U+FFFD, noted one by one
 * (`decoder_replacement`); else it is a single-byte encoding, and what came before was plain ASCII, so nothing has to be
 * read again. Windows-1252 and MacRoman are told apart by the bytes that French accents have in one of them only.
 */
#ifndef PARCOURS_INPUT_ENCODING_H
#define PARCOURS_INPUT_ENCODING_H
#include "input/source.h"
#include <stdint.h>

enum encoding {
    ENCODING_DETECT, ENCODING_UTF_8, ENCODING_UTF_16LE, ENCODING_UTF_16BE, ENCODING_WINDOWS_1252, ENCODING_MACROMAN,
    ENCODING_COUNT,
};

/* By what people write ("utf8", "cp1252", "latin1", "Macintosh"…), or -1. "utf-16" is ENCODING_DETECT. */
int encoding_find(const char *name);
const char *encoding_name(enum encoding encoding);      /* "utf-8"; static */

/* Bytes next to each other that could not be read, and stand as one or more U+FFFD in the text. */
struct replacement {
    uint64_t at, end;           /* offsets in the decoded text */
    uint64_t offset;            /* of the first one in the (uncompressed) file, from 0 */
    uint32_t bytes;
    unsigned char first;        /* the first one's value */
};

struct decoder {
    struct source *source;
    enum encoding encoding;     /* as far as known; ENCODING_DETECT before the first read */
    bool guessed;               /* a single-byte encoding that nobody said */
    bool forced, marked;        /* said by the caller; by a byte order mark */
    char *block; size_t length, at;     /* bytes read and not decoded: at … length */
    bool ended;
    uint64_t offset, written;   /* of block[at] in the file; of the next byte in the decoded text */
    uint64_t multibyte;         /* valid UTF-8 sequences longer than a byte so far */
    struct replacement *replacement; size_t replacements, replacements_capacity, first_replacement;
    uint64_t unlisted;          /* replaced bytes that the list had no room for */
};

enum { DECODER_SIZE_MINIMUM = 64 };

void decoder_init(struct decoder *decoder, struct source *source, enum encoding forced);
void decoder_release(struct decoder *decoder);          /* the source is the caller's */
/* Up to `size` (>= DECODER_SIZE_MINIMUM) bytes of UTF-8; 0 at the end, or when the source failed. */
size_t decoder_read(struct decoder *decoder, char *out, size_t size);
/* The oldest replacement not yet taken that begins before `before` in the decoded text, or NULL. Taken by this call;
 * valid until the next decoder_read(). */
const struct replacement *decoder_replacement(struct decoder *decoder, uint64_t before);
#endif
