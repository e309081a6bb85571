/* input/libraries.h - what `parcours version` says of the libraries used here. */
#ifndef PARCOURS_INPUT_LIBRARIES_H
#define PARCOURS_INPUT_LIBRARIES_H
#include "base/buffer.h"

void input_libraries(struct buffer *out);   /* appends a line a library: its name and the version at run time */
#endif
