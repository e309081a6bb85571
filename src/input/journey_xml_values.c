/* From the text of attributes to values; what is wrong is said at the value's place. */
#include "base/message.h"
#include "base/number.h"
#include "base/text.h"
#include "input/journey_xml.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

bool loader_full(const struct journey_loader *loader)
{
    return loader->diagnostics->errors - loader->errors_before >= JOURNEY_ERRORS_MAXIMUM;
}

const char *next_word(struct arena *arena, const char **at)
{
    while (is_blank(**at))
        ++*at;
    const char *start = *at;
    while (**at && !is_blank(**at))
        ++*at;
    return *at > start ? arena_strndup(arena, start, (size_t)(*at - start)) : NULL;
}

/* Each character of a value is one of the raw text: itself, a line break read as a blank, or a reference such as &amp;. */
struct source_position value_place(const struct xml_attribute *attribute, const char *at)
{
    struct source_position place = attribute->at;
    const char *raw = attribute->raw;
    for (const char *c = attribute->value; raw && c < at; c++) {
        if ((*c & 0xC0) == 0x80) {
            raw += (*raw & 0xC0) == 0x80;
        } else if (*raw == '&') {
            size_t length = strcspn(raw, ";") + 1;
            raw += length;
            place.column += (int)length;
        } else {
            raw += raw[0] == '\r' && raw[1] == '\n';
            place.column = *raw == '\n' ? 1 : place.column + 1;
            place.line += *raw++ == '\n';
        }
    }
    return place;
}

/* --- ids ------------------------------------------------------------------------------------------------------ */

int id_space_find(const struct id_space *space, const char *id)
{
    uint32_t number = space->count ? interner_find(&space->names, id, strlen(id)) : INTERNER_NONE;
    return number == INTERNER_NONE || (int)number >= space->count ? NONE : space->index[number];
}

/* Letters, digits and . - _ : so that ids can stand in lists separated by blanks. */
static bool is_id(const char *text)
{
    for (; *text; text++)
        if (!((*text >= 'a' && *text <= 'z') || (*text >= 'A' && *text <= 'Z') || (*text >= '0' && *text <= '9') ||
              strchr(".-_:", *text) || (unsigned char)*text >= 0x80))
            return false;
    return true;
}

void id_space_put(struct id_space *space, const char *id, int index, struct source_position at)
{
    if (!space->count)
        interner_add_string(&space->names, "");
    uint32_t number = interner_add_string(&space->names, id);
    if ((int)number < space->count)
        return;
    while (space->count <= (int)number) {
        int capacity = space->capacity;
        GROW(space->index, space->count, space->capacity);
        if (capacity != space->capacity)
            space->at = xrealloc(space->at, (size_t)space->capacity * sizeof *space->at);
        space->index[space->count] = NONE;
        space->at[space->count++] = at;
    }
    space->index[number] = index;
}

void id_space_add(struct journey_loader *loader, struct id_space *space, const struct xml_element *element, int index)
{
    const struct xml_attribute *attribute = xml_attribute(element, "id");
    const char *id = value_text(loader, element, "id");
    if (!id)
        return;
    if (!is_id(id)) {
        WRONG(loader, attribute->at, _("'%s' is no id: letters, digits and . - _ : are expected, no blanks"), id);
        return;
    }
    int before = space->count;
    id_space_put(space, id, index, attribute->at);
    if (space->count > before)
        return;
    WRONG(loader, attribute->at, _("the id '%s' is given twice"), id);
    diagnostics_note(loader->diagnostics, space->at[interner_find(&space->names, id, strlen(id))],
                     _("'%s' is given here first"), id);
}

void id_space_release(struct id_space *space)
{
    interner_release(&space->names);
    free(space->index);
    free(space->at);
}

const char *id_space_nearest(struct journey_loader *loader, const struct id_space *space, const char *id)
{
    if (space->count < 2 || space->count > SUGGESTION_CANDIDATES || ++loader->suggestions > SUGGESTIONS_MAXIMUM)
        return NULL;
    int near = text_nearest(id, space->names.text + 1, (size_t)space->count - 1);
    return near < 0 ? NULL : space->names.text[near + 1];
}

/* --- values --------------------------------------------------------------------------------------------------- */

const char *value_text(struct journey_loader *loader, const struct xml_element *element, const char *name)
{
    const char *value = xml_value(element, name);
    if (!value)
        return NULL;
    value += strspn(value, " \t\r\n");
    size_t length = strlen(value);
    while (length && is_blank(value[length - 1]))
        length--;
    return length ? arena_strndup(loader->arena, value, length) : NULL;
}

