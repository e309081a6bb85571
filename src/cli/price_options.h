/* cli/price_options.h - prices on the command line: an hour of the user, a contact by channel. */
#ifndef PARCOURS_CLI_PRICE_OPTIONS_H
#define PARCOURS_CLI_PRICE_OPTIONS_H
#include "cli/command.h"

/* Put them into AUDIT; NULL: not given. `cost`: "counter=10.5,phone=4"; channels it does not name keep their default. False
 * after a message that says what was expected. */
bool price_options(struct invocation *invocation, const char *user_hour, const char *cost);
#endif
