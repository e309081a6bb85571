#include "test.h"
#include "base/random.h"
#include "input/read_ahead.h"
#include "input/reader.h"
#include "input_file.h"
#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

enum { MINUTE = 60, DAMAGES = 10, LARGE = SOURCE_ALONE + 9 * READ_AHEAD_SIZE };

static struct diagnostics diagnostics;

static int setup(void **state)
{
    signal(SIGPIPE, SIG_IGN);           /* writers find out that nobody reads */
    alarm(5 * MINUTE);                  /* what hangs fails */
    return input_folder_enter(state);
}

static int teardown(void **state)
{
    alarm(0);
    diagnostics_release(&diagnostics);
    return input_folder_leave(state);
}

/* --- blocks ----------------------------------------------------------------------------------------------------- */

struct counter { size_t next, end, calls; };

static char byte_at(size_t offset) { return (char)((offset * 2654435761u) >> 13); }

/* Bytes that tell where they stand, in pieces of any length. */
static size_t fill(void *context, char *block, size_t size)
{
    struct counter *counter = context;
    size_t length = counter->calls++ % 3 ? size : size / 2 + 1;
    length = counter->end - counter->next < length ? counter->end - counter->next : length;
    for (size_t i = 0; i < length; i++)
        block[i] = byte_at(counter->next++);
    return length;
}

static void blocks_come_out_whole_and_in_order(void **state)
{
    (void)state;
    for (size_t blocks = 0; blocks <= 8; blocks++)
        for (size_t end = blocks * READ_AHEAD_SIZE - (blocks > 0); end <= blocks * READ_AHEAD_SIZE + 1; end++) {
            struct counter counter = { .end = end };
            struct read_ahead *ahead = read_ahead_start(fill, &counter);
            assert_non_null(ahead);
            const char *block;
            size_t length, at = 0;
            for (; (block = read_ahead_next(ahead, &length)); at += length)
                for (size_t i = 0; i < length; i += 97)
                    assert_int_equal(block[i], byte_at(at + i));
            assert_int_equal(at, end);
            assert_null(read_ahead_next(ahead, &length));
            assert_int_equal(counter.next, end);
            read_ahead_stop(ahead);
        }
}

static void reading_ahead_stops_at_any_moment(void **state)
{
    (void)state;
    read_ahead_stop(NULL);
    for (size_t taken = 0; taken < 30; taken++) {
        struct counter counter = { .end = SIZE_MAX };
        struct read_ahead *ahead = read_ahead_start(fill, &counter);
        size_t length;
        for (size_t i = 0; i < taken; i++)
            assert_non_null(read_ahead_next(ahead, &length));
        if (taken % 3 == 1)
            usleep(3000);               /* it waits for room, then */
        read_ahead_stop(ahead);
        assert_true(counter.calls >= taken && counter.calls <= taken + READ_AHEAD_BLOCKS);
    }
}

/* --- sources ---------------------------------------------------------------------------------------------------- */

static char *text_of(size_t length)
{
    char *text = malloc(length + 1);
    for (size_t i = 0; i < length; i++)
        text[i] = (char)('a' + (byte_at(i / 3) & 15));
    return text;
}

