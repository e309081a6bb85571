#include "draw/face.h"
#include "base/message.h"
#include "draw/svg.h"
#include <math.h>

/* On a disc of radius 1: the mouths, and brows for the worst. */
static const char *const MOUTH[FACES] = {
    "M-.46 .62C-.3 .2 .3 .2 .46 .62M-.62 -.6L-.22 -.46M.62 -.6L.22 -.46",
    "M-.44 .5C-.25 .26 .25 .26 .44 .5",
    "M-.44 .38H.44",
    "M-.44 .28C-.25 .56 .25 .56 .44 .28",
    "M-.54 .16C-.36 .78 .36 .78 .54 .16z",
};

int face_grade(double mean)
{
    double grade = floor(mean + 2.5);
    return grade < 0 ? 0 : grade > FACES - 1 ? FACES - 1 : (int)grade;
}

const char *face_word(int grade)
{
    static const char *const word[FACES] = { N_("very bad"), N_("bad"), N_("mixed"), N_("good"), N_("very good") };
    return _(word[grade]);
}

void draw_face(struct buffer *svg, int grade, double x, double y, double radius, const struct theme *theme)
{
    buffer_add_string(svg, "<g transform=\"translate(");
    svg_number(svg, x);
    buffer_add_char(svg, ' ');
    svg_number(svg, y);
    buffer_printf(svg, ") scale(%.2f)\"><circle r=\"1\" fill=\"%s\" stroke=\"%s\" stroke-width=\".15\"/>", radius,
                  theme->paper, theme->text);
    buffer_printf(svg, "<path d=\"M-.36 -.22h.001M.36 -.22h.001\" stroke=\"%s\" stroke-width=\".26\" ", theme->text);
    buffer_add_string(svg, "stroke-linecap=\"round\"/>");
    buffer_printf(svg, "<path d=\"%s\" fill=\"%s\" stroke=\"%s\" stroke-width=\".15\" stroke-linecap=\"round\"/></g>\n",
                  MOUTH[grade], grade == FACES - 1 ? theme->text : "none", theme->text);
}
