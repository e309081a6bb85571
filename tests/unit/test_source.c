#include "test.h"
#include "input_file.h"
#include <pthread.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include <zlib.h>

static struct diagnostics diagnostics;

static int setup(void **state) { return input_folder_enter(state); }
static int teardown(void **state)
{
    diagnostics_release(&diagnostics);
    return input_folder_leave(state);
}

/* One gzip member of `text`; how many bytes. */
static size_t pack(const char *text, size_t length, unsigned char *out, size_t size)
{
    z_stream zip = { .next_in = (unsigned char *)(uintptr_t)text,
                     .avail_in = (unsigned)length,
                     .next_out = out,
                     .avail_out = (unsigned)size };
    assert_int_equal(deflateInit2(&zip, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    assert_int_equal(deflate(&zip, Z_FINISH), Z_STREAM_END);
    size_t packed = zip.total_out;
    deflateEnd(&zip);
    return packed;
}

static void assert_holds(struct source *source, const char *wanted)
{
    size_t length;
    const char *all = source_all(source, 1 << 20, &length);
    assert_non_null(all);
    assert_int_equal(length, strlen(wanted));
    assert_string_equal(all, wanted);
    assert_false(source_failed(source));
    source_close(source);
}

static void a_plain_file_is_read_as_it_stands(void **state)
{
    (void)state;
    assert_holds(input_file("plain", "one\ntwo\n", 8, &diagnostics), "one\ntwo\n");
    assert_holds(input_file("plain", "", 0, &diagnostics), "");
}

static void peeking_consumes_nothing(void **state)
{
    (void)state;
    static char bytes[10000];
    memset(bytes, 'x', sizeof bytes - 1);
    struct source *source = input_file("plain", bytes, sizeof bytes - 1, &diagnostics);
    size_t length;
    assert_int_equal(*source_peek(source, &length), 'x');
    assert_int_equal(length, 4096);
    source_peek(source, &length);
    assert_int_equal(length, 4096);
    assert_holds(source, bytes);
}

static void gzip_is_told_by_its_bytes_and_members_follow_each_other(void **state)
{
    (void)state;
    unsigned char bytes[1000];
    size_t length = pack("one ", 4, bytes, sizeof bytes);
    length += pack("", 0, bytes + length, sizeof bytes - length);
    length += pack("two", 3, bytes + length, sizeof bytes - length);
    assert_holds(input_file("packed", (const char *)bytes, length, &diagnostics), "one two");
    memset(bytes + length, 0, 100);                 /* padding of tapes */
    assert_holds(input_file("packed", (const char *)bytes, length + 100, &diagnostics), "one two");
    assert_int_equal(diagnostics.count, 0);
    memcpy(bytes + length, "rest", 4);
    assert_holds(input_file("packed", (const char *)bytes, length + 4, &diagnostics), "one two");
    assert_diagnostics(&diagnostics, "packed: warning: what follows the compressed data is ignored\n");
}

static void a_large_gzip_file_comes_out_whole(void **state)
{
    (void)state;
    size_t size = 3000000;
    char *text = malloc(size + 1);
    unsigned char *bytes = malloc(size + 1000);
    for (size_t i = 0; i < size; i++)
        text[i] = (char)('a' + (i * 2654435761u >> 13) % 26);
    text[size] = '\0';
    size_t length = pack(text, size, bytes, size + 1000), got;
    struct source *source = input_file("packed", (const char *)bytes, length, &diagnostics);
    char piece[777];
    size_t at = 0;
    while ((got = source_read(source, piece, sizeof piece)) > 0) {
        assert_memory_equal(piece, text + at, got);
        at += got;
    }
    assert_int_equal(at, size);
    source_close(source);
    free(text);
    free(bytes);
}

static void assert_damaged(const unsigned char *bytes, size_t length, const char *message)
{
    struct source *source = input_file("packed", (const char *)bytes, length, &diagnostics);
    char piece[100];
    while (source_read(source, piece, sizeof piece) > 0)
        ;
    assert_true(source_failed(source));
    assert_false(source_unreadable(source));
    assert_int_equal(source_read(source, piece, sizeof piece), 0);
    source_close(source);
    assert_diagnostics(&diagnostics, message);
    diagnostics_release(&diagnostics);
}

static void damaged_gzip_is_noticed(void **state)
{
    (void)state;
    unsigned char bytes[1000];
    size_t length = pack("some text that is packed", 24, bytes, sizeof bytes);
    for (size_t cut = 2; cut < length; cut++)
        assert_damaged(bytes, cut,
                       "packed: error: the compressed data ends too early; the file may have been cut short\n");
    bytes[length - 8] ^= 1;
    assert_damaged(bytes, length, "packed: error: the compressed data is damaged (incorrect data check)\n");
}

static void what_is_too_large_for_a_document_is_refused(void **state)
{
    (void)state;
    size_t size = (1 << 20) + 1, length;
    char *text = malloc(size);
    memset(text, ' ', size);
    struct source *source = input_file("large", text, size, &diagnostics);
    assert_null(source_all(source, 1 << 20, &length));
    assert_true(source_failed(source));
    source_close(source);
    free(text);
    assert_diagnostics(&diagnostics,
                       "large: error: this file is larger than 1 MiB, too large for a journey or a net\n");
}

static void assert_refused(const char *path, const char *message)
{
    assert_null(source_open(path, &diagnostics));
    assert_true(diagnostics.unreadable);
    assert_diagnostics(&diagnostics, message);
    diagnostics_release(&diagnostics);
}

static void what_is_no_file_is_refused(void **state)
{
    (void)state;
    assert_refused(".", ".: error: this is a folder, a file is expected\n");
    assert_refused("/dev/zero", "/dev/zero: error: this is a device, a file is expected\n");
    assert_refused("missing", "missing: error: cannot be read: No such file or directory\n");
    struct sockaddr_un address = { .sun_family = AF_UNIX, .sun_path = "socket" };
    int descriptor = socket(AF_UNIX, SOCK_STREAM, 0);
    assert_int_equal(bind(descriptor, (struct sockaddr *)&address, sizeof address), 0);
    assert_refused("socket", "socket: error: this is a socket, a file is expected\n");
    close(descriptor);
    unlink("socket");
}

static void *write_slowly(void *context)
{
    (void)context;
    FILE *pipe_end = fopen("pipe", "w");
    for (const char *at = "slow text"; pipe_end && *at; at++) {
        fputc(*at, pipe_end);
        fflush(pipe_end);
        usleep(2000);
    }
    if (pipe_end)
        fclose(pipe_end);
    return NULL;
}

static void a_pipe_is_read_when_somebody_writes_to_it(void **state)
{
    (void)state;
    pthread_t writer;
    assert_int_equal(mkfifo("pipe", 0600), 0);
    struct source *source = source_open("pipe", &diagnostics);
    assert_non_null(source);
    assert_int_equal(pthread_create(&writer, NULL, write_slowly, NULL), 0);
    assert_holds(source, "slow text");
    pthread_join(writer, NULL);
    unlink("pipe");
}

static void a_file_that_becomes_shorter_is_reported(void **state)
{
    (void)state;
    static char bytes[300000];
    struct source *source = input_file("shrinking", bytes, sizeof bytes, &diagnostics);
    char piece[100];
    assert_int_equal(source_read(source, piece, sizeof piece), 100);
    assert_int_equal(truncate("shrinking", 1000), 0);
    while (source_read(source, piece, sizeof piece) > 0)
        ;
    assert_true(source_failed(source));
    assert_true(source_unreadable(source));
    source_close(source);
    assert_diagnostics(&diagnostics, "shrinking: error: this file became shorter while it was read\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_plain_file_is_read_as_it_stands),
        TEST(peeking_consumes_nothing),
        TEST(gzip_is_told_by_its_bytes_and_members_follow_each_other),
        TEST(a_large_gzip_file_comes_out_whole),
        TEST(damaged_gzip_is_noticed),
        TEST(what_is_too_large_for_a_document_is_refused),
        TEST(what_is_no_file_is_refused),
        TEST(a_pipe_is_read_when_somebody_writes_to_it),
        TEST(a_file_that_becomes_shorter_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
