#include "test.h"
#include "svg_texts.h"
#include "draw/lettering.h"
#include <libxml/parser.h>

static double number(xmlNodePtr node, const char *name)
{
    xmlChar *text = xmlGetProp(node, (const xmlChar *)name);
    double value = text ? strtod((const char *)text, NULL) : 0;
    xmlFree(text);
    return value;
}

static bool has(xmlNodePtr node, const char *name, const char *value)
{
    xmlChar *text = xmlGetProp(node, (const xmlChar *)name);
    bool same = text && (!value || !strcmp((const char *)text, value));
    xmlFree(text);
    return same;
}

static void add_text(struct svg_texts *texts, struct lettering *letters, xmlNodePtr node, const char *group)
{
    xmlChar *content = xmlNodeGetContent(node);
    double size = number(node, "font-size"), x = number(node, "x"), y = number(node, "y");
    double width = lettering_width(letters, (const char *)content, size, has(node, "font-weight", "700"));
    if (has(node, "text-anchor", "middle"))
        x -= width / 2;
    else if (has(node, "text-anchor", "end"))
        x -= width;
    GROW(texts->item, texts->count, texts->capacity);
    texts->item[texts->count++] = (struct svg_text){
        { x, y - 0.72 * size, x + width, y }, size, arena_strdup(&texts->arena, (const char *)content), group,
    };
    xmlFree(content);
}

static void walk(struct svg_texts *texts, struct lettering *letters, xmlNodePtr node, const char *group)
{
    for (; node; node = node->next) {
        if (node->type != XML_ELEMENT_NODE || has(node, "transform", NULL))
            continue;
        if (!strcmp((const char *)node->name, "text"))
            add_text(texts, letters, node, group);
        xmlChar *id = xmlGetProp(node, (const xmlChar *)"id");
        walk(texts, letters, node->children, id ? arena_strdup(&texts->arena, (const char *)id) : group);
        xmlFree(id);
    }
}

void svg_texts_init(struct svg_texts *texts, const struct buffer *svg)
{
    *texts = (struct svg_texts){ 0 };
    xmlDocPtr document =
        xmlReadMemory(svg->data, (int)svg->length, "drawing.svg", NULL, XML_PARSE_NONET | XML_PARSE_HUGE);
    assert_non_null(document);
    struct lettering *letters = lettering_new();
    walk(texts, letters, xmlDocGetRootElement(document)->children, "");
    lettering_free(letters);
    xmlFreeDoc(document);
}

void svg_texts_release(struct svg_texts *texts)
{
    free(texts->item);
    arena_release(&texts->arena);
}

void assert_texts_apart(const struct svg_texts *texts, struct rectangle page)
{
    for (int i = 0; i < texts->count; i++) {
        const struct svg_text *text = &texts->item[i];
        if (text->box.x < page.x || text->box.y < page.y || text->box.right > page.right ||
            text->box.bottom > page.bottom)
            fail_msg("'%s' (%s) leaves the page", text->content, text->group);
        for (int j = 0; j < i; j++)
            if (rectangles_overlap(text->box, texts->item[j].box))
                fail_msg("'%s' (%s) stands on '%s' (%s)", text->content, text->group, texts->item[j].content,
                         texts->item[j].group);
    }
}
