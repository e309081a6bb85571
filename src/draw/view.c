#include "draw/view.h"
#include <string.h>

const struct view *const VIEWS[] = {
    &MAP_VIEW, /* what is drawn unless another is asked for */
    &CASE_VIEW,
    &NETWORK_VIEW,
    &SUMMARY_VIEW,
    &TIMELINES_VIEW,
    NULL,
};

const struct view *view_find(const char *name)
{
    for (int i = 0; VIEWS[i]; i++)
        if (!strcmp(VIEWS[i]->name, name))
            return VIEWS[i];
    return NULL;
}
