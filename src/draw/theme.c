#include "draw/theme.h"
#include "base/message.h"
#include <stddef.h>

#define PATTERN(id, size, content)                                                                                     \
    "<pattern id=\"fill-" id "\" width=\"" #size "\" height=\"" #size "\" patternUnits=\"userSpaceOnUse\">"            \
    "<rect width=\"" #size "\" height=\"" #size "\" fill=\"" content "</pattern>\n"

const struct theme COLOUR_THEME = {
    .name = "colour",
    .paper = "#fff", .text = "#1B1F2A", .second_text = "#5B6270", .rule = "#C9CDD6",
    .planned = "#1F2A55",
    .redundant = "#D55E00", .redundant_text = "#A13F00", .redundant_tint = "#FDEFE4", .redundant_shade = "#F0A878",
    .extra = "#5B6270", .extra_tint = "#F7F8FA", .extra_dash = "12 4",
    .soft = "#F4F5F7", .band = "#E3E6EC",
    .self = { "#3B3F46", "#3B3F46", "#fff", "#F1F2F3" },
    .redundant_tab = { "#A13F00", "#A13F00", "#fff", "#FDEFE4" },
    .extra_tab = { "#5B6270", "#5B6270", "#fff", "#F7F8FA" },
    .neutral_tab = { "#1B1F2A", "#1B1F2A", "#fff", "#F4F5F7" },
    .lane = {
        { "#0A4A66", "#0A4A66", "#fff", "#EAF2F6" }, { "#4A3A73", "#4A3A73", "#fff", "#F0EEF6" },
        { "#5E4A22", "#5E4A22", "#fff", "#F5F1E8" }, { "#1F5A48", "#1F5A48", "#fff", "#EAF3EF" },
        { "#6B2B45", "#6B2B45", "#fff", "#F6ECF0" }, { "#33496B", "#33496B", "#fff", "#ECEFF5" },
        { "#46551C", "#46551C", "#fff", "#F1F4E8" }, { "#5A2F6B", "#5A2F6B", "#fff", "#F3ECF6" },
        { "#1F5560", "#1F5560", "#fff", "#E8F2F3" },
    },
    .time = { "#009E73", "url(#fill-relation)", "url(#fill-autonomy)", "url(#fill-unproductive)",
              "#1F2A55", "url(#fill-announced)", "url(#fill-overrun)", "#F1F2F3" },
    .capsule_announced = "url(#fill-capsule-announced)", .capsule_overrun = "url(#fill-capsule-overrun)",
    .definitions =
        "<defs>\n"
        PATTERN("relation", 8, "#0072B2\"/><path d=\"M0 4H8\" stroke=\"#fff\" stroke-width=\"1.4\"/>")
        PATTERN("autonomy", 8, "#CC79A7\"/><path d=\"M4 0V8\" stroke=\"#1B1F2A\" stroke-width=\"1.4\"/>")
        PATTERN("unproductive", 9, "#D55E00\"/><path d=\"M0 0L9 9M9 0L0 9\" stroke=\"#fff\" stroke-width=\"1.3\"/>")
        PATTERN("announced", 7, "#56B4E9\"/><circle cx=\"3.5\" cy=\"3.5\" r=\"1.2\" fill=\"#1B1F2A\"/>")
        PATTERN("overrun", 7, "#E69F00\"/><path d=\"M-1 1L1 -1M-1 8L8 -1M6 8L8 6\" stroke=\"#1B1F2A\" stroke-width=\"1.3\"/>")
        PATTERN("capsule-announced", 7, "#D9EEFA\"/><circle cx=\"3.5\" cy=\"3.5\" r=\"1.1\" fill=\"#0B3C5D\"/>")
        PATTERN("capsule-overrun", 8, "#fff\"/><path d=\"M-2 2L2 -2M-2 10L10 -2M6 10L10 6\" stroke=\"#E69F00\" stroke-width=\"2.6\"/>")
        "</defs>\n",
};

/* For black ink on white paper: what is lived is told from what is planned by double lines and cut corners, lanes by
 * their tabs, classes of time by patterns alone. */
