#include "input/source.h"
#include "base/arena.h"
#include "base/message.h"
#include "input/read_ahead.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

enum {
    RAW_SIZE = 64 << 10,        /* bytes read from the system at once */
    PEEK_SIZE = 4096,
    WRITER_SECONDS = 10,        /* how long a FIFO may stay without anybody writing to it */
};
#define UNZIPPED_MAXIMUM (UINT64_C(64) << 30)       /* bytes out of one gzip file: beyond, it is a bomb */

/* What ended the reading, beside the end. Whoever reads notes it, and the consumer says it when it gets there. */
enum trouble {
    TROUBLE_NONE, TROUBLE_NO_WRITER, TROUBLE_SYSTEM, TROUBLE_SHORTER,
    TROUBLE_MEMORY, TROUBLE_DAMAGED, TROUBLE_CUT, TROUBLE_TOO_LARGE, TROUBLE_TRAILING,
};

struct source {
    char *name;
    struct diagnostics *diagnostics;
    /* Of who reads: the thread that reads ahead while there is one, else the consumer. */
    int descriptor;
    int wake;                           /* readable once a read that waits has to give up; -1 without thread */
    bool waiting;                       /* a FIFO nobody has written to yet */
    bool ended;
    enum trouble trouble;
    int system_error;                   /* errno of TROUBLE_SYSTEM */
    uint64_t expected, seen;            /* bytes of a regular file, as it was when opened, and read so far */
    unsigned char *raw;                 /* RAW_SIZE */
    size_t raw_at, raw_length;
    bool detected, gzip;
    bool pending;                       /* zlib may hold more than there was room for */
    z_stream zip;
    uint64_t unzipped;
    /* The consumer's. */
    bool failed, unreadable, over;
    bool ahead_wanted;
    uint64_t given;                     /* bytes */
    struct read_ahead *ahead;
    const char *block;                  /* read ahead, and not yet given */
    size_t block_length;
    char *piece;                        /* RAW_SIZE, of source_next() without thread; or NULL */
    char peek[PEEK_SIZE];
    size_t peek_at, peek_length;
    char *all;
};

static struct source_position whole_file(const struct source *source)
{
    return (struct source_position){ source->name, 0, 0 };
}

/* --- opening -------------------------------------------------------------------------------------------------- */

/* What stands at `path` and can't be read as a file; false after saying so. */
static bool is_readable_kind(mode_t mode, const char *path, struct diagnostics *diagnostics)
{
    struct source_position at = { path, 0, 0 };
    if (S_ISDIR(mode))
        return diagnostics_error(diagnostics, at, _("this is a folder, a file is expected"));
    if (S_ISSOCK(mode))
        return diagnostics_error(diagnostics, at, _("this is a socket, a file is expected"));
    if (S_ISCHR(mode) || S_ISBLK(mode))
        return diagnostics_error(diagnostics, at, _("this is a device, a file is expected"));
    return true;
}

static int open_path(const char *path, struct stat *status, struct diagnostics *diagnostics)
{
    struct source_position at = { path, 0, 0 };
    if (stat(path, status) != 0) {
        diagnostics_error(diagnostics, at, _("cannot be read: %s"), strerror(errno));
        return -1;
    }
    if (!is_readable_kind(status->st_mode, path, diagnostics))
        return -1;
    int descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (descriptor < 0) {
        diagnostics_error(diagnostics, at, _("cannot be read: %s"), strerror(errno));
        return -1;
    }
    /* It may have been exchanged since: what counts is what was opened. */
    if (fstat(descriptor, status) != 0 || !is_readable_kind(status->st_mode, path, diagnostics)) {
        close(descriptor);
        return -1;
    }
    return descriptor;
}

