/* tests/unit/svg_texts.h - where the texts of a drawing stand, measured: nothing may stand on anything else. */
#ifndef PARCOURS_TEST_SVG_TEXTS_H
#define PARCOURS_TEST_SVG_TEXTS_H
#include "base/arena.h"
#include "base/buffer.h"

struct rectangle { double x, y, right, bottom; };
static inline bool rectangles_overlap(struct rectangle a, struct rectangle b)
{
    return a.x < b.right && b.x < a.right && a.y < b.bottom && b.y < a.bottom;
}

/* Box: from the top of capitals to the baseline, as wide as the letters. group: id of the nearest group around it. */
struct svg_text { struct rectangle box; double size; const char *content, *group; };
struct svg_texts { struct arena arena; struct svg_text *item; int count, capacity; };

/* Of a drawing that is well-formed XML (or the test fails); texts in groups that are moved or turned are left out. */
void svg_texts_init(struct svg_texts *texts, const struct buffer *svg);
void svg_texts_release(struct svg_texts *texts);
/* Fails the test if two texts overlap, or one leaves `page`. */
void assert_texts_apart(const struct svg_texts *texts, struct rectangle page);
#endif
