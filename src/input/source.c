#include "input/source.h"
#include "base/arena.h"
#include "base/message.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

enum {
    RAW_SIZE = 64 << 10,        /* bytes read from the system at once */
    PEEK_SIZE = 4096,
    WRITER_SECONDS = 10,        /* how long a FIFO may stay without anybody writing to it */
};
#define UNZIPPED_MAXIMUM (UINT64_C(64) << 30)       /* bytes out of one gzip file: beyond, it is a bomb */

struct source {
    char *name;
    int descriptor;
    struct diagnostics *diagnostics;
    bool waiting;                       /* a FIFO nobody has written to yet */
    bool failed, unreadable, ended;
    uint64_t expected, seen;            /* bytes of a regular file, as it was when opened, and read so far */
    unsigned char *raw;                 /* RAW_SIZE */
    size_t raw_at, raw_length;
    bool detected, gzip, member_open;   /* member_open: inside a gzip member */
    z_stream zip;
    uint64_t unzipped;
    char peek[PEEK_SIZE];
    size_t peek_at, peek_length;
    char *all;
};

static struct source_position whole_file(const struct source *source)
{
    return (struct source_position){ source->name, 0, 0 };
}

/* Note that the source failed; for `unreadable`, because the system did not give its bytes. */
static void fail(struct source *source, bool unreadable)
{
    source->failed = source->ended = true;
    if (unreadable)
        source->unreadable = source->diagnostics->unreadable = true;
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
    if (source->gzip)
        inflateEnd(&source->zip);
    if (source->descriptor != STDIN_FILENO)
        close(source->descriptor);
    free(source->raw);
    free(source->all);
    free(source->name);
    free(source);
}

const char *source_name(const struct source *source) { return source->name; }
bool source_failed(const struct source *source) { return source->failed; }
bool source_unreadable(const struct source *source) { return source->unreadable; }

/* --- raw bytes ------------------------------------------------------------------------------------------------ */

/* Wait until somebody writes to the FIFO, then read it like any other file. */
static bool wait_for_writer(struct source *source)
{
    struct pollfd polled = { .fd = source->descriptor, .events = POLLIN };
    int ready;
    do
        ready = poll(&polled, 1, WRITER_SECONDS * 1000);
    while (ready < 0 && errno == EINTR);
    if (ready <= 0) {
        diagnostics_error(source->diagnostics, whole_file(source),
                          ngettext("nothing was written to this pipe for %d second",
                                   "nothing was written to this pipe for %d seconds", WRITER_SECONDS), WRITER_SECONDS);
        fail(source, true);
        return false;
    }
    source->waiting = false;
    fcntl(source->descriptor, F_SETFL, fcntl(source->descriptor, F_GETFL) & ~O_NONBLOCK);
    return true;
}

/* Up to `size` bytes as they stand in the file; 0 at the end or after a failure. */
static size_t read_system(struct source *source, void *bytes, size_t size)
{
    if (source->waiting && !wait_for_writer(source))
        return 0;
    ssize_t got;
    do
        got = read(source->descriptor, bytes, size);
    while (got < 0 && errno == EINTR);
    if (got < 0) {
        diagnostics_error(source->diagnostics, whole_file(source), _("cannot be read: %s"), strerror(errno));
        fail(source, true);
        return 0;
    }
    source->seen += (uint64_t)got;
    if (!got && source->seen < source->expected) {
        diagnostics_error(source->diagnostics, whole_file(source), _("this file became shorter while it was read"));
        fail(source, true);
    }
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
    source->member_open = source->gzip;
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
        diagnostics_warning(source->diagnostics, whole_file(source), _("what follows the compressed data is ignored"));
    return false;
}

static bool gzip_wrong(struct source *source, int result)
{
    if (result == Z_MEM_ERROR)
        xcalloc(SIZE_MAX, 2);
    diagnostics_error(source->diagnostics, whole_file(source), _("the compressed data is damaged (%s)"),
                      source->zip.msg ? source->zip.msg : "zlib");
    fail(source, false);
    return false;
}

static size_t read_gzip(struct source *source, char *bytes, size_t size)
{
    z_stream *zip = &source->zip;
    zip->next_out = (unsigned char *)bytes;
    zip->avail_out = size > UINT32_MAX / 2 ? UINT32_MAX / 2 : (unsigned)size;
    unsigned wanted = zip->avail_out;
    while (zip->avail_out == wanted && !source->ended) {
        if (source->raw_at == source->raw_length && !fill_raw(source)) {
            if (!source->failed)
                diagnostics_error(source->diagnostics, whole_file(source),
                                  _("the compressed data ends too early; the file may have been cut short"));
            fail(source, source->unreadable);
            break;
        }
        zip->next_in = source->raw + source->raw_at;
        zip->avail_in = (unsigned)(source->raw_length - source->raw_at);
        int result = inflate(zip, Z_NO_FLUSH);
        source->raw_at = source->raw_length - zip->avail_in;
        if (result == Z_STREAM_END)
            source->ended = !next_member(source);
        else if (result != Z_OK && result != Z_BUF_ERROR)
            gzip_wrong(source, result);
    }
    size_t got = wanted - zip->avail_out;
    source->unzipped += got;
    if (source->unzipped > UNZIPPED_MAXIMUM) {
        diagnostics_error(source->diagnostics, whole_file(source),
                          _("this file grows beyond 64 GiB when it is unpacked"));
        fail(source, false);
    }
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

const char *source_peek(struct source *source, size_t *length)
{
    size_t got;
    if (!source->peek_at)
        while (source->peek_length < PEEK_SIZE &&
               (got = read_next(source, source->peek + source->peek_length, PEEK_SIZE - source->peek_length)) > 0)
            source->peek_length += got;
    *length = source->peek_length - source->peek_at;
    return source->peek + source->peek_at;
}

size_t source_read(struct source *source, char *bytes, size_t size)
{
    size_t left = source->peek_length - source->peek_at;
    if (!left)
        return read_next(source, bytes, size);
    size_t got = left < size ? left : size;
    memcpy(bytes, source->peek + source->peek_at, got);
    source->peek_at += got;
    return got;
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
