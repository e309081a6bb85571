/* generate KIND COUNT - a contacts file on the standard output, the same bytes for the same arguments.
 *
 * KIND is "events" or "bytes": how many of them to write, to the end of the case that reaches COUNT. Each case follows
 * one of VARIANTS sequences: a run of journey.xml where steps were left out, done again, or put in that are on no
 * map; the n-th sequence is taken with a frequency of 1/n. Cases follow each other, each with a name of its own; where
 * a step happens, through which channel, when, for how long and with what outcome is drawn row by row.
 * With a third argument, "plain", a row only has its case, step and start, as logs of other programs have.
 */
#include "base/buffer.h"
#include "base/date.h"
#include "base/number.h"
#include "base/random.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { VARIANTS = 300, STEPS_MAXIMUM = 48, SEED = 20250301, BLOCK = 1 << 20 };

enum { ASK, RECEIPT, CERTIFICATE, COPY, ASSESSMENT, FORM, SEND, ANSWER, INTERVIEW, VISIT, REPORT, DECISION, PAYMENT, STRAY, STEPS };
static const struct { const char *id, *institution, *channel[2]; } STEP[STEPS] = {
    [ASK] = { "ask", "fund", { "web", "mail" } },             [RECEIPT] = { "receipt", "fund", { "mail", "email" } },
    [CERTIFICATE] = { "certificate", "town", { "counter", "mail" } }, [COPY] = { "copy", "town", { "counter", "phone" } },
    [ASSESSMENT] = { "assessment", "office", { "web", "phone" } }, [FORM] = { "form", "fund", { "web", "mail" } },
    [SEND] = { "send", "fund", { "mail", "web" } },           [ANSWER] = { "answer", "fund", { "mail", "email" } },
    [INTERVIEW] = { "interview", "fund", { "counter", "phone" } }, [VISIT] = { "visit", "town", { "home-visit", "phone" } },
    [REPORT] = { "report", "town", { "mail", "email" } },     [DECISION] = { "decision", "fund", { "mail", "email" } },
    [PAYMENT] = { "payment", "fund", { "web", "mail" } },     [STRAY] = { "Call to ask where things are", "fund", { "phone", "web" } },
};

struct sequence { int step[STEPS_MAXIMUM], steps; };

static void add(struct sequence *sequence, struct random_stream *random, int step)
{
    uint32_t luck = random_below(random, 100);
    int times = luck < 6 ? 0 : luck < 11 ? 2 : 1;
    for (int i = 0; i < times; i++)
        sequence->step[sequence->steps++] = step;
    if (luck >= 96)
        sequence->step[sequence->steps++] = STRAY;
}

/* A run of the journey, with its accidents: at most twice 18 steps. */
static struct sequence draw_sequence(struct random_stream *random)
{
    struct sequence sequence = { .steps = 0 };
    int branch[3] = { CERTIFICATE, ASSESSMENT, FORM };
    add(&sequence, random, ASK);
    add(&sequence, random, RECEIPT);
    for (uint32_t left = 3; left; left--) {
        uint32_t which = random_below(random, left);
        add(&sequence, random, branch[which]);
        if (branch[which] == CERTIFICATE && random_below(random, 2))
            add(&sequence, random, COPY);
        branch[which] = branch[left - 1];
    }
    for (int round = 0; !round || (round < 4 && !random_below(random, 4)); round++) {
        add(&sequence, random, SEND);
        add(&sequence, random, ANSWER);
    }
    if (random_below(random, 3)) {
        add(&sequence, random, INTERVIEW);
    } else {
        add(&sequence, random, VISIT);
        add(&sequence, random, REPORT);
    }
    add(&sequence, random, DECISION);
    add(&sequence, random, PAYMENT);
    return sequence;
}

static void add_row(struct buffer *out, struct random_stream *random, uint64_t number, int step, int64_t *minute, bool plain)
{
    static const char *const outcome[] = { "done", "done", "done", "done", "done", "pending", "refused", "" };
    char start[TIME_TEXT_SIZE], end[TIME_TEXT_SIZE];
    uint32_t minutes = 5 * (1 + random_below(random, 18));
    *minute += 60 + random_below(random, 20 * 1440);
    time_format_date(*minute * 60000, true, start);
    time_format_date((*minute + minutes) * 60000, true, end);
    if (plain)
        buffer_printf(out, "U%08llu;%s;%s\n", (unsigned long long)number, STEP[step].id, start);
    else
        buffer_printf(out, "U%08llu;%s;%s;%s;%s;%s;%u;%s\n", (unsigned long long)number, STEP[step].id, STEP[step].institution,
                      STEP[step].channel[!random_below(random, 6)], start, end, minutes, outcome[random_below(random, 8)]);
}

static void write_out(struct buffer *out)
{
    fwrite(out->data, 1, out->length, stdout);
    buffer_clear(out);
}

static void write_log(bool count_bytes, uint64_t count, bool plain)
{
    struct sequence sequence[VARIANTS];
    struct random_stream random = random_stream_new(SEED, 0, 0);
    double share[VARIANTS], sum = 0;
    for (int i = 0; i < VARIANTS; i++) {
        sequence[i] = draw_sequence(&random);
        sum += 1.0 / (i + 1);
        share[i] = sum;
    }
    struct buffer out = { 0 };
    buffer_add_string(&out, plain ? "case;step;start\n" : "case;step;institution;channel;start;end;minutes;outcome\n");
    int64_t first = date_days(2015, 1, 1) * 1440;
    for (uint64_t number = 1, events = 0, bytes = 0; (count_bytes ? bytes + out.length : events) < count; number++) {
        double luck = random_uniform(&random) * sum;
        int which = 0;
        while (share[which] <= luck)
            which++;
        int64_t minute = first + random_below(&random, 3000) * 1440 + 480;
        for (int i = 0; i < sequence[which].steps; i++)
            add_row(&out, &random, number, sequence[which].step[i], &minute, plain);
        events += (uint64_t)sequence[which].steps;
        if (out.length > BLOCK) {
            bytes += out.length;
            write_out(&out);
        }
    }
    write_out(&out);
    buffer_release(&out);
}

int main(int count, char **argument)
{
    double wanted;
    bool bytes = count >= 2 && !strcmp(argument[1], "bytes"), plain = count == 4 && !strcmp(argument[3], "plain");
    if (count < 3 || count > 4 || (!bytes && strcmp(argument[1], "events")) || (count == 4 && !plain) ||
        !number_parse(argument[2], strlen(argument[2]), &wanted) || wanted < 1) {
        fputs("usage: generate events|bytes COUNT [plain]\n", stderr);
        return 2;
    }
    write_log(bytes, (uint64_t)wanted, plain);
    return fclose(stdout) ? 1 : 0;
}
