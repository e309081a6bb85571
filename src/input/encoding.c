#include "input/encoding.h"
#include "base/arena.h"
#include "base/message.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>

enum { BLOCK_SIZE = 256 << 10, REPLACEMENTS_MAXIMUM = 1 << 16 };

static const struct { const char *name, *aliases[5]; } ENCODING[ENCODING_COUNT] = {
    [ENCODING_DETECT] = { "utf-16", { "unicode" } },
    [ENCODING_UTF_8] = { "utf-8", { "utf8" } },
    [ENCODING_UTF_16LE] = { "utf-16le", { "utf16le", "utf-16-le", "ucs-2" } },
    [ENCODING_UTF_16BE] = { "utf-16be", { "utf16be", "utf-16-be" } },
    [ENCODING_WINDOWS_1252] = { "windows-1252", { "cp1252", "ansi", "latin1", "iso-8859-1" } },
    [ENCODING_MACROMAN] = { "macroman", { "mac", "mac-roman", "macintosh" } },
};

/* 0x80 … 0x9F; the rest of windows-1252 is ISO 8859-1. "" = not assigned. */
static const char WINDOWS_1252_HIGH[32][4] = {
    "€", "", "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", "", "Ž", "",
    "", "‘", "’", "“", "”", "•", "–", "—", "˜", "™", "š", "›", "œ", "", "ž", "Ÿ",
};
static const char MACROMAN_HIGH[128][4] = {
    "Ä", "Å", "Ç", "É", "Ñ", "Ö", "Ü", "á", "à", "â", "ä", "ã", "å", "ç", "é", "è",
    "ê", "ë", "í", "ì", "î", "ï", "ñ", "ó", "ò", "ô", "ö", "õ", "ú", "ù", "û", "ü",
    "†", "°", "¢", "£", "§", "•", "¶", "ß", "®", "©", "™", "´", "¨", "≠", "Æ", "Ø",
    "∞", "±", "≤", "≥", "¥", "µ", "∂", "∑", "∏", "π", "∫", "ª", "º", "Ω", "æ", "ø",
    "¿", "¡", "¬", "√", "ƒ", "≈", "∆", "«", "»", "…", "\u00A0", "À", "Ã", "Õ", "Œ", "œ",
    "–", "—", "“", "”", "‘", "’", "÷", "◊", "ÿ", "Ÿ", "⁄", "€", "‹", "›", "ﬁ", "ﬂ",
    "‡", "·", "‚", "„", "‰", "Â", "Ê", "Á", "Ë", "È", "Í", "Î", "Ï", "Ì", "Ó", "Ô",
    "\uF8FF", "Ò", "Ú", "Û", "Ù", "ı", "ˆ", "˜", "¯", "˘", "˙", "˚", "¸", "˝", "˛", "ˇ",
};
static const char REPLACEMENT[] = "\uFFFD";

int encoding_find(const char *name)
{
    for (int i = 0; i < ENCODING_COUNT; i++) {
        if (text_same(name, ENCODING[i].name))
            return i;
        for (int k = 0; k < 5 && ENCODING[i].aliases[k]; k++)
            if (text_same(name, ENCODING[i].aliases[k]))
                return i;
    }
    return -1;
}

const char *encoding_name(enum encoding encoding) { return ENCODING[encoding].name; }

void decoder_init(struct decoder *decoder, struct source *source, enum encoding forced)
{
    *decoder = (struct decoder){ .source = source, .encoding = forced, .forced = forced != ENCODING_DETECT };
    decoder->block = xrealloc(NULL, BLOCK_SIZE);
}

void decoder_release(struct decoder *decoder)
{
    free(decoder->block);
    free(decoder->replacement);
    *decoder = (struct decoder){ 0 };
}

static void skip(struct decoder *decoder, size_t bytes)
{
    decoder->at += bytes;
    decoder->offset += bytes;
}

/* Top the block up: afterwards it is full, or the source has ended. */
static void fill(struct decoder *decoder)
{
    memmove(decoder->block, decoder->block + decoder->at, decoder->length - decoder->at);
    decoder->length -= decoder->at;
    decoder->at = 0;
    while (!decoder->ended && decoder->length < BLOCK_SIZE) {
        size_t got = source_read(decoder->source, decoder->block + decoder->length, BLOCK_SIZE - decoder->length);
        decoder->length += got;
        decoder->ended = !got;
    }
}

/* UTF-16 text in a Latin script has a NUL in nearly every pair, always on the same side. */
static enum encoding utf_16_by_nul(const char *text, size_t length)
{
    size_t nul[2] = { 0 }, pairs = length / 2;
    for (size_t i = 0; i < 2 * pairs; i++)
        nul[i % 2] += !text[i];
    if (pairs >= 2 && nul[1] * 10 >= pairs * 4 && nul[0] * 20 <= nul[1])
        return ENCODING_UTF_16LE;
    if (pairs >= 2 && nul[0] * 10 >= pairs * 4 && nul[1] * 20 <= nul[0])
        return ENCODING_UTF_16BE;
    return ENCODING_UTF_8;
}