const struct theme BLACK_AND_WHITE_THEME = {
    .name = "black-and-white",
    .paper = "#fff", .text = "#000", .second_text = "#4A4A4A", .rule = "#9A9A9A",
    .planned = "#000",
    .redundant = "#000", .redundant_text = "#000", .redundant_tint = "#fff", .redundant_shade = "#E4E4E4",
    .extra = "#5A5A5A", .extra_tint = "#fff", .extra_dash = "12 4",
    .soft = "#F5F5F5", .band = "#E4E4E4",
    .self = { "#000", "#3A3A3A", "#fff", "#fff" },
    .redundant_tab = { "#000", "#000", "#fff", "#fff" },
    .extra_tab = { "#5A5A5A", "#5A5A5A", "#fff", "#fff" },
    .neutral_tab = { "#000", "#000", "#fff", "#fff" },
    .lane = {
        { "#000", "#1A1A1A", "#fff", "#F3F3F3" }, { "#000", "#3A3A3A", "#fff", "#fff" },
        { "#000", "#1A1A1A", "#fff", "#F3F3F3" }, { "#000", "#3A3A3A", "#fff", "#fff" },
        { "#000", "#1A1A1A", "#fff", "#F3F3F3" }, { "#000", "#3A3A3A", "#fff", "#fff" },
        { "#000", "#1A1A1A", "#fff", "#F3F3F3" }, { "#000", "#3A3A3A", "#fff", "#fff" },
        { "#000", "#1A1A1A", "#fff", "#F3F3F3" },
    },
    .time = { "#6E6E6E", "url(#fill-relation)", "url(#fill-autonomy)", "url(#fill-unproductive)",
              "#000", "url(#fill-announced)", "url(#fill-overrun)", "#fff" },
    .capsule_announced = "url(#fill-capsule-announced)", .capsule_overrun = "url(#fill-capsule-overrun)",
    .definitions =
        "<defs>\n"
        PATTERN("relation", 8, "#fff\"/><path d=\"M0 4H8\" stroke=\"#000\" stroke-width=\"1.8\"/>")
        PATTERN("autonomy", 8, "#fff\"/><path d=\"M4 0V8\" stroke=\"#000\" stroke-width=\"1.8\"/>")
        PATTERN("unproductive", 9, "#fff\"/><path d=\"M0 0L9 9M9 0L0 9\" stroke=\"#000\" stroke-width=\"1.3\"/>")
        PATTERN("announced", 7, "#fff\"/><circle cx=\"3.5\" cy=\"3.5\" r=\"1.3\" fill=\"#000\"/>")
        PATTERN("overrun", 7, "#fff\"/><path d=\"M-1 1L1 -1M-1 8L8 -1M6 8L8 6\" stroke=\"#000\" stroke-width=\"1.9\"/>")
        PATTERN("capsule-announced", 7, "#fff\"/><circle cx=\"3.5\" cy=\"3.5\" r=\"1.1\" fill=\"#000\"/>")
        PATTERN("capsule-overrun", 8, "#fff\"/><path d=\"M-2 2L2 -2M-2 10L10 -2M6 10L10 6\" stroke=\"#000\" stroke-width=\"2\"/>")
        "</defs>\n",
    .double_lines = true,
};

#define PLAIN_LANE                                                                                                     \
    {                                                                                                                  \
        "#000", "#fff", "#000", "#fff"                                                                                 \
    }

/* For pen plotters and for colouring by hand: lines only. */
const struct theme OUTLINE_THEME = {
    .name = "outline",
    .paper = "#fff",
    .text = "#000",
    .second_text = "#333",
    .rule = "#000",
    .planned = "#000",
    .redundant = "#000",
    .redundant_text = "#000",
    .redundant_tint = "#fff",
    .redundant_shade = "#fff",
    .extra = "#000",
    .extra_tint = "#fff",
    .extra_dash = "12 4",
    .soft = "#fff",
    .band = "#fff",
    .self = PLAIN_LANE,
    .redundant_tab = PLAIN_LANE,
    .extra_tab = PLAIN_LANE,
    .neutral_tab = PLAIN_LANE,
    .lane = { PLAIN_LANE, PLAIN_LANE, PLAIN_LANE, PLAIN_LANE, PLAIN_LANE, PLAIN_LANE, PLAIN_LANE, PLAIN_LANE,
              PLAIN_LANE },
    .time = { "#fff", "url(#fill-relation)", "url(#fill-autonomy)", "url(#fill-unproductive)", "url(#fill-contact)",
              "url(#fill-announced)", "url(#fill-overrun)", "#fff" },
    .capsule_announced = "#fff",
    .capsule_overrun = "url(#fill-overrun)",
    .definitions = "<defs>\n" PATTERN("relation", 8, "#fff\"/><path d=\"M0 4H8\" stroke=\"#000\" stroke-width=\"1\"/>")
        PATTERN("autonomy", 8, "#fff\"/><path d=\"M4 0V8\" stroke=\"#000\" stroke-width=\"1\"/>") PATTERN(
            "unproductive", 9, "#fff\"/><path d=\"M0 0L9 9M9 0L0 9\" stroke=\"#000\" stroke-width=\"1\"/>")
            PATTERN("contact", 4, "#fff\"/><path d=\"M-1 3L1 5M0 0L4 4M3 -1L5 1\" stroke=\"#000\" stroke-width=\"1\"/>")
            PATTERN("announced", 7, "#fff\"/><path d=\"M2.5 3.5H4.5\" stroke=\"#000\" stroke-width=\"1\"/>") PATTERN(
                "overrun", 7,
                "#fff\"/><path d=\"M-1 1L1 -1M-1 8L8 -1M6 8L8 6\" stroke=\"#000\" stroke-width=\"1\"/>") "</defs>\n",
    .double_lines = true,
    .outlined = true,
};

const struct theme *const THEMES[] = { &COLOUR_THEME, &BLACK_AND_WHITE_THEME, &OUTLINE_THEME, NULL };

const char *const TIME_CLASS_NAME[TIME_CLASSES] = {
    N_("productive"), N_("relation"),       N_("autonomy"), N_("unproductive"),
    N_("in contact"), N_("announced wait"), N_("overrun"),  N_("own time"),
};
