#include "cli/price_options.h"
#include "base/number.h"
#include "cli/audit_run.h"
#include "measure/burden.h"
#include <string.h>

enum { EUROS_MAXIMUM = 1000000, WORD_MAXIMUM = 60 };

static double costs[CHANNEL_COUNT];

static bool parse_euros(const char *text, size_t length, double *euros)
{
    return number_parse(text, length, euros) && *euros >= 0 && *euros <= EUROS_MAXIMUM;
}

/* One "counter=10.5" of `length` bytes. */
static bool parse_cost(struct invocation *invocation, const char *item, size_t length)
{
    const char *equals = memchr(item, '=', length);
    size_t word_length = equals ? (size_t)(equals - item) : length;
    char word[WORD_MAXIMUM] = "";
    double euros;
    if (word_length < sizeof word)
        memcpy(word, item, word_length);
    int channel = vocabulary_find(&CHANNELS, word);
    if (channel <= CHANNEL_NONE) {
        struct buffer known = { 0 };
        vocabulary_list(&CHANNELS, &known);
        usage_error(invocation, _("option '--cost': '%.*s' is no channel; expected one of: %s"), (int)word_length, item,
                    buffer_text(&known));
        buffer_release(&known);
        return false;
    }
    if (!equals || !parse_euros(equals + 1, length - word_length - 1, &euros)) {
        usage_error(invocation,
                    _("option '--cost': expected euros for each channel, such as counter=10.5,phone=4; found "
                      "'%.*s'"),
                    (int)length, item);
        return false;
    }
    costs[channel] = euros;
    return true;
}

bool price_options(struct invocation *invocation, const char *user_hour, const char *cost)
{
    if (user_hour && (!parse_euros(user_hour, strlen(user_hour), &AUDIT.user_hour) || AUDIT.user_hour <= 0)) {
        usage_error(invocation, _("option '--user-hour': expected euros, such as 15; found '%s'"), user_hour);
        return false;
    }
    if (!cost)
        return true;
    memcpy(costs, CHANNEL_COST, sizeof costs);
    for (const char *item = cost; item;) {
        size_t length = strcspn(item, ",");
        if (!parse_cost(invocation, item, length))
            return false;
        item = item[length] ? item + length + 1 : NULL;
    }
    AUDIT.channel_cost = costs;
    return true;
}
