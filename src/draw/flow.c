#include "draw/flow.h"

double flow_item(struct flow *flow, double width, const char *text)
{
    double space = 0.55 * flow->size, all = width + space + text_width(flow->picture, text, flow->size, false);
    if (flow->x > flow->left && flow->x + all > flow->right) {
        flow->x = flow->left;
        flow->y += flow->line;
    }
    double x = flow->x;
    text_fitting(flow->picture, x + width + space, flow->y + 0.36 * flow->size, flow->size, 0.8 * flow->size, false,
                 flow->picture->theme->text, flow->right - x - width - space, text);
    flow->x += all + flow->gap;
    return x;
}