/* The text as gzip members of `member` bytes each, malloc'ed. */
static unsigned char *pack(const char *text, size_t length, size_t member, size_t *packed)
{
    unsigned char *out = malloc(length + 4096);
    *packed = 0;
    for (size_t at = 0; at < length; at += member) {
        z_stream zip = { .next_in = (unsigned char *)(uintptr_t)text + at,
                         .avail_in = (unsigned)(length - at < member ? length - at : member),
                         .next_out = out + *packed,
                         .avail_out = (unsigned)(length + 4096 - *packed) };
        assert_int_equal(deflateInit2(&zip, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
        assert_int_equal(deflate(&zip, Z_FINISH), Z_STREAM_END);
        *packed += zip.total_out;
        deflateEnd(&zip);
    }
    return out;
}

/* What came out of a source, and how it ended. */
struct reading { size_t length; uLong checksum; bool failed, unreadable; char *said; };

/* Read to the end with pieces of `piece` bytes, 0: as they come; the second MiB always as it comes. Close it. */
static struct reading read_to_end(struct source *source, size_t piece)
{
    struct reading outcome = { .checksum = crc32(0, NULL, 0) };
    char *bytes = malloc(piece + 1);
    const char *at = bytes;
    size_t got;
    source_peek(source, &got);
    while ((piece && outcome.length >> 20 != 1 ? (at = bytes, got = source_read(source, bytes, piece)) > 0 : (at = source_next(source, &got)) != NULL)) {
        outcome.checksum = crc32(outcome.checksum, (const unsigned char *)at, (uInt)got);
        outcome.length += got;
        assert_int_equal(diagnostics.count, 0);         /* not said before all bytes are given */
    }
    assert_int_equal(source_read(source, bytes, piece), 0);
    assert_null(source_next(source, &got));
    outcome.failed = source_failed(source);
    outcome.unreadable = source_unreadable(source);
    source_close(source);
    outcome.said = diagnostics_shown(&diagnostics);
    diagnostics_release(&diagnostics);
    free(bytes);
    return outcome;
}

static void assert_same(struct reading got, struct reading wanted)
{
    assert_int_equal(got.length, wanted.length);
    assert_int_equal(got.checksum, wanted.checksum);
    assert_int_equal(got.failed, wanted.failed);
    assert_int_equal(got.unreadable, wanted.unreadable);
    assert_string_equal(got.said, wanted.said);
    free(got.said);
}

static struct source *opened(const char *name, const void *bytes, size_t length, int threads)
{
    struct source *source = input_file(name, bytes, length, &diagnostics);
    source_read_ahead(source, threads);
    return source;
}

/* With and without a thread, in pieces of several lengths; what without gave is returned. */
static struct reading assert_same_ahead(const void *bytes, size_t length)
{
    static const size_t PIECE[] = { 0, 777, 300000 };
    struct reading wanted = read_to_end(opened("file", bytes, length, 1), 0);
    for (size_t i = 0; i < sizeof PIECE / sizeof *PIECE; i++) {
        assert_same(read_to_end(opened("file", bytes, length, 2), PIECE[i]), wanted);
        assert_same(read_to_end(opened("file", bytes, length, 1), PIECE[i]), wanted);
    }
    return wanted;
}

static void a_file_of_any_length_is_the_same(void **state)
{
    (void)state;
    char *text = text_of(LARGE);
    for (size_t blocks = 0; blocks < 5; blocks++)
        for (size_t length = SOURCE_ALONE + blocks * READ_AHEAD_SIZE - 1, i = 0; i < 3; i++, length++) {
            size_t packed;
            unsigned char *bytes = pack(text, length, 700000, &packed);
            struct reading plain = assert_same_ahead(text, length), unpacked = assert_same_ahead(bytes, packed);
            assert_int_equal(plain.length, length);
            assert_string_equal(plain.said, "");
            assert_same(unpacked, plain);
            free(plain.said);
            free(bytes);
        }
    free(text);
}

static void gzip_cut_or_damaged_anywhere_is_the_same(void **state)
{
    (void)state;
    struct random_stream random = random_stream_new(20251122, 0, 0);
    char *text = text_of(LARGE);
    size_t packed, cuts = 0, damages = 0;
    unsigned char *bytes = pack(text, LARGE, LARGE / 2, &packed);
    for (int i = 0; i < DAMAGES; i++) {
        size_t at = packed / 4 + random_below(&random, (uint32_t)(packed - packed / 4));
        struct reading cut = assert_same_ahead(bytes, at);
        bytes[at] ^= 0x55;
        struct reading damaged = assert_same_ahead(bytes, packed);
        bytes[at] ^= 0x55;
        cuts += strstr(cut.said, "ends too early") != NULL;
        damages += strstr(damaged.said, "is damaged") != NULL;
        free(cut.said);
        free(damaged.said);
    }
    assert_int_equal(cuts, DAMAGES);
    assert_true(damages > DAMAGES / 2);         /* some only cut the member short */
    memcpy(bytes + packed, "rest", 4);
    struct reading rest = assert_same_ahead(bytes, packed + 4);
    assert_string_equal(rest.said, "file: warning: what follows the compressed data is ignored\n");
    free(rest.said);
    free(bytes);
    free(text);
}

/* What is said of a log with wrong dates in a file that may end too early. */
static char *said_of_log(const void *bytes, size_t length, int threads)
{
    struct log_options options = { .threads = threads };
    const char *path = "log.xes";
    source_close(input_file(path, bytes, length, &diagnostics));
    event_log_free(event_log_read(&path, 1, &options, NULL, &diagnostics));
    char *said = diagnostics_shown(&diagnostics);
    diagnostics_release(&diagnostics);
    return said;
}

static void messages_about_events_and_file_keep_their_order(void **state)
{
    (void)state;
    size_t length = 0, packed;
    char *text = malloc(LARGE + 500);
    for (int event = 0; length < LARGE; event++)
        length += (size_t)sprintf(text + length, "%s<trace><event><string key=\"concept:name\" value=\"%d\"/>"
                                  "<date key=\"time:timestamp\" value=\"%s\"/></event></trace>\n", event ? "" : "<log>",
                                  event, event % 3001 ? "2025-01-02T10:00:00Z" : "yesterday");
    length += (size_t)sprintf(text + length, "</log>");
    unsigned char *bytes = pack(text, length, length, &packed);
    for (size_t cut = packed; cut > packed / 4; cut -= packed / 7) {
        char *wanted = said_of_log(bytes, cut, 1), *got = said_of_log(bytes, cut, 2);
        assert_non_null(strstr(wanted, "'yesterday' is no date"));
        assert_true(!strstr(wanted, "error: the compressed data ends too early") == (cut == packed));
        assert_string_equal(got, wanted);
        free(wanted);
        free(got);
    }
    free(bytes);
    free(text);
}

/* Threads of this process. Those that were joined may still be listed for a moment. */
static int threads_running(void)
{
    int count = 0;
    usleep(20000);
    DIR *folder = opendir("/proc/self/task");
    for (struct dirent *entry; (entry = readdir(folder));)
        count += *entry->d_name != '.';
    closedir(folder);
    return count;
}

/* Threads beside `before` once LARGE / 2 bytes were read. */
static int threads_beside(struct source *source, int before)
{
    for (size_t at = 0, length; at < LARGE / 2 && source_next(source, &length); at += length)
        continue;
    int beside = threads_running() - before;
    source_close(source);
    return beside;
}

static void a_thread_is_there_for_large_files_only_and_if_allowed(void **state)
{
    (void)state;
    char *text = text_of(LARGE);
    int before = threads_running();
    assert_int_equal(threads_beside(opened("file", text, LARGE, 2), before), 1);
    assert_int_equal(threads_beside(opened("file", text, LARGE, 0), before), 1);
    assert_int_equal(threads_beside(opened("file", text, LARGE, 1), before), 0);
    assert_int_equal(threads_beside(opened("file", text, SOURCE_ALONE - 1, 2), before), 0);
    assert_int_equal(threads_beside(input_file("file", text, LARGE, &diagnostics), before), 0);
    free(text);
}

static void without_a_thread_to_be_had_it_is_read_all_the_same(void **state)
{
    (void)state;
    char *text = text_of(LARGE);
    struct reading wanted = read_to_end(opened("file", text, LARGE, 1), 0);
    struct source *source = opened("file", text, LARGE, 2);
    struct rlimit before, none = { 0 };
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
    none.rlim_max = before.rlim_max;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);               /* nothing to wake it by */
    struct reading got = read_to_end(source, 0);
    setrlimit(RLIMIT_NOFILE, &before);
    assert_same(got, wanted);

    pthread_attr_t usual, immense;
    pthread_getattr_default_np(&usual);
    pthread_getattr_default_np(&immense);
    assert_int_equal(pthread_attr_setstacksize(&immense, (size_t)1 << 47), 0);
    assert_int_equal(pthread_setattr_default_np(&immense), 0);          /* no room for its stack */
    got = read_to_end(opened("file", text, LARGE, 2), 0);
    struct counter counter = { .end = 1 };
    struct read_ahead *ahead = read_ahead_start(fill, &counter);
    pthread_setattr_default_np(&usual);
    assert_null(ahead);
    assert_same(got, wanted);
    free(wanted.said);
    pthread_attr_destroy(&usual);
    pthread_attr_destroy(&immense);
    free(text);
}

/* --- what goes wrong, and closing early ------------------------------------------------------------------------- */

/* Take `length` bytes or somewhat more. */
static void pass(struct source *source, size_t length)
{
    for (size_t at = 0, got; at < length; at += got)
        assert_non_null(source_next(source, &got));
}

static void a_file_that_becomes_shorter_is_reported(void **state)
{
    (void)state;
    char *text = text_of(LARGE);
    struct source *source = opened("file", text, LARGE, 2);
    pass(source, SOURCE_ALONE + 1);         /* the thread runs */
    assert_int_equal(truncate("file", 1000), 0);
    struct reading outcome = read_to_end(source, 0);
    assert_true(outcome.failed && outcome.unreadable);
    assert_string_equal(outcome.said, "file: error: this file became shorter while it was read\n");
    free(outcome.said);
    free(text);
}

/* The descriptor by which this process reads `name`. */
static int descriptor_of(const char *name)
{
    for (int descriptor = 3; descriptor < 100; descriptor++) {
        char link[64], target[512];
        snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
        ssize_t length = readlink(link, target, sizeof target - 1);
        target[length > 0 ? length : 0] = '\0';
        const char *slash = strrchr(target, '/');
        if (slash && !strcmp(slash + 1, name))
            return descriptor;
    }
    fail();
    return -1;
}

static void an_error_of_the_system_is_reported(void **state)
{
    (void)state;
    char *text = text_of(LARGE);
    for (int threads = 1; threads <= 2; threads++) {
        struct source *source = opened("file", text, LARGE, threads);
        pass(source, SOURCE_ALONE);             /* the next read is the thread's first */
        int unreadable = open("/dev/null", O_WRONLY);
        dup2(unreadable, descriptor_of("file"));
        close(unreadable);
        struct reading outcome = read_to_end(source, 0);
        assert_true(outcome.failed && outcome.unreadable);
        assert_string_equal(outcome.said, "file: error: cannot be read: Bad file descriptor\n");
        free(outcome.said);
    }
    free(text);
}

/* Writes LARGE bytes to the pipe, the last ones slowly; then goes on, says nothing more, or ends. */
enum after { AFTER_GO_ON, AFTER_SILENCE, AFTER_END };
struct writer { enum after after; const char *text; pthread_t thread; int silence[2]; };

static void *write_to_pipe(void *context)
{
    const struct writer *writer = context;
    int pipe_end = open("pipe", O_WRONLY);
    size_t at = 0;
    for (ssize_t put = 1; at < LARGE && put > 0; at += put > 0 ? (size_t)put : 0) {
        bool slow = at > LARGE - 3000;
        put = write(pipe_end, writer->text + at, slow ? LARGE - at < 100 ? LARGE - at : 100 : LARGE - 3000 + 1 - at);
        if (slow)
            usleep(1000);
    }
    while (writer->after == AFTER_GO_ON && write(pipe_end, writer->text, 4096) > 0)
        continue;
    char byte;
    if (writer->after == AFTER_SILENCE)
        assert_int_equal(read(writer->silence[0], &byte, 1), 0);        /* until the reader has gone */
    close(pipe_end);
    return NULL;
}

static struct source *pipe_from(struct writer *writer)
{
    assert_int_equal(mkfifo("pipe", 0600), 0);
    assert_int_equal(pipe(writer->silence), 0);
    struct source *source = source_open("pipe", &diagnostics);
    assert_non_null(source);
    source_read_ahead(source, 2);
    assert_int_equal(pthread_create(&writer->thread, NULL, write_to_pipe, writer), 0);
    return source;
}

static void pipe_ends(struct writer *writer)
{
    close(writer->silence[1]);
    pthread_join(writer->thread, NULL);
    close(writer->silence[0]);
    unlink("pipe");
}

static void a_pipe_written_slowly_is_read_whole(void **state)
{
    (void)state;
    char *text = text_of(LARGE);
    struct reading wanted = read_to_end(opened("file", text, LARGE, 1), 0);
    struct writer writer = { .after = AFTER_END, .text = text };
    struct reading got = read_to_end(pipe_from(&writer), 0);
    pipe_ends(&writer);
    assert_same(got, wanted);
    free(wanted.said);
    free(text);
}

static void closing_early_waits_for_nothing(void **state)
{
    (void)state;
    char *text = text_of(LARGE);
    for (size_t length = 1; length <= LARGE; length += LARGE / 5) {
        struct source *source = opened("file", text, LARGE, 2);
        pass(source, length);
        source_close(source);
        for (enum after after = AFTER_GO_ON; after <= AFTER_SILENCE; after++) {
            struct writer writer = { .after = after, .text = text };
            source = pipe_from(&writer);
            pass(source, length);
            if (after == AFTER_SILENCE)
                usleep(50000);                  /* the thread waits for bytes that never come */
            source_close(source);
            pipe_ends(&writer);
        }
    }
    assert_int_equal(diagnostics.count, 0);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(blocks_come_out_whole_and_in_order),
        TEST(reading_ahead_stops_at_any_moment),
        TEST(a_file_of_any_length_is_the_same),
        TEST(gzip_cut_or_damaged_anywhere_is_the_same),
        TEST(messages_about_events_and_file_keep_their_order),
        TEST(a_thread_is_there_for_large_files_only_and_if_allowed),
        TEST(without_a_thread_to_be_had_it_is_read_all_the_same),
        TEST(a_file_that_becomes_shorter_is_reported),
        TEST(an_error_of_the_system_is_reported),
        TEST(a_pipe_written_slowly_is_read_whole),
        TEST(closing_early_waits_for_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
