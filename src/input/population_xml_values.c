/* From the text of attributes to values; what is wrong is said at the value's place. */
#include "base/buffer.h"
#include "base/message.h"
#include "base/number.h"
#include "base/text.h"
#include "input/population_xml.h"
#include <math.h>
#include <string.h>

/* --- numbers -------------------------------------------------------------------------------------------------- */

bool plain_number(const char *text, size_t length, double *number)
{
    for (size_t i = 0; i < length; i++)
        if (!strchr("0123456789.+-eE", text[i]))
            return false;
    return number_parse(text, length, number);
}

double model_number(struct population_loader *loader, const struct xml_element *element, const char *name, double least,
                    double most, double absent)
{
    const char *text = value_text(&loader->text, element, name);
    double number;
    if (!text)
        return absent;
    struct source_position at = xml_attribute(element, name)->at;
    if (!plain_number(text, strlen(text), &number))
        WRONG(&loader->text, at, _("'%s' is no number; a number from %.10g to %.10g is expected, as in %s=\"%g\""),
              text, least, most, name, most < 1e3 ? most / 2 : least + 1);
    else if (!(number >= least && number <= most))
        WRONG(&loader->text, at, _("'%s' is out of range: '%s' is from %.10g to %.10g"), text, name, least, most);
    else
        return number;
    return absent;
}

int model_whole(struct population_loader *loader, const struct xml_element *element, const char *name, int least,
                int most, int absent)
{
    const char *text = value_text(&loader->text, element, name);
    double number;
    if (!text)
        return absent;
    if (plain_number(text, strlen(text), &number) && number == floor(number) && number >= least && number <= most)
        return (int)number;
    WRONG(&loader->text, xml_attribute(element, name)->at, _("'%s': a whole number from %d to %d is expected in '%s'"),
          text, least, most, name);
    return absent;
}

double model_seconds(struct population_loader *loader, const struct xml_element *element, const char *name,
                     double absent)
{
    const char *text = value_text(&loader->text, element, name);
    double seconds;
    if (text && distribution_parse_seconds(text, strlen(text), &seconds))
        return seconds;
    if (text)
        value_duration(&loader->text, element, name);           /* says what is wrong */
    return absent;
}

double unit_seconds(const char *unit, size_t length)
{
    struct buffer one = { 0 };
    double seconds = NAN;
    buffer_add_string(&one, "1");
    buffer_add(&one, unit, length);
    if (!length || strspn(unit, "abcdefghijklmnopqrstuvwxyz") < length ||
        !distribution_parse_seconds(buffer_text(&one), one.length, &seconds))
        seconds = NAN;
    buffer_release(&one);
    return seconds;
}

double model_rate(struct population_loader *loader, const struct xml_element *element, const char *name)
{
    const char *text = value_text(&loader->text, element, name), *slash = text ? strchr(text, '/') : NULL;
    double number, seconds;
    if (!text)
        return NAN;
    struct source_position at = xml_attribute(element, name)->at;
    if (!slash || !plain_number(text, (size_t)(slash - text), &number) ||
        isnan(seconds = unit_seconds(slash + 1, strlen(slash + 1))))
        WRONG(&loader->text, at,
              _("'%s' is no rate: so many users a unit of time are expected, such as 2.4/h or 300/mo"), text);
    else if (!(number > 0 && number / seconds <= 1e6))
        WRONG(&loader->text, at, _("the rate '%s' is out of range: above 0, and at most a million a second"), text);
    else
        return number / seconds;
    return NAN;
}

bool date_parse(const char *text, int64_t *days)
{
    int value[3] = { 0 };
    static const int size[] = { 4, 2, 2 };
    for (int i = 0; i < 3; i++) {
        for (int k = 0; k < size[i]; k++, text++) {
            if (*text < '0' || *text > '9')
                return false;
            value[i] = value[i] * 10 + *text - '0';
        }
        if (*text != (i < 2 ? '-' : '\0'))
            return false;
        text += i < 2;
    }
    if (!date_valid(value[0], value[1], value[2]))
        return false;
    *days = date_days(value[0], value[1], value[2]);
    return true;
}

