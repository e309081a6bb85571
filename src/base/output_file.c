#include "base/output_file.h"
#include "base/arena.h"
#include "base/message.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool fail(struct diagnostics *diagnostics, const char *path, int reason)
{
    diagnostics->unreadable = true;
    if (!strcmp(path, "-"))
        return false;                                    /* main() says so of standard output, once for all of it */
    return diagnostics_error(diagnostics, (struct source_position){ .file = path }, _("can't be written: %s"),
                             strerror(reason));
}

bool output_file_open(struct output_file *file, const char *path, struct diagnostics *diagnostics)
{
    *file = (struct output_file){ 0 };
    struct stat status;
    if (!strcmp(path, "-")) {
        file->stream = stdout;
    } else if (stat(path, &status) == 0 && !S_ISREG(status.st_mode)) {
        diagnostics->unreadable |= S_ISDIR(status.st_mode);
        if (S_ISDIR(status.st_mode))
            return diagnostics_error(diagnostics, (struct source_position){ .file = path },
                                     _("is a directory; expected the name of a file to write"));
        file->stream = fopen(path, "w");
    } else if (!*path) {
        errno = ENOENT;                                  /* or a nameless ".XXXXXX" would be made here */
    } else {
        size_t size = strlen(path) + 8;
        file->temporary = xrealloc(NULL, size);
        snprintf(file->temporary, size, "%s.XXXXXX", path);
        int descriptor = mkstemp(file->temporary);
        if (descriptor >= 0) {
            mode_t mask = umask(0);
            umask(mask);
            fchmod(descriptor, 0666 & ~mask);           /* mkstemp's 0600 is not what a user expects of a result */
            file->stream = fdopen(descriptor, "w");
        }
    }
    if (!file->stream) {
        int reason = errno;
        free(file->temporary);
        file->temporary = NULL;
        return fail(diagnostics, path, reason);
    }
    size_t size = strlen(path) + 1;
    file->path = memcpy(xrealloc(NULL, size), path, size);
    return true;
}

void output_file_abandon(struct output_file *file)
{
    if (file->stream && file->stream != stdout)
        fclose(file->stream);
    if (file->temporary)
        unlink(file->temporary);
    free(file->temporary);
    free(file->path);
    *file = (struct output_file){ 0 };
}

bool output_file_commit(struct output_file *file, struct diagnostics *diagnostics)
{
    bool good = !ferror(file->stream) && fflush(file->stream) == 0;
    int reason = errno;
    if (file->stream != stdout && fclose(file->stream) != 0 && good) {
        good = false;
        reason = errno;
    }
    file->stream = NULL;
    if (good && file->temporary && rename(file->temporary, file->path) != 0) {
        good = false;
        reason = errno;
    }
    if (good) {
        free(file->temporary);                           /* it has its name now: nothing to remove */
        file->temporary = NULL;
    } else {
        fail(diagnostics, file->path, reason);
    }
    output_file_abandon(file);
    return good;
}

void output_file_take(struct output_file *file, struct buffer *text)
{
    enum { LARGE = 1 << 16 };
    if (text->length < LARGE)
        return;
    fwrite(text->data, 1, text->length, file->stream);
    buffer_clear(text);
}

bool output_file_finish(struct output_file *file, struct buffer *text, struct diagnostics *diagnostics)
{
    if (text->length)
        fwrite(text->data, 1, text->length, file->stream);
    buffer_release(text);
    return output_file_commit(file, diagnostics);
}

bool output_file_write(const char *path, const char *bytes, size_t length, struct diagnostics *diagnostics)
{
    struct output_file file;
    if (!output_file_open(&file, path, diagnostics))
        return false;
    if (length)
        fwrite(bytes, 1, length, file.stream);           /* a short write shows as ferror at commit */
    return output_file_commit(&file, diagnostics);
}

bool output_directory_make(const char *path, struct diagnostics *diagnostics)
{
    size_t length = strlen(path);
    char *part = memcpy(xrealloc(NULL, length + 1), path, length + 1);
    bool good = true;
    for (size_t i = 1; good && i <= length; i++) {
        if (part[i] != '/' && part[i] != '\0')
            continue;
        part[i] = '\0';
        if (mkdir(part, 0777) != 0 && errno != EEXIST)
            good = fail(diagnostics, part, errno);
        part[i] = i < length ? '/' : '\0';
    }
    struct stat status;
    if (good && (stat(path, &status) != 0 || !S_ISDIR(status.st_mode))) {
        diagnostics->unreadable = true;
        good = diagnostics_error(diagnostics, (struct source_position){ .file = path }, _("is not a directory"));
    }
    free(part);
    return good;
}
