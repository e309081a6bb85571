/* tests/bench/bench.h - what the measuring programs share. */
#ifndef PARCOURS_BENCH_H
#define PARCOURS_BENCH_H
#include <time.h>

/* CPU seconds of the process, all threads, user and system. */
static inline double cpu_seconds(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static inline double wall_seconds(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}
#endif
