/* read-bench LOG [RUNS [THREADS]] - read a log (not align it) and print, as one line:
 *
 *     CPU-SECONDS EVENTS CASES DISTINCT-STRINGS PEAK-BYTES BYTES-OF-STRINGS WALL-SECONDS
 *
 * CPU seconds, of all threads, and seconds by the wall are the fewest of RUNS (1) readings; THREADS 1: without reading
 * ahead. Peak bytes are what the resident memory of the process
 * reached above what it was before the first reading. Bytes of strings: the text of distinct strings and what the
 * interner needs for each.
 */
#include "base/diagnostics.h"
#include "bench.h"
#include "input/reader.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A value in KiB of /proc/self/status, in bytes. */
static double status_bytes(const char *key)
{
    FILE *file = fopen("/proc/self/status", "r");
    char line[256];
    double bytes = 0;
    while (file && fgets(line, sizeof line, file))
        if (!strncmp(line, key, strlen(key)))
            bytes = 1024.0 * (double)strtol(line + strlen(key), NULL, 10);
    if (file)
        fclose(file);
    return bytes;
}

static double bytes_of_strings(const struct interner *strings)
{
    double bytes = (double)strings->arena.total + strings->slots * sizeof *strings->slot;
    return bytes + strings->capacity * (sizeof *strings->text + sizeof *strings->length + sizeof *strings->hash);
}

int main(int count, char **argument)
{
    if (count < 2)
        return 2;
    long runs = count > 2 ? strtol(argument[2], NULL, 10) : 1;
    struct log_options options = { .threads = count > 3 ? (int)strtol(argument[3], NULL, 10) : 0 };
    double before = status_bytes("VmRSS:"), best = 0, best_wall = 0;
    for (long i = 0; i < runs; i++) {
        struct diagnostics diagnostics = { 0 };
        double start = cpu_seconds(), start_wall = wall_seconds();
        struct event_log *log = event_log_read((const char *const *)&argument[1], 1, &options, NULL, &diagnostics);
        double took = cpu_seconds() - start, took_wall = wall_seconds() - start_wall;
        best = !i || took < best ? took : best;
        best_wall = !i || took_wall < best_wall ? took_wall : best_wall;
        if (!log)
            return 1;
        if (i == runs - 1)
            printf("%.6f %zu %zu %u %.0f %.0f %.6f\n", best, log->count, log->case_count, log->strings.count,
                   status_bytes("VmHWM:") - before, bytes_of_strings(&log->strings), best_wall);
        event_log_free(log);
        diagnostics_release(&diagnostics);
    }
    return 0;
}
