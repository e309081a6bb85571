/* The grammar of model files; models/model.rnc says the same to editors. */
#include "base/message.h"
#include "input/population_xml.h"
#include <string.h>

#define SCOPE "step via profile "

static const struct element_rule RULES[] = {
    { "model", "id! journey lang start warm-up horizon",
      "title source step calendar arrivals profile desk time delay behaviour invest cost", TEXT_NONE, true },
    { "title", "lang", "", TEXT_NEEDED, false },
    { "source", "href date", "", TEXT_NEEDED, false },
    { "step", "id! with! via by takes travel wait", "", TEXT_ALLOWED, false },
    { "calendar", "id! holidays source", "open closed", TEXT_NONE, true },
    { "open", "days from! to!", "", TEXT_NONE, false },
    { "closed", "from! to", "", TEXT_NONE, false },
    { "arrivals", "rate interarrival calendar source", "when", TEXT_NONE, false },
    { "when", "hours days months factor!", "", TEXT_NONE, false },
    { "profile", "id! share patience travel unaware helper prefers source", "", TEXT_ALLOWED, false },
    { "desk", "with! via servers! calendar queue-limit patience discipline closing spread source", "", TEXT_NONE,
      false },
    { "time", SCOPE "law! source", "", TEXT_NONE, false },
    { "delay", SCOPE "law batch source", "", TEXT_NONE, false },
    { "behaviour", "kind! " SCOPE "probability after again limit half-life then-via to cause source", "", TEXT_NONE,
      false },
    { "invest", SCOPE "relation autonomy source", "", TEXT_NONE, false },
    { "cost", "via contact minute user-hour source", "", TEXT_NONE, false },
};

static const struct grammar GRAMMAR = { MODEL_NAMESPACE, RULES, sizeof RULES / sizeof *RULES };

static const struct xml_element *only(struct population_loader *loader, const struct xml_element *root,
                                      const char *name)
{
    const struct xml_element *first = NULL;
    for (const struct xml_element *child = root->first_child; child; child = child->next) {
        if (strcmp(child->name, name))
            continue;
        if (first) {
            WRONG(&loader->text, child->at, _("a model has one '%s' only"), name);
            diagnostics_note(loader->text.diagnostics, first->at, _("the first is here"));
            break;
        }
        first = child;
    }
    return first;
}

static bool has(const struct xml_element *root, const char *name)
{
    for (const struct xml_element *child = root->first_child; child; child = child->next)
        if (!strcmp(child->name, name))
            return true;
    return false;
}

bool model_rules_check(struct population_loader *loader, const struct xml_element *root)
{
    struct journey_loader *text = &loader->text;
    if (!grammar_check(text, root, &GRAMMAR))
        return false;
    if (!only(loader, root, "arrivals"))
        WRONG(text, root->at, _("nobody comes: the model needs '<arrivals rate=\"2.4/h\"/>'"));
    if (!has(root, "title"))
        WRONG(text, root->at, _("the model has no title; expected '<title>…</title>'"));
    const struct xml_attribute *journey = xml_attribute(root, "journey");
    if (!journey && !has(root, "step"))
        WRONG(text, root->at, _("the model has no journey: name its file, as in journey=\"retraite.xml\", or write its "
                                "steps, as in '<step id=\"service\" with=\"office\"/>'"));
    if (journey && has(root, "step"))
        WRONG(text, journey->at, _("the model has both a journey and steps of its own; keep one of them"));
    return !loader_full(text);
}
