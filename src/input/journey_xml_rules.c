/* The grammar of journey files; journeys/journey.rnc says the same to editors. */
#include "base/buffer.h"
#include "base/message.h"
#include "base/text.h"
#include "input/journey_xml.h"
#include <string.h>

#define PARTS "step path phase any-order choice optional repeat"

static const struct element_rule RULES[] = {
    { "journey", "id! event lang", "title source institution document path flow", TEXT_NONE, true },
    { "title", "lang", "", TEXT_NEEDED, false },
    { "alias", "", "", TEXT_NEEDED, false },
    { "source", "href date", "", TEXT_NEEDED, false },
    { "institution", "id! name! role self", "", TEXT_NONE, false },
    { "document", "id! name! held-by", "", TEXT_NONE, false },
    { "path", "", PARTS, TEXT_NONE, true },
    { "phase", "name!", "title " PARTS, TEXT_NONE, true },
    { "any-order", "", PARTS, TEXT_NONE, true },
    { "choice", "", "option", TEXT_NONE, true },
    { "option", "share if", PARTS, TEXT_NONE, false },
    { "optional", "share if", PARTS, TEXT_NONE, true },
    { "repeat", "more", PARTS, TEXT_NONE, true },
    { "step", "id! with! via by takes queue travel wait limit needs gives kind fee", "title alias", TEXT_ALLOWED,
      false },
    { "flow", "", "step gateway start end link", TEXT_NONE, true },
    { "gateway", "id! kind!", "", TEXT_NONE, false },
    { "start", "id!", "", TEXT_NONE, false },
    { "end", "id!", "", TEXT_NONE, false },
    { "link", "from! to! share if", "", TEXT_NONE, false },
};

static const struct grammar GRAMMAR = { JOURNEY_NAMESPACE, RULES, sizeof RULES / sizeof *RULES };

enum { LIST_MAXIMUM = 24 };

static const struct element_rule *find_rule(const struct grammar *grammar, const char *name)
{
    for (size_t i = 0; i < grammar->rules; i++)
        if (!strcmp(grammar->rule[i].name, name))
            return &grammar->rule[i];
    return NULL;
}

/* The names of a list, without their '!', into `arena`. */
static size_t split(struct arena *arena, const char *list, const char *name[LIST_MAXIMUM])
{
    size_t count = 0;
    for (const char *word; (word = next_word(arena, &list)) && count < LIST_MAXIMUM; count++)
        name[count] = arena_strndup(arena, word, strcspn(word, "!"));
    return count;
}

static bool is_in(const char *list, const char *name)
{
    size_t length = strlen(name);
    for (const char *at = list; (at = strstr(at, name)); at += length)
        if ((at == list || at[-1] == ' ') && (!at[length] || at[length] == ' ' || at[length] == '!'))
            return length > 0;
    return false;
}

static void join(struct buffer *out, const char *const *name, size_t count)
{
    for (size_t i = 0; i < count; i++)
        buffer_printf(out, "%s%s", i ? ", " : "", name[i]);
}

static void misplaced(struct journey_loader *loader, const struct xml_element *element, bool known,
                      const struct element_rule *parent)
{
    const char *name[LIST_MAXIMUM];
    size_t count = split(loader->arena, parent->children, name);
    int near = known ? -1 : text_nearest(element->name, name, count);     /* known: not misspelt */
    struct buffer expected = { 0 };
    join(&expected, name, count);
    if (near >= 0)
        WRONG(loader, element->at, _("'%s' has no place in '%s'; did you mean '%s'?"), element->name, parent->name,
              name[near]);
    else if (count)
        WRONG(loader, element->at, _("'%s' has no place in '%s'; expected here: %s"), element->name, parent->name,
              buffer_text(&expected));
    else
        WRONG(loader, element->at, _("'%s' has no place in '%s', which holds no elements"), element->name,
              parent->name);
    buffer_release(&expected);
}

static void unknown_attribute(struct journey_loader *loader, const struct xml_element *element,
                              const struct xml_attribute *attribute, const struct element_rule *rule)
{
    const char *name[LIST_MAXIMUM];
    size_t count = split(loader->arena, rule->attributes, name);
    int near = text_nearest(attribute->name, name, count);
    struct buffer expected = { 0 };
    join(&expected, name, count);
    if (near >= 0)
        WRONG(loader, attribute->name_at, _("'%s' is no attribute of '%s'; did you mean '%s'?"), attribute->name,
              element->name, name[near]);
    else if (count)
        WRONG(loader, attribute->name_at, _("'%s' is no attribute of '%s'; it can have: %s"), attribute->name,
              element->name, buffer_text(&expected));
    else
        WRONG(loader, attribute->name_at, _("'%s' is no attribute of '%s', which has none"), attribute->name,
              element->name);
    buffer_release(&expected);
}