struct source *source_open(const char *path, struct diagnostics *diagnostics)
{
    struct stat status = { 0 };
    bool standard_input = !strcmp(path, "-");
    const char *name = standard_input ? "<stdin>" : path;
    int descriptor = STDIN_FILENO;
    if (!standard_input) {
        descriptor = open_path(path, &status, diagnostics);
    } else if (fstat(descriptor, &status) != 0) {
        diagnostics_error(diagnostics, (struct source_position){ name, 0, 0 }, _("cannot be read: %s"),
                          strerror(errno));
        descriptor = -1;
    } else if (!isatty(descriptor) && !is_readable_kind(status.st_mode, name, diagnostics)) {
        descriptor = -1;
    }
    if (descriptor < 0) {
        diagnostics->unreadable = true;
        return NULL;
    }
    struct source *source = xcalloc(1, sizeof *source);
    source->name = memcpy(xrealloc(NULL, strlen(name) + 1), name, strlen(name) + 1);
    source->descriptor = descriptor;
    source->wake = -1;
    source->diagnostics = diagnostics;
    source->waiting = !standard_input && S_ISFIFO(status.st_mode);
    source->expected = !standard_input && S_ISREG(status.st_mode) ? (uint64_t)status.st_size : 0;
    source->raw = xrealloc(NULL, RAW_SIZE);
    if (!standard_input && !source->waiting)
        fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK);
    return source;
}

void source_close(struct source *source)
{
    if (!source)
        return;
    if (source->ahead)
        eventfd_write(source->wake, 1);
    read_ahead_stop(source->ahead);
    if (source->wake >= 0)
        close(source->wake);
    if (source->gzip)
        inflateEnd(&source->zip);
    if (source->descriptor != STDIN_FILENO)
        close(source->descriptor);
    free(source->raw);
    free(source->piece);
    free(source->all);
    free(source->name);
    free(source);
}

const char *source_name(const struct source *source) { return source->name; }
bool source_failed(const struct source *source) { return source->failed; }
bool source_unreadable(const struct source *source) { return source->unreadable; }

/* --- raw bytes ------------------------------------------------------------------------------------------------ */

/* What reads stops here; returns false. */
static bool stop(struct source *source, enum trouble trouble)
{
    if (!source->trouble)
        source->trouble = trouble;
    source->ended = true;
    return false;
}

/* Wait until somebody writes to the FIFO, then read it like any other file. */
static bool wait_for_writer(struct source *source)
{
    struct pollfd polled = { .fd = source->descriptor, .events = POLLIN };
    int ready;
    do
        ready = poll(&polled, 1, WRITER_SECONDS * 1000);
    while (ready < 0 && errno == EINTR);
    if (ready <= 0)
        return stop(source, TROUBLE_NO_WRITER);
    source->waiting = false;
    fcntl(source->descriptor, F_SETFL, fcntl(source->descriptor, F_GETFL) & ~O_NONBLOCK);
    return true;
}

/* In the thread that reads ahead: until there is something to read; false if source_close() comes first. */
static bool wait_for_bytes(struct source *source)
{
    struct pollfd polled[] = { { .fd = source->descriptor, .events = POLLIN }, { .fd = source->wake, .events = POLLIN } };
    while (poll(polled, 2, -1) < 0 && errno == EINTR)
        continue;
    return !polled[1].revents || stop(source, TROUBLE_NONE);
}

/* Up to `size` bytes as they stand in the file; 0 at the end or when reading has to stop. */
static size_t read_system(struct source *source, void *bytes, size_t size)
{
    if ((source->waiting && !wait_for_writer(source)) || (source->wake >= 0 && !wait_for_bytes(source)))
        return 0;
    ssize_t got;
    do
        got = read(source->descriptor, bytes, size);
    while (got < 0 && errno == EINTR);
    if (got < 0) {
        source->system_error = errno;
        stop(source, TROUBLE_SYSTEM);
        return 0;
    }
    source->seen += (uint64_t)got;
    if (!got && source->seen < source->expected)
        stop(source, TROUBLE_SHORTER);
    return (size_t)got;
}

/* More bytes into the empty raw buffer. */
static bool fill_raw(struct source *source)
{
    source->raw_at = 0;
    source->raw_length = read_system(source, source->raw, RAW_SIZE);
    return source->raw_length > 0;
}

/* --- gzip ----------------------------------------------------------------------------------------------------- */

static bool at_gzip_magic(const struct source *source)
{
    const unsigned char *at = source->raw + source->raw_at;
    return source->raw_length - source->raw_at >= 2 && at[0] == 0x1f && at[1] == 0x8b;
}

static void detect(struct source *source)
{
    source->detected = true;
    while (source->raw_length < 2) {            /* a pipe may give one byte at a time */
        size_t got = read_system(source, source->raw + source->raw_length, RAW_SIZE - source->raw_length);
        if (!got)
            break;
        source->raw_length += got;
    }
    source->gzip = at_gzip_magic(source);
    if (source->gzip && inflateInit2(&source->zip, 15 + 16) != Z_OK)        /* 15 + 16: gzip, with its CRC */
        xcalloc(SIZE_MAX, 2);                   /* out of memory: ends the program */
}

