#include "base/parallel.h"
#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

enum { THREADS_MAXIMUM = 64 };

struct job {
    atomic_size_t next;
    size_t count;
    void (*work)(void *, size_t, int);
    void *context;
};
struct worker { struct job *job; int number; pthread_t thread; };

static void *run(void *argument)
{
    struct worker *worker = argument;
    struct job *job = worker->job;
    for (size_t item; (item = atomic_fetch_add(&job->next, 1)) < job->count;)
        job->work(job->context, item, worker->number);
    return NULL;
}

void parallel_for(size_t count, int threads, void (*work)(void *context, size_t item, int thread), void *context)
{
    struct job job = { .count = count, .work = work, .context = context };
    struct worker worker[THREADS_MAXIMUM] = { { &job, 0, 0 } };
    int started = 1;
    threads = threads > THREADS_MAXIMUM ? THREADS_MAXIMUM : threads;
    for (; started < threads && (size_t)started < count; started++) {
        worker[started] = (struct worker){ &job, started, 0 };
        if (pthread_create(&worker[started].thread, NULL, run, &worker[started]))
            break;
    }
    run(&worker[0]);
    for (int i = 1; i < started; i++)
        pthread_join(worker[i].thread, NULL);
}

int parallel_threads(void)
{
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online < 1 ? 1 : online > THREADS_MAXIMUM ? THREADS_MAXIMUM : (int)online;
}
