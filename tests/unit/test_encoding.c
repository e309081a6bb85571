#include "test.h"
#include "base/buffer.h"
#include "base/random.h"
#include "input/encoding.h"
#include "input_file.h"
#include <iconv.h>

static struct diagnostics diagnostics;
static int setup(void **state) { return input_folder_enter(state); }
static int teardown(void **state)
{
    diagnostics_release(&diagnostics);
    return input_folder_leave(state);
}

/* Decode `bytes` in reads of `step`; leaves the decoder open. */
static struct source *source;
static void decode(struct decoder *decoder, const char *bytes, size_t length, enum encoding forced, size_t step,
                   struct buffer *text)
{
    source = input_file("in.txt", bytes, length, &diagnostics);
    decoder_init(decoder, source, forced);
    char *out = malloc(step);
    for (size_t got; (got = decoder_read(decoder, out, step));)
        buffer_add(text, out, got);
    free(out);
}
static void done(struct decoder *decoder, struct buffer *text)
{
    decoder_release(decoder);
    source_close(source);
    buffer_release(text);
}

#define assert_decodes(bytes, forced, wanted_encoding, wanted)                                     \
    do {                                                                                           \
        struct decoder decoder_;                                                                   \
        struct buffer text_ = { 0 };                                                               \
        decode(&decoder_, (bytes), sizeof(bytes) - 1, (forced), 64, &text_);                       \
        assert_string_equal(buffer_text(&text_), (wanted));                                        \
        assert_string_equal(encoding_name(decoder_.encoding), (wanted_encoding));                  \
        done(&decoder_, &text_);                                                                   \
    } while (0)

static void the_byte_order_mark_says_the_encoding_and_is_not_text(void **state)
{
    (void)state;
    assert_decodes("\xEF\xBB\xBF" "é;a", ENCODING_DETECT, "utf-8", "é;a");
    assert_decodes("\xFF\xFE\xE9\0;\0a\0", ENCODING_DETECT, "utf-16le", "é;a");
    assert_decodes("\xFE\xFF\0\xE9\0;\0a", ENCODING_DETECT, "utf-16be", "é;a");
    assert_decodes("\xFF\xFE\x3D\xD8\x00\xDE", ENCODING_DETECT, "utf-16le", "😀");
    assert_decodes("\xEF\xBB\xBF", ENCODING_DETECT, "utf-8", "");
}

static void utf_16_without_a_mark_is_told_by_its_nul_bytes(void **state)
{
    (void)state;
    assert_decodes("N\0\xB0\0;\0a\0", ENCODING_DETECT, "utf-16le", "N°;a");
    assert_decodes("\0N\0\xB0\0;\0a", ENCODING_DETECT, "utf-16be", "N°;a");
}

static void half_a_character_of_utf_16_is_replaced(void **state)
{
    (void)state;
    assert_decodes("a\0\x3D\xD8" "b\0", ENCODING_UTF_16LE, "utf-16le", "a�b");
    assert_decodes("a\0b", ENCODING_UTF_16LE, "utf-16le", "a�");
}

static void text_that_is_not_utf_8_is_windows_1252_or_macroman(void **state)
{
    (void)state;
    assert_decodes("\xC9tape;d\xE9" "but;\x80", ENCODING_DETECT, "windows-1252", "Étape;début;€");
    assert_decodes("\x83tape;d\x8E" "but", ENCODING_DETECT, "macroman", "Étape;début");
    assert_decodes("\x83tape", ENCODING_MACROMAN, "macroman", "Étape");
    assert_decodes("Étape", ENCODING_WINDOWS_1252, "windows-1252", "Ã‰tape");
    assert_decodes("\xC9tape", ENCODING_UTF_8, "utf-8", "�tape");
}

static void a_few_wrong_bytes_in_utf_8_are_replaced_and_listed(void **state)
{
    (void)state;
    struct decoder decoder;
    struct buffer text = { 0 };
    const char bytes[] = "Étape;début\n00\xE9\xE8" "7;été\n\xED\xA0\x80;\xC0\xAF" "é\xF5";
    decode(&decoder, bytes, sizeof bytes - 1, ENCODING_DETECT, 64, &text);
    assert_string_equal(buffer_text(&text), "Étape;début\n00��7;été\n���;��é�");
    assert_int_equal(decoder.encoding, ENCODING_UTF_8);
    assert_false(decoder.guessed);
    const struct replacement *first = decoder_replacement(&decoder, text.length);
    assert_non_null(first);
    assert_int_equal(first->offset, 16);
    assert_int_equal(first->at, 16);
    assert_int_equal(first->bytes, 2);
    assert_int_equal(first->first, 0xE9);
    assert_non_null(decoder_replacement(&decoder, text.length));
    assert_non_null(decoder_replacement(&decoder, text.length));
    assert_non_null(decoder_replacement(&decoder, text.length));
    assert_null(decoder_replacement(&decoder, text.length));
    done(&decoder, &text);
}