/* After the end of a member: is there another one (RFC 1952: members follow each other)? */
static bool next_member(struct source *source)
{
    if (source->raw_length - source->raw_at < 2) {
        if (source->raw_length > source->raw_at)
            source->raw[0] = source->raw[source->raw_at];
        source->raw_length -= source->raw_at;
        source->raw_at = 0;
        size_t got;
        while (source->raw_length < 2 &&
               (got = read_system(source, source->raw + source->raw_length, RAW_SIZE - source->raw_length)) > 0)
            source->raw_length += got;
    }
    if (at_gzip_magic(source))
        return inflateReset(&source->zip) == Z_OK;
    if (source->raw_length > source->raw_at && source->raw[source->raw_at] != 0)        /* zeros are padding */
        stop(source, TROUBLE_TRAILING);
    return false;
}

static size_t read_gzip(struct source *source, char *bytes, size_t size)
{
    z_stream *zip = &source->zip;
    zip->next_out = (unsigned char *)bytes;
    zip->avail_out = size > UINT32_MAX / 2 ? UINT32_MAX / 2 : (unsigned)size;
    unsigned wanted = zip->avail_out;
    while (zip->avail_out == wanted && !source->ended) {
        if (source->raw_at == source->raw_length && !source->pending && !fill_raw(source)) {
            stop(source, TROUBLE_CUT);
            break;
        }
        zip->next_in = source->raw + source->raw_at;
        zip->avail_in = (unsigned)(source->raw_length - source->raw_at);
        int result = inflate(zip, Z_NO_FLUSH);
        source->raw_at = source->raw_length - zip->avail_in;
        source->pending = !zip->avail_out;
        if (result == Z_STREAM_END)
            source->ended = !next_member(source);
        else if (result != Z_OK && result != Z_BUF_ERROR)
            stop(source, result == Z_MEM_ERROR ? TROUBLE_MEMORY : TROUBLE_DAMAGED);
    }
    size_t got = wanted - zip->avail_out;
    source->unzipped += got;
    if (source->unzipped > UNZIPPED_MAXIMUM)
        stop(source, TROUBLE_TOO_LARGE);
    return got;
}

/* --- what the readers see ------------------------------------------------------------------------------------- */

static size_t read_plain(struct source *source, char *bytes, size_t size)
{
    size_t left = source->raw_length - source->raw_at;
    if (!left && size >= RAW_SIZE) {            /* no copy for large reads */
        size_t got = read_system(source, bytes, size);
        source->ended = !got;
        return got;
    }
    if (!left && !fill_raw(source)) {
        source->ended = true;
        return 0;
    }
    left = source->raw_length - source->raw_at;
    size_t got = left < size ? left : size;
    memcpy(bytes, source->raw + source->raw_at, got);
    source->raw_at += got;
    return got;
}

static size_t read_next(struct source *source, char *bytes, size_t size)
{
    if (!source->detected)
        detect(source);
    if (source->ended || !size)
        return 0;
    return source->gzip ? read_gzip(source, bytes, size) : read_plain(source, bytes, size);
}

static size_t read_block(void *context, char *block, size_t size) { return read_next(context, block, size); }

/* Whether blocks come from a thread, which is started when it is worth it: not for plain bytes that have to be copied
 * out of its blocks, which costs as much as to read them. Without a thread nothing else changes. */
static bool reads_ahead(struct source *source, bool copied)
{
    if (source->ahead_wanted && source->given >= SOURCE_ALONE && (source->gzip || !copied)) {
        source->ahead_wanted = false;
        source->wake = eventfd(0, EFD_CLOEXEC);
        source->ahead = source->wake >= 0 ? read_ahead_start(read_block, source) : NULL;
        if (!source->ahead && source->wake >= 0) {
            close(source->wake);
            source->wake = -1;
        }
    }
    return source->ahead;
}

/* Nothing more is given; for `unreadable`, because the system did not give it. */
static void fail(struct source *source, bool unreadable)
{
    source->failed = source->over = true;
    if (unreadable)
        source->unreadable = source->diagnostics->unreadable = true;
}

