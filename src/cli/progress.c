#include "cli/progress.h"
#include "cli/command.h"
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <time.h>
#include <unistd.h>

/* One thread wakes up every second and says the stage; the mutex guards all of it. */
static struct {
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    bool running, ending;
    const char *stage;
    double done;                /* of the stage; 0: not told */
    int began;                  /* the second it began in */
} progress = { .mutex = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER };

static void say(int seconds)
{
    if (progress.began < 0)
        progress.began = seconds - 1;
    fprintf(stderr, "\r\033[K%s… %d s", progress.stage, seconds);
    if (progress.done > 0.001 && progress.done < 1) {
        double left = (seconds - progress.began) * (1 - progress.done) / progress.done;
        fprintf(stderr, _(", %.0f %% done, about %.0f s left"), 100 * progress.done, left);
    }
}

static void *tell(void *context)
{
    (void)context;
    struct timespec next;
    clock_gettime(CLOCK_REALTIME, &next);
    bool said = false;
    pthread_mutex_lock(&progress.mutex);
    for (int seconds = 1; !progress.ending; seconds++) {
        next.tv_sec++;
        while (!progress.ending && pthread_cond_timedwait(&progress.changed, &progress.mutex, &next) != ETIMEDOUT)
            continue;
        if (!progress.ending) {
            say(seconds);
            fflush(stderr);
            said = true;
        }
    }
    if (said)
        fputs("\r\033[K", stderr);
    pthread_mutex_unlock(&progress.mutex);
    return NULL;
}

void progress_stage(const char *stage)
{
    if (COMMON.quiet || !isatty(STDERR_FILENO))
        return;
    pthread_mutex_lock(&progress.mutex);
    progress.stage = stage;
    progress.done = 0;
    progress.began = -1;
    if (!progress.running)
        progress.running = pthread_create(&progress.thread, NULL, tell, NULL) == 0;
    pthread_mutex_unlock(&progress.mutex);
}

void progress_share(double done)
{
    pthread_mutex_lock(&progress.mutex);
    progress.done = done;
    pthread_mutex_unlock(&progress.mutex);
}

void progress_end(void)
{
    if (!progress.running)
        return;
    pthread_mutex_lock(&progress.mutex);
    progress.ending = true;
    pthread_cond_signal(&progress.changed);
    pthread_mutex_unlock(&progress.mutex);
    pthread_join(progress.thread, NULL);
    progress.running = progress.ending = false;
}
