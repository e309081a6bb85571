/* limited SECONDS MEGABYTES COMMAND... - run a command that must stay within a time and a peak of memory.
 *
 * Exit status: the command's; 124 if it was stopped for its time, 125 if it used too much memory (0 MB: no limit),
 * 128 + signal if it died of one; said on standard error.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t late;
static pid_t child;

static void too_late(int number)
{
    (void)number;
    late = 1;
    kill(child, SIGKILL);
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        fprintf(stderr, "usage: limited SECONDS MEGABYTES COMMAND...\n");
        return 2;
    }
    long seconds = strtol(argv[1], NULL, 10), megabytes = strtol(argv[2], NULL, 10);
    child = fork();
    if (child < 0) {
        perror("limited: fork");
        return 2;
    }
    if (child == 0) {
        execvp(argv[3], argv + 3);
        perror(argv[3]);
        _exit(127);
    }
    struct sigaction action = { .sa_handler = too_late, .sa_flags = SA_RESTART };
    sigaction(SIGALRM, &action, NULL);
    alarm((unsigned)seconds);
    int status;
    struct rusage usage;
    while (wait4(child, &status, 0, &usage) < 0)
        continue;
    long used = usage.ru_maxrss / 1024;
    if (late) {
        fprintf(stderr, "limited: stopped after %ld s\n", seconds);
        return 124;
    }
    if (WIFSIGNALED(status)) {
        fprintf(stderr, "limited: died of signal %d (%s)\n", WTERMSIG(status), strsignal(WTERMSIG(status)));
        return 128 + WTERMSIG(status);
    }
    if (megabytes && used > megabytes) {
        fprintf(stderr, "limited: used %ld MB, more than %ld MB\n", used, megabytes);
        return 125;
    }
    return WEXITSTATUS(status);
}
