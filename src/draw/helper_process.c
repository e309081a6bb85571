/* One program run once: text in, text out, within a time limit. */
#include "draw/helper_process.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ANSWER_LIMIT = 64 << 20 };

static int64_t now_milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* A pair of sockets rather than two pipes: a write to a program that has ended is then an error, not a signal. */
static int start(const char *program, pid_t *child, int *descriptor)
{
    int end[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, end) != 0)
        return errno;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, end[1], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, end[1], STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    char *arguments[] = { (char *)(uintptr_t)program, NULL };
    char *environment[] = { NULL };                         /* nothing of ours is its business */
    int reason = posix_spawn(child, program, &actions, NULL, arguments, environment);
    posix_spawn_file_actions_destroy(&actions);
    close(end[1]);
    if (reason)
        close(end[0]);
    else
        fcntl(end[0], F_SETFL, O_NONBLOCK);
    *descriptor = end[0];
    return reason;
}

/* Write and read as far as goes; false when the program has said all (or broke off). */
static bool exchange(int descriptor, short ready, const struct buffer *request, size_t *written, struct buffer *answer)
{
    char piece[16384];
    if (ready & POLLOUT && *written < request->length) {
        ssize_t count = send(descriptor, request->data + *written, request->length - *written, MSG_NOSIGNAL);
        if (count > 0)
            *written += (size_t)count;
        else if (count < 0 && errno != EAGAIN && errno != EINTR)
            return false;
        if (*written == request->length)
            shutdown(descriptor, SHUT_WR);
    }
    if (ready & (POLLIN | POLLHUP | POLLERR)) {
        ssize_t count = recv(descriptor, piece, sizeof piece, 0);
        if (count > 0)
            buffer_add(answer, piece, (size_t)count);
        else if (count == 0 || (errno != EAGAIN && errno != EINTR))
            return false;
    }
    return !answer->overflowed;
}

enum helper_end helper_run(const char *program, const struct buffer *request, struct buffer *answer, int seconds,
                           int *reason)
{
    pid_t child;
    int descriptor = -1;
    *reason = start(program, &child, &descriptor);
    if (*reason)
        return HELPER_MISSING;
    int64_t deadline = now_milliseconds() + 1000 * (int64_t)seconds;
    size_t written = 0;
    bool late = false;
    answer->maximum = ANSWER_LIMIT;
    for (;;) {
        int64_t left = deadline - now_milliseconds();
        struct pollfd wait = { descriptor, (short)(POLLIN | (written < request->length ? POLLOUT : 0)), 0 };
        late = left <= 0;
        if (late || (poll(&wait, 1, (int)left) > 0 && !exchange(descriptor, wait.revents, request, &written, answer)))
            break;
    }
    close(descriptor);
    if (late || answer->overflowed)
        kill(child, SIGKILL);
    int status;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        continue;
    return late ? HELPER_LATE : WIFEXITED(status) && WEXITSTATUS(status) == 0 ? HELPER_DONE : HELPER_FAILED;
}

const char *helper_beside_program(struct arena *arena)
{
    char self[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    self[length > 0 ? length : 0] = '\0';
    char *slash = strrchr(self, '/');
    return arena_printf(arena, "%.*s/parcours-graphviz", slash ? (int)(slash - self) : 1, slash ? self : ".");
}