static void begin(struct decoder *decoder)
{
    static const struct { enum encoding encoding; const char *bytes; size_t length; } MARK[] = {
        { ENCODING_UTF_8, "\xEF\xBB\xBF", 3 }, { ENCODING_UTF_16LE, "\xFF\xFE", 2 }, { ENCODING_UTF_16BE, "\xFE\xFF", 2 },
    };
    fill(decoder);
    for (size_t i = 0; i < sizeof MARK / sizeof *MARK && !decoder->marked; i++) {
        if (decoder->length < MARK[i].length || memcmp(decoder->block, MARK[i].bytes, MARK[i].length) ||
            (decoder->forced && decoder->encoding != MARK[i].encoding))
            continue;
        decoder->encoding = MARK[i].encoding;
        decoder->marked = true;
        skip(decoder, MARK[i].length);
    }
    if (decoder->encoding == ENCODING_DETECT)
        decoder->encoding = utf_16_by_nul(decoder->block, decoder->length < 4096 ? decoder->length : 4096);
}

static void note_replacement(struct decoder *decoder, uint64_t at, size_t bytes)
{
    struct replacement *last = decoder->replacements > decoder->first_replacement
        ? &decoder->replacement[decoder->replacements - 1] : NULL;
    if (last && last->end == at) {
        last->bytes += (uint32_t)bytes;
        last->end = at + 3;
    } else if (decoder->replacements >= REPLACEMENTS_MAXIMUM) {
        decoder->unlisted += bytes;
    } else {
        GROW(decoder->replacement, decoder->replacements, decoder->replacements_capacity);
        decoder->replacement[decoder->replacements++] = (struct replacement){
            at, at + 3, decoder->offset, (uint32_t)bytes, (unsigned char)decoder->block[decoder->at],
        };
    }
}

const struct replacement *decoder_replacement(struct decoder *decoder, uint64_t before)
{
    if (decoder->first_replacement < decoder->replacements &&
        decoder->replacement[decoder->first_replacement].at < before)
        return &decoder->replacement[decoder->first_replacement++];
    return NULL;
}

/* Forget the replacements that were taken. */
static void compact_replacements(struct decoder *decoder)
{
    if (!decoder->first_replacement)
        return;
    decoder->replacements -= decoder->first_replacement;
    memmove(decoder->replacement, decoder->replacement + decoder->first_replacement,
            decoder->replacements * sizeof *decoder->replacement);
    decoder->first_replacement = 0;
}

static bool is_continuation(unsigned char byte) { return (byte & 0xC0) == 0x80; }

/* Bytes of the well-formed UTF-8 sequence that begins here (Unicode 15, table 3-7), 0 if there is none. */
static size_t sequence_length(const unsigned char *at, size_t left)
{
    if (at[0] < 0x80)
        return 1;
    if (at[0] < 0xC2 || at[0] > 0xF4 || left < 2 || !is_continuation(at[1]))
        return 0;
    if (at[0] < 0xE0)
        return 2;
    if (left < 3 || !is_continuation(at[2]))
        return 0;
    if (at[0] < 0xF0)
        return (at[0] == 0xE0 && at[1] < 0xA0) || (at[0] == 0xED && at[1] > 0x9F) ? 0 : 3;
    if (left < 4 || !is_continuation(at[3]) || (at[0] == 0xF0 && at[1] < 0x90) || (at[0] == 0xF4 && at[1] > 0x8F))
        return 0;
    return 4;
}

static bool eight_ascii(const char *at)
{
    uint64_t eight;
    memcpy(&eight, at, 8);
    return !(eight & UINT64_C(0x8080808080808080));
}

/* How many of the bytes are whole, well-formed sequences. */
static size_t utf_8_prefix(const char *text, size_t length, uint64_t *multibyte)
{
    size_t at = 0;
    while (at < length) {
        if (length - at >= 8 && eight_ascii(text + at)) {
            at += 8;
            continue;
        }
        size_t bytes = sequence_length((const unsigned char *)text + at, length - at);
        if (!bytes)
            break;
        *multibyte += bytes > 1;
        at += bytes;
    }
    return at;
}

/* The rest of the block is not all UTF-8: is it meant to be? Other text is hardly ever well-formed by accident, so one
 * sequence in eleven is enough. */
static bool meant_as_utf_8(const struct decoder *decoder)
{
    uint64_t valid = decoder->multibyte, invalid = 0;
    for (size_t at = decoder->at; at < decoder->length;) {
        at += utf_8_prefix(decoder->block + at, decoder->length - at, &valid);
        if (at < decoder->length) {
            invalid++;
            at++;
        }
    }
    return valid * 10 > invalid;
}

/* ç é è ê are 8D 8E 8F 90 in MacRoman, where windows-1252 has nothing or a letter that French has not; they are among
 * E0 … FF in windows-1252, where MacRoman has signs and capitals. */
static enum encoding guess_single_byte(const char *text, size_t length)
{
    size_t macroman = 0, windows = 0;
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)text[i];
        macroman += byte >= 0x8D && byte <= 0x90;
        windows += byte >= 0xE0;
    }
    return macroman > windows ? ENCODING_MACROMAN : ENCODING_WINDOWS_1252;
}