/* All bytes were given: say what ended them. */
static void tell(struct source *source)
{
    struct diagnostics *list = source->diagnostics;
    struct source_position at = whole_file(source);
    source->over = true;
    switch (source->trouble) {
    case TROUBLE_NONE:
        return;
    case TROUBLE_TRAILING:
        diagnostics_warning(list, at, _("what follows the compressed data is ignored"));
        return;
    case TROUBLE_MEMORY:
        xcalloc(SIZE_MAX, 2);                   /* ends the program */
        return;
    case TROUBLE_NO_WRITER:
        diagnostics_error(list, at,
                          ngettext("nothing was written to this pipe for %d second",
                                   "nothing was written to this pipe for %d seconds", WRITER_SECONDS), WRITER_SECONDS);
        break;
    case TROUBLE_SYSTEM:
        diagnostics_error(list, at, _("cannot be read: %s"), strerror(source->system_error));
        break;
    case TROUBLE_SHORTER:
        diagnostics_error(list, at, _("this file became shorter while it was read"));
        break;
    case TROUBLE_DAMAGED:
        diagnostics_error(list, at, _("the compressed data is damaged (%s)"), source->zip.msg ? source->zip.msg : "zlib");
        break;
    case TROUBLE_CUT:
        diagnostics_error(list, at, _("the compressed data ends too early; the file may have been cut short"));
        break;
    case TROUBLE_TOO_LARGE:
        diagnostics_error(list, at, _("this file grows beyond 64 GiB when it is unpacked"));
        break;
    }
    fail(source, source->trouble <= TROUBLE_SHORTER);
}

/* Bytes past those of source_peek(), up to `size`. */
static size_t take(struct source *source, char *bytes, size_t size)
{
    size_t got = 0;
    if (source->over || !size)
        return 0;
    if (!reads_ahead(source, true)) {
        got = read_next(source, bytes, size);
    } else if (source->block_length || (source->block = read_ahead_next(source->ahead, &source->block_length))) {
        got = source->block_length < size ? source->block_length : size;
        memcpy(bytes, source->block, got);
        source->block += got;
        source->block_length -= got;
    }
    source->given += got;
    if (!got)
        tell(source);
    return got;
}

void source_read_ahead(struct source *source, int threads) { source->ahead_wanted = threads != 1; }

const char *source_peek(struct source *source, size_t *length)
{
    size_t got;
    if (!source->peek_at)
        while (source->peek_length < PEEK_SIZE &&
               (got = take(source, source->peek + source->peek_length, PEEK_SIZE - source->peek_length)) > 0)
            source->peek_length += got;
    *length = source->peek_length - source->peek_at;
    return source->peek + source->peek_at;
}

size_t source_read(struct source *source, char *bytes, size_t size)
{
    size_t left = source->peek_length - source->peek_at;
    if (!left)
        return take(source, bytes, size);
    size_t got = left < size ? left : size;
    memcpy(bytes, source->peek + source->peek_at, got);
    source->peek_at += got;
    return got;
}

const char *source_next(struct source *source, size_t *length)
{
    if (!source->block_length && !source->over && source->peek_at == source->peek_length && reads_ahead(source, false))
        source->block = read_ahead_next(source->ahead, &source->block_length);
    if (source->peek_at == source->peek_length && source->block_length) {       /* as it is, without a copy */
        *length = source->block_length;
        source->given += *length;
        source->block_length = 0;
        return source->block;
    }
    if (!source->piece)
        source->piece = xrealloc(NULL, RAW_SIZE);
    *length = source_read(source, source->piece, RAW_SIZE);
    return *length ? source->piece : NULL;
}

const char *source_all(struct source *source, size_t maximum, size_t *length)
{
    size_t capacity = RAW_SIZE, used = 0, got;
    free(source->all);
    source->all = xrealloc(NULL, capacity);
    while ((got = source_read(source, source->all + used, capacity - used - 1)) > 0) {
        used += got;
        if (used > maximum) {
            diagnostics_error(source->diagnostics, whole_file(source),
                              _("this file is larger than %zu MiB, too large for a journey or a net"), maximum >> 20);
            fail(source, false);
            return NULL;
        }
        if (capacity - used - 1 < RAW_SIZE)
            source->all = xrealloc(source->all, capacity *= 2);
    }
    if (source->failed)
        return NULL;
    source->all[used] = '\0';
    *length = used;
    return source->all;
}