int64_t model_date(struct population_loader *loader, const struct xml_element *element, const char *name)
{
    const char *text = value_text(&loader->text, element, name);
    int64_t days;
    if (!text)
        return INT64_MIN;
    if (date_parse(text, &days) && days >= date_days(MODEL_FIRST_YEAR, 1, 1) &&
        days <= date_days(MODEL_LAST_YEAR, 12, 31))
        return days;
    WRONG(&loader->text, xml_attribute(element, name)->at,
          _("'%s' is no date: expected is one such as 2025-01-31, from %d to %d"), text, MODEL_FIRST_YEAR,
          MODEL_LAST_YEAR);
    return INT64_MIN;
}

/* --- laws ----------------------------------------------------------------------------------------------------- */

/* "gama(…)": the law that may be meant, or NULL. */
static const char *nearest_law(struct population_loader *loader, const char *text)
{
    const char *name[DISTRIBUTION_KINDS];
    size_t count = 0, length = strcspn(text, "(");
    if (!text[length] || ++loader->text.suggestions > SUGGESTIONS_MAXIMUM)
        return NULL;
    for (int i = DISTRIBUTION_NONE + 1; i < DISTRIBUTION_KINDS; i++)
        name[count++] = distribution_name((enum distribution_kind)i);
    const char *written = arena_strndup(loader->arena, text, length);
    int near = text_nearest(written, name, count);
    return near >= 0 && !text_same(written, name[near]) ? name[near] : NULL;
}

bool model_law(struct population_loader *loader, const struct xml_element *element, const char *name,
               struct distribution *law)
{
    const struct xml_attribute *attribute = xml_attribute(element, name);
    const char *text = value_text(&loader->text, element, name), *expected = "";
    size_t at = 0;
    *law = (struct distribution){ 0 };
    if (!text)
        return false;
    size_t length = strcspn(text, "( \t\r\n");
    if (distribution_find(text, length) == DISTRIBUTION_EMPIRICAL && strchr(text, '('))
        return model_empirical_law(loader, attribute, text, law);
    if (distribution_parse(law, text, &at, &expected))
        return true;
    const char *blank = attribute->value + strspn(attribute->value, " \t\r\n"), *near = nearest_law(loader, text);
    struct source_position place = value_place(attribute, blank + at);
    if (near && at < length)
        return WRONG(&loader->text, place, _("'%s' is no law; did you mean '%s'?"), text, near);
    return WRONG(&loader->text, place, _("'%s' is no law: expected is %s"), text, _(expected));
}

/* --- words and references ------------------------------------------------------------------------------------- */

int model_word(struct population_loader *loader, const struct xml_element *element, const char *name,
               const char *const *word, int count, int absent)
{
    const char *text = value_text(&loader->text, element, name);
    for (int i = 0; text && i < count; i++)
        if (!strcmp(word[i], text))
            return i;
    if (!text)
        return absent;
    struct source_position at = xml_attribute(element, name)->at;
    struct buffer list = { 0 };
    for (int i = 0; i < count; i++)
        buffer_printf(&list, "%s%s", i ? ", " : "", word[i]);
    int near = ++loader->text.suggestions > SUGGESTIONS_MAXIMUM ? -1 : text_nearest(text, word, (size_t)count);
    if (near >= 0)
        WRONG(&loader->text, at, _("'%s' is unknown here; did you mean '%s'?"), text, word[near]);
    else
        WRONG(&loader->text, at, _("'%s' is unknown here; expected: %s"), text, buffer_text(&list));
    buffer_release(&list);
    return absent;
}

