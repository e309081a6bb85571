#include "base/message.h"
#include "report/sections.h"

/* What to say of one kind of finding: a heading, and a line each. */
struct kind {
    enum finding_kind kind;
    const char *title;
    void (*write)(struct page *page, const struct finding *finding);
};

static const char *step_name(const struct page *page, int step)
{
    return step == NONE ? "–" : step_title(page->audit->journey, step);
}

static const char *document_name(const struct page *page, int document)
{
    return document == NONE ? "–" : page->audit->journey->document[document].name;
}

static void write_step(struct page *page, const struct finding *finding)
{
    if (finding->step != NONE)
        page_element(page, "li", "%s", step_name(page, finding->step));
    else if (finding->gateway != NONE)
        page_element(page, "li", _("gateway “%s”"), page->audit->journey->gateway[finding->gateway].id);
    else
        page_element(page, "li", _("the start of the journey"));
}

static void write_loop(struct page *page, const struct finding *finding)
{
    struct buffer text = { 0 };
    for (int i = 0; i < finding->steps_count; i++)
        buffer_printf(&text, "%s%s", i ? " · " : "", step_name(page, finding->steps[i]));
    page_element(page, "li", "%s", buffer_text(&text));
    buffer_release(&text);
}

static void write_giver(struct page *page, const struct finding *finding)
{
    page_element(page, "li", _("“%s” is given by the step “%s” only"), document_name(page, finding->document),
                 step_name(page, finding->step));
}

static void write_again(struct page *page, const struct finding *finding)
{
    if (finding->other_institution != NONE)
        page_element(page, "li", _("“%s” is asked by “%s” although it is already with: %s"),
                     document_name(page, finding->document), step_name(page, finding->step),
                     institution_name(page->audit->journey, finding->other_institution));
    else
        page_element(page, "li", _("“%s” is asked by “%s” although an institution of the journey already has it"),
                     document_name(page, finding->document), step_name(page, finding->step));
}

static void write_document(struct page *page, const struct finding *finding)
{
    if (finding->step == NONE)
        page_element(page, "li", "%s", document_name(page, finding->document));
    else if (finding->count > 1)
        page_element(page, "li", _("“%s”, needed by “%s” and other steps: %d in all"),
                     document_name(page, finding->document), step_name(page, finding->step), finding->count);
    else
        page_element(page, "li", _("“%s”, needed by “%s”"), document_name(page, finding->document),
                     step_name(page, finding->step));
}

/* Hand-offs have their own table. */
static const struct kind KIND[] = {
    { FINDING_UNREACHABLE, N_("Steps that can never happen"), write_step },
    { FINDING_STUCK, N_("Places after which a user can be stuck"), write_step },
    { FINDING_DOCUMENT_EARLY, N_("Documents needed before anybody can give them"), write_document },
    { FINDING_DOCUMENT_AGAIN, N_("Documents asked although already held"), write_again },
    { FINDING_SINGLE_POINT, N_("Documents that a single step gives and others need"), write_giver },
    { FINDING_DOCUMENT_NOBODY, N_("Documents that the user must bring"), write_document },
    { FINDING_LOOP, N_("Steps that can be gone through again"), write_loop },
    { FINDING_MANDATORY, N_("Steps that everybody must pass"), write_step },
};

void section_structure(struct page *page)
{
    const struct analysis *analysis = page->audit->analysis;
    bool some = false;
    for (size_t k = 0; k < sizeof KIND / sizeof *KIND; k++) {
        bool open = false;
        for (int i = 0; i < analysis->findings; i++) {
            if (analysis->finding[i].kind != KIND[k].kind)
                continue;
            if (!open) {
                page_element(page, "h3", "%s", _(KIND[k].title));
                page_raw(page, "<ul>\n");
            }
            open = true;
            KIND[k].write(page, &analysis->finding[i]);
        }
        if (open)
            page_raw(page, "</ul>\n");
        some = some || open;
    }
    if (!some)
        page_element(page, "p", _("Nothing to point out."));
    if (analysis->limited || analysis->failed)
        page_element(page, "p class=\"note\"",
                     _("The journey is too large to be examined in full: something may be missing here."));
}
