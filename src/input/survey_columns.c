/* What the columns of a survey are, by their names. */
#include "base/buffer.h"
#include "base/message.h"
#include "base/text.h"
#include "input/contacts.h"
#include "input/survey_csv.h"
#include <stdlib.h>
#include <string.h>

/* As text_fold() leaves them, between '|'. */
static const char OVERALL[] =
    "|overall|overall satisfaction|satisfaction globale|satisfaction generale|satisfaction d'ensemble|satisfaction "
    "totale"
    "|ensemble|dans l'ensemble|globalement|au global|au total|global|globale|note globale|note generale"
    "|appreciation globale|appreciation generale|avis global|global satisfaction|general satisfaction|satisfaction|";
/* Of whom, when, in which words: never items, whatever is in them. */
static const char NO_ITEM[] =
    "|case|id|usager|personne|repondant|respondent|identifiant|numero|num|no|n|n°|user|code|code repondant|id repondant"
    "|respondent id|identifiant repondant|numero repondant|n° repondant|n° usager|questionnaire|n° questionnaire"
    "|numero questionnaire|date|horodateur|timestamp|date de "
    "reponse|start|end|debut|fin|duree|age|sexe|genre|gender|sex"
    "|code postal|postcode|departement|commune|region|annee|year|annee de naissance|poids|weight|profil|profile|canal"
    "|channel|commentaire|commentaires|verbatim|remarque|remarques|suggestions|comment|comments|donnees|";
static const char IMPORTANCE[] = "|importance|importance accordee|imp|niveau d'importance|stated importance|";
static const char SATISFACTION[] = "|satisfaction|niveau de satisfaction|sat|note|";

static bool is_one_of(const char *list, const char *text, size_t length)
{
    struct buffer copy = { 0 }, key = { 0 };
    buffer_add(&copy, text, length);
    buffer_add_char(&key, '|');
    text_fold(&key, buffer_text(&copy));
    buffer_add_char(&key, '|');
    bool found = key.length > 2 && !memchr(text, '|', length) && strstr(list, key.data);
    buffer_release(&copy);
    buffer_release(&key);
    return found;
}