int model_reference(struct population_loader *loader, const struct xml_element *element, const char *name,
                    struct id_space *space, const char *unknown)
{
    const char *id = value_text(&loader->text, element, name);
    int found = id ? id_space_find(space, id) : NONE;
    if (!id || found != NONE)
        return found;
    const char *near = id_space_nearest(&loader->text, space, id);
    struct source_position at = xml_attribute(element, name)->at;
    struct buffer said = { 0 };
    buffer_add_string(&said, _(unknown));
    if (near)
        WRONG(&loader->text, at, _("%s '%s'; did you mean '%s'?"), buffer_text(&said), id, near);
    else
        WRONG(&loader->text, at, _("%s '%s'"), buffer_text(&said), id);
    buffer_release(&said);
    return NONE;
}

int model_institution(struct population_loader *loader, const struct xml_element *element, const char *name)
{
    return model_reference(loader, element, name, &loader->text.institutions,
                           N_("no institution of the journey has the id"));
}

int model_channel(struct population_loader *loader, const struct xml_element *element, const char *name)
{
    const char *text = value_text(&loader->text, element, name);
    int channel = text ? vocabulary_find_id(&CHANNELS, text, strlen(text)) : CHANNEL_NONE;
    if (channel > 0 || !text)
        return channel;
    unknown_channel(&loader->text, xml_attribute(element, name)->at, text);
    return CHANNEL_NONE;
}

bool model_channels(struct population_loader *loader, const struct xml_element *element, const char *name,
                    bool via[CHANNEL_COUNT])
{
    const struct xml_attribute *attribute = xml_attribute(element, name);
    const char *at = attribute ? attribute->value : "";
    for (const char *word; (word = next_word(loader->arena, &at)) && !loader_full(&loader->text);) {
        struct source_position place = value_place(attribute, at - strlen(word));
        int channel = vocabulary_find_id(&CHANNELS, word, strlen(word));
        if (channel <= 0)
            unknown_channel(&loader->text, place, word);
        else if (via[channel])
            WRONG(&loader->text, place, _("the channel '%s' is listed twice"), word);
        else
            via[channel] = true;
    }
    return attribute != NULL;
}

struct rule_scope model_scope(struct population_loader *loader, const struct xml_element *element)
{
    return (struct rule_scope){
        .step = model_reference(loader, element, "step", &loader->steps, N_("no step of the journey has the id")),
        .channel = (enum channel)model_channel(loader, element, "via"),
        .profile = model_reference(loader, element, "profile", &loader->profiles, N_("no profile has the id")),
    };
}

/* --- sources, files, defaults --------------------------------------------------------------------------------- */

void model_source(struct population_loader *loader, const struct xml_element *element)
{
    struct population *population = loader->population;
    const char *text = value_text(&loader->text, element, "source");
    if (text)
        population->source[population->sources++] =
            (struct source_note){ .text = text, .of = arena_strdup(loader->arena, element->name), .at = element->at };
}

const char *model_path(struct population_loader *loader, const char *name)
{
    const char *model = loader->text.document->file, *slash = strrchr(model, '/');
    if (*name == '/' || !slash)
        return name;
    return arena_printf(loader->arena, "%.*s/%s", (int)(slash - model), model, name);
}

double default_number(struct population *population, enum population_default_number number)
{
    const char *text = POPULATION_DEFAULTS[number].value;
    double value = NAN;
    population->used[number] = true;
    number_parse(text, strlen(text), &value);
    return value;
}

struct distribution default_law(struct population *population, enum population_default_number number)
{
    struct distribution law;
    size_t at;
    const char *expected;
    population->used[number] = true;
    distribution_parse(&law, POPULATION_DEFAULTS[number].value, &at, &expected);
    return law;
}

int64_t default_date(struct population *population, enum population_default_number number)
{
    int64_t days = 0;
    population->used[number] = true;
    date_parse(POPULATION_DEFAULTS[number].value, &days);
    return days;
}