static size_t read_utf_8(struct decoder *decoder, char *out, size_t size)
{
    size_t length = 0;
    while (size - length >= 3 && decoder->at < decoder->length) {
        size_t left = decoder->length - decoder->at, room = size - length;
        size_t valid = utf_8_prefix(decoder->block + decoder->at, left < room ? left : room, &decoder->multibyte);
        memcpy(out + length, decoder->block + decoder->at, valid);
        length += valid;
        skip(decoder, valid);
        if (decoder->at == decoder->length || size - length < 4)
            break;
        if (decoder->length - decoder->at < 4 && !decoder->ended) {       /* perhaps the beginning of a sequence */
            if (length)
                break;
            fill(decoder);
            continue;
        }
        if (!decoder->forced && !decoder->marked) {
            fill(decoder);
            decoder->marked = meant_as_utf_8(decoder);                       /* decided once and for all */
            if (!decoder->marked) {
                decoder->guessed = true;
                decoder->encoding = guess_single_byte(decoder->block + decoder->at, decoder->length - decoder->at);
                break;
            }
        }
        note_replacement(decoder, decoder->written + length, 1);
        memcpy(out + length, REPLACEMENT, 3);
        length += 3;
        skip(decoder, 1);
    }
    return length;
}

static size_t encode(uint32_t code, char *out)
{
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    size_t bytes = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (size_t i = bytes; i-- > 1; code >>= 6)
        out[i] = (char)(0x80 | (code & 0x3F));
    out[0] = (char)(((0xF00 >> bytes) | code) & 0xFF);
    return bytes;
}

static size_t read_utf_16(struct decoder *decoder, char *out, size_t size)
{
    size_t length = 0, high = decoder->encoding == ENCODING_UTF_16LE ? 1 : 0;
    while (size - length >= 4 && decoder->at < decoder->length) {
        const unsigned char *at = (const unsigned char *)decoder->block + decoder->at;
        size_t left = decoder->length - decoder->at;
        uint32_t unit = left >= 2 ? (uint32_t)at[high] << 8 | at[1 - high] : 0;
        uint32_t next = left >= 4 ? (uint32_t)at[2 + high] << 8 | at[3 - high] : 0;
        bool first_half = left >= 2 && unit >= 0xD800 && unit <= 0xDBFF;
        if ((left < 2 || (first_half && left < 4)) && !decoder->ended) {
            if (length)
                break;
            fill(decoder);
        } else if (first_half && next >= 0xDC00 && next <= 0xDFFF) {
            length += encode(0x10000 + ((unit - 0xD800) << 10) + (next - 0xDC00), out + length);
            skip(decoder, 4);
        } else if (left < 2 || (unit >= 0xD800 && unit <= 0xDFFF)) {
            size_t bytes = left < 2 ? 1 : 2;
            note_replacement(decoder, decoder->written + length, bytes);
            length += encode(0xFFFD, out + length);
            skip(decoder, bytes);
        } else {
            length += encode(unit, out + length);
            skip(decoder, 2);
        }
    }
    return length;
}

static size_t read_single_byte(struct decoder *decoder, char *out, size_t size)
{
    const char (*table)[4] = decoder->encoding == ENCODING_MACROMAN ? MACROMAN_HIGH : WINDOWS_1252_HIGH;
    size_t entries = decoder->encoding == ENCODING_MACROMAN ? 128 : 32, length = 0;
    while (size - length >= 8 && decoder->at < decoder->length) {
        const char *at = decoder->block + decoder->at;
        unsigned char byte = (unsigned char)*at;
        if (decoder->length - decoder->at >= 8 && eight_ascii(at)) {
            memcpy(out + length, at, 8);
            length += 8;
            skip(decoder, 8);
            continue;
        }
        if (byte < 0x80) {
            out[length++] = (char)byte;
        } else if ((size_t)(byte - 0x80) >= entries) {
            length += encode(byte, out + length);
        } else if (*table[byte - 0x80]) {
            size_t bytes = strnlen(table[byte - 0x80], 4);
            memcpy(out + length, table[byte - 0x80], bytes);
            length += bytes;
        } else {
            note_replacement(decoder, decoder->written + length, 1);
            length += encode(0xFFFD, out + length);
        }
        skip(decoder, 1);
    }
    return length;
}

size_t decoder_read(struct decoder *decoder, char *out, size_t size)
{
    compact_replacements(decoder);
    if (!decoder->written && !decoder->offset)
        begin(decoder);
    size_t length = 0;
    while (!length) {
        if (decoder->at == decoder->length) {
            fill(decoder);
            if (!decoder->length)
                return 0;
        }
        if (decoder->encoding == ENCODING_UTF_8)
            length = read_utf_8(decoder, out, size);
        else if (decoder->encoding == ENCODING_UTF_16LE || decoder->encoding == ENCODING_UTF_16BE)
            length = read_utf_16(decoder, out, size);
        else
            length = read_single_byte(decoder, out, size);
    }
    decoder->written += length;
    return length;
}
