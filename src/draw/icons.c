#include "draw/icons.h"
#include "draw/svg.h"
#include <stddef.h>

struct icon { const char *lines, *areas; };             /* path data; lines are 2 wide; NULL: none */

static const struct icon CHANNEL_ICON[CHANNEL_COUNT] = {
    [CHANNEL_NONE] = { "M8.3 8.6a3.7 3.7 0 1 1 5.6 3.2c-1.4.9-1.9 1.6-1.9 3.1", "M10.8 17.6h2.4v2.4h-2.4z" },
    [CHANNEL_COUNTER] = { NULL,
                          "M12 2.4a3.5 3.5 0 1 1 0 7a3.5 3.5 0 1 1 0-7zM5.6 15.4c0-3.3 2.7-4.9 6.4-4.9s6.4 1.6 6.4 4.9z"
                          "M2.4 16.9h19.2v4.2H2.4z" },
    [CHANNEL_PHONE] = { NULL,
                        "M6.1 3.4l3 .3 1.5 4.4-2 1.8c1.1 2.4 2.7 4.1 5.3 5.5l1.9-2 4.3 1.6.3 3.1c0 1.4-1 2.5-2.4 2.5"
                        "C10.3 20.6 3.6 13.7 3.6 5.9 3.6 4.5 4.7 3.4 6.1 3.4z" },
    [CHANNEL_MAIL] = { "M3 5.5h18v13H3zM3.6 6.3L12 13l8.4-6.7", NULL },
    [CHANNEL_WEB] = { "M3 4.5h18v15H3zM3 9h18", "M10.5 11.3l7.2 2.8-3 1.2-1.2 3zM5 6h1.7v1.6H5zM8 6h1.7v1.6H8z" },
    [CHANNEL_EMAIL] = { "M15.6 12a3.6 3.6 0 1 1-7.2 0a3.6 3.6 0 1 1 7.2 0zM15.6 8.4v4.9c0 3.3 5.2 2.8 5.2-1.5"
                        "a8.9 8.9 0 1 0-3.9 7.3",
                        NULL },
    [CHANNEL_SMS] = { "M3.5 4.5h17v11.2h-9.3l-4.4 4v-4H3.5z",
                      "M7 9h2.2v2.2H7zM10.9 9h2.2v2.2h-2.2zM14.8 9h2.2v2.2h-2.2z" },
    [CHANNEL_KIOSK] = { "M5.5 3h13v9.8h-13zM12 12.8v5", "M6 21.5l1.4-4h9.2l1.4 4zM8 5.7h8v1.7H8z" },
    [CHANNEL_VIDEO] = { "M2.5 6.3h12.7v11.4H2.5z", "M16.7 11.2l5.1-3.5v8.6l-5.1-3.5z" },
    [CHANNEL_HOME_VISIT] = { "M2.8 11.8L12 3.6l9.2 8.2M5.4 10v10.5h13.2V10", "M9.9 14h4.2v6.5H9.9z" },
    [CHANNEL_HELPER] = { "M10.3 17.5l3.4-3.3",
                         "M7.5 3.8a3 3 0 1 1 0 6a3 3 0 1 1 0-6zM2 20c0-5 1.6-8.6 5.5-8.6S13 15 13 20z"
                         "M17.3 7.2a2.5 2.5 0 1 1 0 5a2.5 2.5 0 1 1 0-5zM13.7 20c0-3.9.9-6.4 3.6-6.4s4.2 2.5 4.2 "
                         "6.4z" },
    [CHANNEL_AUTOMATIC] = { "M4 8.5h14.5M15 4.8l3.7 3.7L15 12.2M20 15.7H5.5M9 12l-3.7 3.7L9 19.4", NULL },
};

static const struct icon MARK_ICON[MARK_COUNT] = {
    [MARK_CLOCK] = { "M21 12a9 9 0 1 1-18 0a9 9 0 1 1 18 0zM12 6.6V12l3.7 2.3", NULL },
    [MARK_TWICE] = { "M3.5 3.5h11v11h-11z", "M9 9h12v12H9z" },
    [MARK_JUMP] = { "M3.5 15.5a8.4 8.4 0 0 1 15.6-2.3M20 7.2l-.8 6.2-6-1.2",
                    "M11.3 16a2.4 2.4 0 1 1 0 4.8a2.4 2.4 0 1 1 0-4.8z" },
    [MARK_PERSON] = { NULL, "M12 3a4 4 0 1 1 0 8a4 4 0 1 1 0-8zM4.5 21c0-5.3 2.8-8.4 7.5-8.4s7.5 3.1 7.5 8.4z" },
    [MARK_HOURGLASS] = { "M6 3h12M6 21h12M7.8 3v4.2c0 2.2 4.2 3.3 4.2 4.8s-4.2 2.6-4.2 4.8V21"
                         "M16.2 3v4.2c0 2.2-4.2 3.3-4.2 4.8s4.2 2.6 4.2 4.8V21",
                         "M8.8 20.6c.3-2.7 1.9-3.6 3.2-4.8 1.3 1.2 2.9 2.1 3.2 4.8z" },
    [MARK_WARNING] = { "M12 3.6L21.6 20.4H2.4zM12 9.8v4.6", "M12 16.1a1.2 1.2 0 1 1 0 2.4a1.2 1.2 0 1 1 0-2.4z" },
    [MARK_BULB] = { "M9.2 17c0-2.3-3.4-3.5-3.4-7.3a6.2 6.2 0 1 1 12.4 0c0 3.8-3.4 5-3.4 7.3zM9.8 20.8h4.4", NULL },
    [MARK_REPEAT] = { "M19.4 14.4a7.8 7.8 0 1 1-1.9-8M18.4 1.8v5.2h-5.2", NULL },
};

static void draw(struct buffer *svg, const struct icon *icon, double x, double y, double size, const char *colour)
{
    buffer_add_string(svg, "<g transform=\"translate(");
    svg_number(svg, x);
    buffer_add_char(svg, ' ');
    svg_number(svg, y);
    buffer_printf(svg, ") scale(%.3f)\">", size / 24);
    if (icon->lines)
        buffer_printf(svg,
                      "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\" stroke-linecap=\"round\" "
                      "stroke-linejoin=\"round\"/>",
                      icon->lines, colour);
    if (icon->areas)
        buffer_printf(svg, "<path d=\"%s\" fill=\"%s\"/>", icon->areas, colour);
    buffer_add_string(svg, "</g>\n");
}

void icon_channel(struct buffer *svg, enum channel channel, double x, double y, double size, const char *colour)
{
    draw(svg, &CHANNEL_ICON[channel], x, y, size, colour);
}

void icon_mark(struct buffer *svg, enum mark mark, double x, double y, double size, const char *colour)
{
    draw(svg, &MARK_ICON[mark], x, y, size, colour);
}