static char *copy_trimmed(const char *text, size_t length)
{
    static const char *const AROUND[] = { " ", "\t", ":", "(", "[", "_", "\u00A0", "\u202F", "-", "–" };
    for (bool more = true; more && length;) {
        more = false;
        for (size_t i = 0; i < sizeof AROUND / sizeof *AROUND && !more; i++) {
            size_t size = strlen(AROUND[i]);
            more = length >= size && !memcmp(text + length - size, AROUND[i], size);
            length -= more ? size : 0;
        }
    }
    while (length && *text == ' ')
        text++, length--;
    char *copy = xrealloc(NULL, length + 1);
    memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

/* Where the last part of a header begins: after its last ':', '(', '[' (`firm`), else '_', '-' or space; 0: nowhere. */
static size_t last_part(const char *name, bool *firm)
{
    size_t found = 0;
    *firm = false;
    for (size_t i = 0; name[i]; i++) {
        bool mark = strchr(":([", name[i]);
        if (mark || (!*firm && strchr("_- ", name[i])))
            found = i + 1;
        *firm = *firm || mark;
    }
    if (*firm)
        for (found = strlen(name); found && !strchr(":([", name[found - 1]);)
            found--;
    return found;
}

/* "Accueil : importance", "Accueil (importance)", "accueil_importance", "Importance : accueil". */
static void read_name(struct survey_column *column)
{
    bool firm;
    size_t at = last_part(column->name, &firm), length = strlen(column->name), end = length;
    while (end > at && strchr(")] ", column->name[end - 1]))
        end--;
    const char *colon = strchr(column->name, ':');
    free(column->base);
    column->role = ROLE_ITEM;
    if (at && is_one_of(IMPORTANCE, column->name + at, end - at)) {
        column->role = ROLE_IMPORTANCE;
        column->base = copy_trimmed(column->name, at);
    } else if (colon && is_one_of(IMPORTANCE, column->name, (size_t)(colon - column->name))) {
        column->role = ROLE_IMPORTANCE;
        column->base = copy_trimmed(colon + 1, strlen(colon + 1));
    } else if (at && firm && is_one_of(SATISFACTION, column->name + at, end - at)) {
        column->base = copy_trimmed(column->name, at);
    } else if (colon && is_one_of(SATISFACTION, column->name, (size_t)(colon - column->name))) {
        column->base = copy_trimmed(colon + 1, strlen(colon + 1));
    } else {
        column->base = copy_trimmed(column->name, length);
    }
    if (!*column->base)
        column->role = ROLE_NOTHING;
    else if (column->role == ROLE_ITEM && is_one_of(NO_ITEM, column->base, strlen(column->base)))
        column->role = ROLE_NOTHING;
}

/* --- options that name columns --- */

static struct source_position option_at(const char *option) { return (struct source_position){ option, 0, 0 }; }

static struct survey_column *column_named(struct survey_column *column, size_t columns, const char *name,
                                          const char *option, const char *file, struct diagnostics *diagnostics)
{
    for (size_t i = 0; i < columns; i++)
        if (*name && (text_same(column[i].name, name) || text_same(column[i].base, name)))
            return &column[i];
    const char **names = xcalloc(columns + 1, sizeof *names);
    for (size_t i = 0; i < columns; i++)
        names[i] = column[i].name;
    int nearest = text_nearest(name, names, columns);
    if (nearest >= 0)
        diagnostics_error(diagnostics, option_at(option), _("'%s' has no column '%s': did you mean '%s'?"), file, name,
                          names[nearest]);
    else
        diagnostics_error(diagnostics, option_at(option), _("'%s' has no column '%s'"), file, name);
    free(names);
    return NULL;
}

/* The next name of a list between commas, maybe in quotes with doubled quotes; what is left of the list, or NULL. */
static const char *next_name(const char *list, struct buffer *name)
{
    buffer_clear(name);
    list += strspn(list, " ,");
    if (*list == '"') {
        for (list++; *list && (*list != '"' || list[1] == '"'); list++) {
            list += *list == '"';
            buffer_add_char(name, *list);
        }
        list += *list == '"';
    } else {
        size_t length = strcspn(list, ",");
        buffer_add(name, list, length);
        list += length;
    }
    return name->length ? list : NULL;
}

/* Only the columns of the list are items. */
static bool say_items(struct survey_column *column, size_t columns, const char *list, const char *file,
                      struct diagnostics *diagnostics)
{
    struct buffer name = { 0 };
    bool good = true;
    for (size_t i = 0; i < columns; i++)
        column[i].role = column[i].role == ROLE_ITEM ? ROLE_NOTHING : column[i].role;
    for (const char *at = next_name(list, &name); at && good; at = next_name(at, &name)) {
        struct survey_column *found = column_named(column, columns, buffer_text(&name), "--items", file, diagnostics);
        good = found != NULL;
        if (found) {
            found->role = ROLE_ITEM;
            found->said = true;
        }
    }
    buffer_release(&name);
    return good;
}

/* --- the header --- */

static char *header_name(struct cell *cell)
{
    cell_trim(cell);
    for (char *at = cell->text; *at; at++)
        if (*at == '\n' || *at == '\r' || *at == '\t')
            *at = ' ';
    return memcpy(xrealloc(NULL, cell->length + 1), cell->text, cell->length + 1);
}

static void number_duplicates(struct survey_column *column, size_t columns, struct source_position at,
                              struct diagnostics *diagnostics)
{
    for (size_t i = 0; i < columns; i++) {
        int same = 1;
        for (size_t k = 0; k < i; k++)
            same += *column[i].name && column[k].role == column[i].role && text_same(column[k].name, column[i].name);
        if (same == 1 || column[i].role == ROLE_NOTHING)
            continue;
        struct buffer name = { 0 };
        buffer_printf(&name, "%s (%d)", column[i].base, same);
        diagnostics_warning(diagnostics, at, _("column '%s' is there more than once: this one is kept as '%s'"),
                            column[i].name, name.data);
        free(column[i].base);
        column[i].base = name.data;
    }
}

/* Of the columns that could be the overall mark, the first; the others are items like any other. */
static void find_overall(struct survey_column *column, size_t columns)
{
    for (int plain = 0; plain < 2; plain++) /* a column called "satisfaction" only if none says it better */
        for (size_t i = 0; i < columns; i++) {
            bool bare = text_same(column[i].base, "satisfaction");
            if (column[i].role == ROLE_ITEM && bare == plain &&
                is_one_of(OVERALL, column[i].base, strlen(column[i].base))) {
                column[i].role = ROLE_OVERALL;
                return;
            }
        }
}

/* "Votre importance" is an importance only if there is an item "Votre", or a colon said so. The importance of satisfaction as
 * a whole says nothing of an item. */
static void pair_importances(struct survey_column *column, size_t columns, struct source_position at,
                             struct diagnostics *diagnostics)
{
    for (size_t i = 0; i < columns; i++) {
        bool found = false, overall = is_one_of(OVERALL, column[i].base, strlen(column[i].base)), firm;
        if (column[i].role != ROLE_IMPORTANCE)
            continue;
        for (size_t k = 0; k < columns && !found; k++)
            found = column[k].role == ROLE_ITEM && text_same(column[k].base, column[i].base);
        last_part(column[i].name, &firm);
        if (found || overall) {
            column[i].role = found ? ROLE_IMPORTANCE : ROLE_NOTHING;
        } else if (firm) {
            column[i].role = ROLE_NOTHING;
            diagnostics_warning(diagnostics, at,
                                _("column '%s' says how important '%s' is, and no column says how satisfied "
                                  "people are with it: it is not read"),
                                column[i].name, column[i].base);
        } else {
            free(column[i].base);
            column[i].base = copy_trimmed(column[i].name, strlen(column[i].name));
            column[i].role = ROLE_ITEM;
        }
    }
}

bool survey_columns_init(struct survey_column **column, size_t *columns, struct csv *csv,
                         const struct survey_options *options, struct diagnostics *diagnostics)
{
    struct source_position at = { csv->file, (int)csv->record_line, 0 };
    *columns = csv->cells;
    *column = xcalloc(csv->cells + 1, sizeof **column);
    for (size_t i = 0; i < csv->cells; i++) {
        (*column)[i] = (struct survey_column){ .name = header_name(&csv->cell[i]), .item = NONE };
        read_name(&(*column)[i]);
    }
    struct survey_column *overall = NULL;
    if (options->overall &&
        !(overall = column_named(*column, *columns, options->overall, "--overall", csv->file, diagnostics)))
        return false;
    if (options->items && !say_items(*column, *columns, options->items, csv->file, diagnostics))
        return false;
    if (overall) {
        overall->role = ROLE_OVERALL;
        overall->said = true;
    } else {
        if (options->items) /* what is no item may still be the overall mark */
            for (size_t i = 0; i < *columns; i++)
                if ((*column)[i].role == ROLE_NOTHING &&
                    is_one_of(OVERALL, (*column)[i].base, strlen((*column)[i].base)))
                    (*column)[i].role = ROLE_ITEM;
        find_overall(*column, *columns);
        for (size_t i = 0; i < *columns && options->items; i++)
            if ((*column)[i].role == ROLE_ITEM && !(*column)[i].said)
                (*column)[i].role = ROLE_NOTHING;
    }
    pair_importances(*column, *columns, at, diagnostics);
    number_duplicates(*column, *columns, at, diagnostics);
    return true;
}

void survey_columns_free(struct survey_column *column, size_t columns)
{
    for (size_t i = 0; i < columns; i++) {
        free(column[i].name);
        free(column[i].base);
    }
    free(column);
}
