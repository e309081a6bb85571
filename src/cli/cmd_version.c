#include "base/libraries.h"
#include "cli/command.h"
#include "draw/libraries.h"
#include "graph/libraries.h"
#include "input/libraries.h"
#include "report/libraries.h"

#define PARCOURS_VERSION "0.1"

static enum exit_status run(struct invocation *invocation)
{
    struct buffer *out = &invocation->out;
    buffer_add_string(out, "parcours " PARCOURS_VERSION "\n");
    base_libraries(out);
    input_libraries(out);
    graph_libraries(out);
    draw_libraries(out);
    report_libraries(out);
#ifdef __clang__
    buffer_printf(out, "clang %s\n", __clang_version__);
#else
    buffer_printf(out, "gcc %s\n", __VERSION__);
#endif
    buffer_printf(out, "%s\n", _("GPL-3.0-or-later; there is no warranty"));
    return STATUS_DONE;
}

static const struct option_spec OPTIONS[] = { COMMON_OPTIONS, { 0 } };

const struct command VERSION_COMMAND = {
    .name = "version", .operands = "", .summary = N_("say the version of the program and of its libraries"),
    .options = OPTIONS, .run = run,
};
