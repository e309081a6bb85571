/* measure [RUNS] COMMAND... - run a command, its output thrown away, and print the least it took in RUNS (1):
 *
 *     CPU-SECONDS WALL-SECONDS PEAK-MIB
 *
 * Exit status: 1 if the command failed.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct cost { double cpu, wall, mebibytes; };

static double seconds(struct timeval time) { return (double)time.tv_sec + (double)time.tv_usec / 1e6; }

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static double least(double one, double other) { return one < other ? one : other; }

static int run(char **command, struct cost *cost)
{
    double start = now();
    pid_t child = fork();
    if (!child) {
        int nowhere = open("/dev/null", O_WRONLY);
        dup2(nowhere, STDOUT_FILENO);
        dup2(nowhere, STDERR_FILENO);
        execvp(*command, command);
        _exit(127);
    }
    int status;
    struct rusage usage;
    while (wait4(child, &status, 0, &usage) < 0)
        continue;
    *cost = (struct cost){ seconds(usage.ru_utime) + seconds(usage.ru_stime), now() - start, (double)usage.ru_maxrss / 1024 };
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

int main(int count, char **argument)
{
    char **command = argument + 1;
    long runs = count > 1 ? strtol(*command, NULL, 10) : 0;
    command += runs > 0;
    if (!*command)
        return 2;
    struct cost best = { 0 }, cost;
    for (long i = 0; i < (runs > 0 ? runs : 1); i++) {
        if (run(command, &cost)) {
            fprintf(stderr, "measure: %s failed\n", *command);
            return 1;
        }
        best = !i ? cost : (struct cost){ least(best.cpu, cost.cpu), least(best.wall, cost.wall),
                                          least(best.mebibytes, cost.mebibytes) };
    }
    printf("%.6f %.6f %.1f\n", best.cpu, best.wall, best.mebibytes);
    return 0;
}