/* xml:lang, xml:space, xsi:schemaLocation and the like are for other programs. */
static bool is_foreign(const char *space)
{
    return space && (!strcmp(space, "http://www.w3.org/XML/1998/namespace") ||
                     !strcmp(space, "http://www.w3.org/2001/XMLSchema-instance"));
}

static void check_attributes(struct journey_loader *loader, const struct xml_element *element,
                             const struct element_rule *rule)
{
    for (int i = 0; i < element->attributes && !loader_full(loader); i++) {
        const struct xml_attribute *attribute = &element->attribute[i];
        if (is_foreign(attribute->space))
            continue;
        if (attribute->space || !is_in(rule->attributes, attribute->name))
            unknown_attribute(loader, element, attribute, rule);
        else if (!attribute->value[strspn(attribute->value, " \t\r\n")])
            WRONG(loader, attribute->at, _("the attribute '%s' is empty"), attribute->name);
    }
    const char *list = rule->attributes;
    for (const char *word; (word = next_word(loader->arena, &list));) {
        size_t length = strcspn(word, "!");
        const char *name = arena_strndup(loader->arena, word, length);
        if (word[length] && !xml_value(element, name))
            WRONG(loader, element->at, _("'%s' needs the attribute '%s'"), element->name, name);
    }
}

static void check_element(struct journey_loader *loader, const struct xml_element *element,
                          const struct grammar *grammar, const struct element_rule *rule)
{
    check_attributes(loader, element, rule);
    if (rule->text == TEXT_NONE && *element->text)
        WRONG(loader, element->text_at, _("text has no place in '%s'"), element->name);
    if (rule->text == TEXT_NEEDED && !*element->text)
        WRONG(loader, element->at, _("'%s' needs a text"), element->name);
    bool child_seen = false;
    for (const struct xml_element *child = element->first_child; child && !loader_full(loader); child = child->next) {
        const struct element_rule *child_rule = find_rule(grammar, child->name);
        child_seen |= !(rule->needs_child && !strcmp(rule->name, "phase") && !strcmp(child->name, "title"));
        if (!child->space || strcmp(child->space, grammar->space))
            WRONG(loader, child->at, _("'%s' is not in the namespace '%s'"), child->name, grammar->space);
        else if (!child_rule || !is_in(rule->children, child->name))
            misplaced(loader, child, child_rule, rule);
        else
            check_element(loader, child, grammar, child_rule);
    }
    if (rule->needs_child && !child_seen && !loader_full(loader))
        WRONG(loader, element->at, _("'%s' is empty"), element->name);
}

/* The parts of a journey in their order. */
static void check_order(struct journey_loader *loader, const struct xml_element *root)
{
    static const char *const order[] = { "title", "source", "institution", "document", "path", "flow" };
    static const int rank[] = { 0, 1, 2, 3, 4, 4 };
    const struct xml_element *last[5] = { 0 };
    int highest = 0;
    for (const struct xml_element *child = root->first_child; child && !loader_full(loader); child = child->next) {
        for (int i = 0; i < 6; i++) {
            if (strcmp(order[i], child->name))
                continue;
            if (rank[i] < highest) {
                WRONG(loader, child->at, _("'%s' belongs before '%s'"), child->name, last[highest]->name);
            } else if (last[rank[i]] && (rank[i] == 1 || rank[i] == 4)) {
                WRONG(loader, child->at, _("a journey has one '%s' only"), child->name);
                diagnostics_note(loader->diagnostics, last[rank[i]]->at, _("the first is here"));
            } else {
                highest = rank[i];
                last[highest] = child;
            }
        }
    }
    if (!last[0])
        WRONG(loader, root->at, _("the journey has no title; expected '<title>…</title>' as its first element"));
    if (!last[4])
        WRONG(loader, root->at, _("the journey has neither 'path' nor 'flow'"));
}

bool grammar_check(struct journey_loader *loader, const struct xml_element *root, const struct grammar *grammar)
{
    const char *name = grammar->rule[0].name;
    if (strcmp(root->name, name))
        return WRONG(loader, root->at, _("'%s' is expected here, not '%s'"), name, root->name);
    if (!root->space)
        return WRONG(loader, root->at, _("the namespace is missing: write <%s xmlns=\"%s\" …>"), name, grammar->space);
    if (strcmp(root->space, grammar->space))
        return WRONG(loader, root->at, _("the namespace is '%s'; expected '%s'"), root->space, grammar->space);
    check_element(loader, root, grammar, &grammar->rule[0]);
    return !loader_full(loader);
}

bool rules_check(struct journey_loader *loader, const struct xml_element *root)
{
    if (!grammar_check(loader, root, &GRAMMAR))
        return false;
    if (root->first_child)
        check_order(loader, root);
    return !loader_full(loader);
}