double value_share(struct journey_loader *loader, const struct xml_element *element, const char *name)
{
    const char *text = value_text(loader, element, name);
    double share;
    if (!text)
        return NAN;
    if (strspn(text, "0123456789.+-") == strlen(text) && number_parse(text, strlen(text), &share) && share >= 0 &&
        share <= 1)
        return share;
    WRONG(loader, xml_attribute(element, name)->at,
          _("'%s' is no share: a number from 0 to 1 is expected, as in %s=\"0.6\""), text, name);
    return NAN;
}

struct duration value_duration(struct journey_loader *loader, const struct xml_element *element, const char *name)
{
    const char *text = value_text(loader, element, name);
    struct duration duration;
    if (!text)
        return DURATION_NONE;
    if (duration_parse(text, strlen(text), &duration))
        return duration;
    struct source_position at = xml_attribute(element, name)->at;
    double number;
    if (number_parse(text, strlen(text), &number))
        WRONG(loader, at, _("'%s' has no unit: write %s=\"%smin\", or h, d, w, mo, y"), text, name, text);
    else
        WRONG(loader, at, _("'%s' is no duration: expected 30min, 2h, 45d, 3w, 4mo, 1y, or ISO 8601 such as P45D"),
              text);
    return DURATION_NONE;
}

int64_t value_seconds(struct journey_loader *loader, const struct xml_element *element, const char *name)
{
    struct duration duration = value_duration(loader, element, name);
    return duration_given(duration) ? duration_nominal_seconds(duration) : SECONDS_ABSENT;
}

const char *value_language(struct journey_loader *loader, const struct xml_element *element, const char *name)
{
    const char *text = value_text(loader, element, name);
    size_t run = 0;
    bool good = true, first = true;
    for (const char *c = text ? text : ""; good && *c; c++) {
        bool letter = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z');
        if (*c == '-') {
            good = run > 0 && c[1];
            run = 0;
            first = false;
        } else {
            good = (letter || (!first && *c >= '0' && *c <= '9')) && ++run <= 8;
        }
    }
    if (!good)
        WRONG(loader, xml_attribute(element, name)->at, _("'%s' is no language code, such as fr or en"), text);
    return text && good ? text : "";
}

/* --- references ----------------------------------------------------------------------------------------------- */

int value_institution(struct journey_loader *loader, const struct xml_element *element, const char *name)
{
    const char *id = value_text(loader, element, name);
    int found = id ? id_space_find(&loader->institutions, id) : NONE;
    if (!id || found != NONE)
        return found;
    struct source_position at = xml_attribute(element, name)->at;
    const char *near = id_space_nearest(loader, &loader->institutions, id);
    if (near)
        WRONG(loader, at, _("no institution has the id '%s'; did you mean '%s'?"), id, near);
    else
        WRONG(loader, at, _("no institution has the id '%s'; declare it with <institution id=\"%s\" name=\"…\"/>"), id,
              id);
    return NONE;
}

static int find_document(struct journey_loader *loader, const char *id, struct source_position at)
{
    int found = id_space_find(&loader->documents, id);
    if (found != NONE)
        return found;
    const char *near = id_space_nearest(loader, &loader->documents, id);
    if (near)
        WRONG(loader, at, _("no document has the id '%s'; did you mean '%s'?"), id, near);
    else
        WRONG(loader, at, _("no document has the id '%s'; declare it with <document id=\"%s\" name=\"…\"/>"), id, id);
    return NONE;
}

int *value_documents(struct journey_loader *loader, const struct xml_element *element, const char *name, int *count)
{
    const struct xml_attribute *attribute = xml_attribute(element, name);
    *count = 0;
    if (!attribute)
        return NULL;
    int *list = arena_alloc(loader->arena, (strlen(attribute->value) / 2 + 1) * sizeof *list);
    const char *at = attribute->value;
    for (const char *id; (id = next_word(loader->arena, &at)) && !loader_full(loader);) {
        struct source_position place = value_place(attribute, at - strlen(id));
        if (*count == DOCUMENTS_OF_STEP_MAXIMUM) {
            WRONG(loader, place, _("more than %d documents"), DOCUMENTS_OF_STEP_MAXIMUM);
            break;
        }
        int document = find_document(loader, id, place), k = 0;
        while (k < *count && list[k] != document)
            k++;
        if (document != NONE && k < *count)
            diagnostics_warning(loader->diagnostics, place, _("the document '%s' is listed twice"), id);
        else if (document != NONE)
            list[(*count)++] = document;
    }
    return list;
}