static void the_first_accent_may_come_after_a_million_bytes(void **state)
{
    (void)state;
    struct buffer bytes = { 0 }, text = { 0 };
    struct decoder decoder;
    for (int i = 0; i < 100000; i++)
        buffer_add_string(&bytes, "usager;etape\n");
    buffer_add_string(&bytes, "\xE9t\xE9\n");
    decode(&decoder, bytes.data, bytes.length, ENCODING_DETECT, 5000, &text);
    assert_true(decoder.guessed);
    assert_int_equal(text.length, bytes.length + 2);
    assert_string_equal(text.data + 1300000, "été\n");
    done(&decoder, &text);
    buffer_release(&bytes);
}

static void pieces_of_any_size_make_the_same_text(void **state)
{
    (void)state;
    static const char *const CHARACTER[] = { "a", "é", "€", "😀", "\n" };
    struct random_stream random = random_stream_new(1, 0, 0);
    struct buffer bytes = { 0 };
    while (bytes.length < 700000)
        buffer_add_string(&bytes, CHARACTER[random_below(&random, 5)]);
    size_t steps[] = { 64, 67, 4093, 300001 };
    for (size_t i = 0; i < 4; i++) {
        struct decoder decoder;
        struct buffer text = { 0 };
        decode(&decoder, bytes.data, bytes.length, ENCODING_DETECT, steps[i], &text);
        assert_int_equal(text.length, bytes.length);
        assert_memory_equal(text.data, bytes.data, bytes.length);
        assert_int_equal(decoder.replacements, 0);
        done(&decoder, &text);
    }
    buffer_release(&bytes);
}

/* The tables against the C library's, but for the bytes `other`, where glibc does not follow the vendor's table. */
static void compare_with_iconv(enum encoding encoding, const char *name, const char *other)
{
    iconv_t converter = iconv_open("UTF-8", name);
    if (converter == (iconv_t)-1) {
        print_message("no %s in this C library\n", name);
        skip();
    }
    for (int byte = 1; byte < 256; byte++) {
        char in[1] = { (char)byte }, out[8] = { 0 }, *from = in, *to = out;
        size_t left = 1, room = 7;
        struct decoder decoder;
        struct buffer text = { 0 };
        bool assigned = iconv(converter, &from, &left, &to, &room) != (size_t)-1;
        decode(&decoder, in, 1, encoding, 64, &text);
        if (!strchr(other, (char)byte))
            assert_string_equal(buffer_text(&text), assigned ? out : "�");
        done(&decoder, &text);
    }
    iconv_close(converter);
}
static void windows_1252_is_what_the_c_library_says(void **state)
{
    (void)state;
    compare_with_iconv(ENCODING_WINDOWS_1252, "CP1252", "");
}
static void macroman_is_what_the_c_library_says(void **state)
{
    (void)state;
    compare_with_iconv(ENCODING_MACROMAN, "MACINTOSH", "\xC6\xF0");
}

static void encodings_are_found_by_the_names_people_use(void **state)
{
    (void)state;
    assert_int_equal(encoding_find("UTF8"), ENCODING_UTF_8);
    assert_int_equal(encoding_find("cp1252"), ENCODING_WINDOWS_1252);
    assert_int_equal(encoding_find("Mac Roman"), ENCODING_MACROMAN);
    assert_int_equal(encoding_find("klingon"), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_byte_order_mark_says_the_encoding_and_is_not_text),
        TEST(utf_16_without_a_mark_is_told_by_its_nul_bytes),
        TEST(half_a_character_of_utf_16_is_replaced),
        TEST(text_that_is_not_utf_8_is_windows_1252_or_macroman),
        TEST(a_few_wrong_bytes_in_utf_8_are_replaced_and_listed),
        TEST(the_first_accent_may_come_after_a_million_bytes),
        TEST(pieces_of_any_size_make_the_same_text),
        TEST(windows_1252_is_what_the_c_library_says),
        TEST(macroman_is_what_the_c_library_says),
        TEST(encodings_are_found_by_the_names_people_use),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
