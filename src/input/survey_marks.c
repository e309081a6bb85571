/* One cell of a survey: "4", "4,5", "4/5", "80 %", "4 - Plutôt satisfait", "Plutôt satisfait(e)", "NSP". */
#include "base/buffer.h"
#include "base/number.h"
#include "base/text.h"
#include "input/contacts.h"
#include "input/survey_csv.h"
#include <math.h>
#include <string.h>

enum { GRADES = 5, WORDS_LONGEST = 80 };

/* Words of the five grades, lowest first, as fold_answer() leaves them, between '|'. Four-point scales leave the middle out. */
static const char *const GRADE_WORDS[GRADES] = {
    "|tres insatisfait|pas du tout satisfait|pas satisfait du tout|pas satisfait|tres mecontent|tres mauvais|tres mal"
    "|very dissatisfied|extremely dissatisfied|very unsatisfied|not at all satisfied|not satisfied at all|not satisfied"
    "|very bad|very poor|pas du tout d'accord|strongly disagree|pas du tout important|pas important du tout"
    "|pas important|sans importance|not at all important|not important at all|not important|unimportant|",
    "|insatisfait|plutot insatisfait|assez insatisfait|plutot pas satisfait|peu satisfait|pas tres satisfait"
    "|pas vraiment satisfait|mecontent|plutot mecontent|mauvais|plutot mauvais|mal|insuffisant|dissatisfied"
    "|somewhat dissatisfied|fairly dissatisfied|rather dissatisfied|unsatisfied|not very satisfied|bad|poor"
    "|plutot pas d'accord|pas vraiment d'accord|pas d'accord|disagree|somewhat disagree|rather disagree|peu important"
    "|plutot pas important|pas tres important|slightly important|not very important|of little importance|",
    "|ni satisfait ni insatisfait|ni satisfait, ni insatisfait|moyennement satisfait|neutre|moyen|correct|mitige|neutral"
    "|neither satisfied nor dissatisfied|neither|average|moderately satisfied|ni d'accord ni pas d'accord"
    "|ni d'accord, ni pas d'accord|ni d'accord ni en desaccord|neither agree nor disagree|moyennement important"
    "|moderately important|ni important ni pas important|",
    "|satisfait|plutot satisfait|assez satisfait|content|plutot content|bon|plutot bon|bien|plutot bien|assez bien"
    "|satisfied|somewhat satisfied|fairly satisfied|rather satisfied|mostly satisfied|good|fairly good|d'accord"
    "|plutot d'accord|agree|somewhat agree|rather agree|important|plutot important|assez important|fairly important"
    "|somewhat important|rather important|",
    "|tres satisfait|tout a fait satisfait|entierement satisfait|pleinement satisfait|extremement satisfait|tres content"
    "|tres bon|tres bien|excellent|very satisfied|extremely satisfied|completely satisfied|very good"
    "|tout a fait d'accord|strongly agree|tres important|extremement important|essentiel|indispensable"
    "|very important|extremely important|essential|",
};
static const char NO_ANSWER[] =
    "|nsp|n.s.p|n.s.p.|ne sait pas|ne se prononce pas|je ne sais pas|sans opinion|sans avis|pas d'opinion|pas d'avis"
    "|non concerne|pas concerne|sans objet|so|s.o|s.o.|na|n/a|n.a|n.a.|nc|n.c|n.c.|nr|n.r|n.r.|non reponse|pas de reponse"
    "|sans reponse|non renseigne|non repondu|refus|ne souhaite pas repondre|don't know|do not know|dk|no opinion"
    "|not applicable|not concerned|no answer|no response|prefer not to say|refused|null|nan|none|?|.|..|...|";
static const char POINTS[] = "|etoile|etoiles|star|stars|point|points|pt|pts|";

/* "satisfaits", "importantes": the words whose ending tells who says it. */
static size_t stem_length(const char *word, size_t length)
{
    static const char *const STEM[] = { "satisfait", "insatisfait", "mecontent", "content", "important", "mauvais", "bon",
                                        "concerne" };
    for (size_t i = 0; i < sizeof STEM / sizeof *STEM; i++) {
        size_t stem = strlen(STEM[i]);
        if (length > stem && length <= stem + 3 && !memcmp(word, STEM[i], stem) &&
            strspn(word + stem, "nes") >= length - stem)
            return stem;
    }
    return length;
}

/* As compared: folded, between '|', without "(e)" and "(s)", without the endings of gender and number. */
static void fold_answer(struct buffer *out, const char *text, size_t length)
{
    struct buffer copy = { 0 }, folded = { 0 };
    buffer_add(&copy, text, length < WORDS_LONGEST ? length : WORDS_LONGEST);
    text_fold(&folded, buffer_text(&copy));
    buffer_add_char(out, '|');
    for (const char *at = buffer_text(&folded); *at;) {
        size_t word = strcspn(at, " ,("), kept = stem_length(at, word);
        buffer_add(out, at, kept);
        at += word;
        if (!strncmp(at, "(e)", 3) || !strncmp(at, "(s)", 3))
            at += 3;
        else if (!strncmp(at, "(es)", 4))
            at += 4;
        else if (*at)
            buffer_add_char(out, *at++);
    }
    buffer_add_char(out, '|');
    buffer_release(&copy);
    buffer_release(&folded);
}

/* "NSP/sans opinion" is none as well. */
static bool is_no_answer(const char *folded)
{
    if (strstr(NO_ANSWER, folded))
        return true;
    bool none = strchr(folded, '/') != NULL;
    for (const char *at = folded + 1; *at && none;) {
        struct buffer part = { 0 };
        size_t length = strcspn(at, "/|"), from = strspn(at, " "), to = length;
        while (to > from && at[to - 1] == ' ')
            to--;
        buffer_add_char(&part, '|');
        buffer_add(&part, at + (from < to ? from : to), from < to ? to - from : 0);
        buffer_add_char(&part, '|');
        none = part.length > 2 && strstr(NO_ANSWER, part.data);
        buffer_release(&part);
        at += length + 1;
    }
    return none;
}

static struct answer read_words(const char *text, size_t length)
{
    struct answer answer = { ANSWER_UNREADABLE, 0, 0 };
    struct buffer folded = { 0 };
    while (length && text[length - 1] == '.' && length > 8)     /* a full stop; not that of "N.S.P." */
        length--;
    if (length && length <= WORDS_LONGEST && !memchr(text, '|', length))
        fold_answer(&folded, text, length);
    if (folded.length > 2) {
        for (int grade = 0; grade < GRADES && answer.kind == ANSWER_UNREADABLE; grade++)
            if (strstr(GRADE_WORDS[grade], folded.data))
                answer = (struct answer){ ANSWER_WORDS, grade - 2, 0 };
        if (answer.kind == ANSWER_UNREADABLE && is_no_answer(folded.data))
            answer.kind = ANSWER_NONE;
    }
    buffer_release(&folded);
    return answer;
}

/* "4/5", "80 %"; false if it is neither. */
static bool read_fraction(const char *text, size_t length, struct answer *answer)
{
    const char *slash = memchr(text, '/', length);
    double value, of = 100;
    if (length > 1 && text[length - 1] == '%') {
        if (!number_parse(text, length - 1, &value))
            return false;
    } else if (!slash || !number_parse(text, (size_t)(slash - text), &value) ||
               !number_parse(slash + 1, length - (size_t)(slash + 1 - text), &of) || of < 1 || of > 1000 || value > of) {
        return false;
    }
    *answer = (struct answer){ ANSWER_NUMBER, value, of };
    return true;
}

/* "4 - Plutôt satisfait", "5 (très satisfait)", "4 étoiles": the number, if what follows is known. */
static bool read_number_with_words(const char *text, size_t length, struct answer *answer)
{
    size_t digits = 0, from;
    double value;
    while (digits < length && strchr("+-0123456789.,", text[digits]))
        digits++;
    while (digits && strchr(".,-", text[digits - 1]))
        digits--;
    for (from = digits; from < length && (strchr(" \t:=.-)([", text[from]) || (text[from] & 0x80));) {
        if (text[from] & 0x80) {                    /* a no-break space, a long dash; else a letter with an accent */
            size_t bytes = !strncmp(text + from, "\u00A0", 2) ? 2 :
                !strncmp(text + from, "–", 3) || !strncmp(text + from, "—", 3) || !strncmp(text + from, "\u202F", 3) ? 3 : 0;
            if (!bytes)
                break;
            from += bytes;
        } else {
            from++;
        }
    }
    if (!digits || from >= length || !number_parse(text, digits, &value))
        return false;
    while (length > from && strchr(")] \t", text[length - 1]))
        length--;
    if (read_words(text + from, length - from).kind != ANSWER_WORDS) {
        struct buffer folded = { 0 };
        fold_answer(&folded, text + from, length - from);
        bool points = strstr(POINTS, folded.data);
        buffer_release(&folded);
        if (!points)
            return false;
    }
    *answer = (struct answer){ ANSWER_NUMBER, value, 0 };
    return true;
}

struct answer answer_read(const struct cell *cell)
{
    struct answer answer = { ANSWER_BLANK, 0, 0 };
    if (!cell->length || cell_is_dash(cell))
        return answer;
    if (number_parse(cell->text, cell->length, &answer.value)) {
        answer.kind = ANSWER_NUMBER;
        return answer;
    }
    if (read_fraction(cell->text, cell->length, &answer) || read_number_with_words(cell->text, cell->length, &answer))
        return answer;
    return read_words(cell->text, cell->length);
}

double answer_mark(const struct answer *answer, const struct mark_scale *scale)
{
    double value = answer->value;
    if (answer->kind == ANSWER_WORDS)
        return scale->low + (value + 2) / 4 * (scale->high - scale->low);
    if (answer->kind != ANSWER_NUMBER || value < scale->low || value > scale->high ||
        (answer->of > 0 && answer->of != scale->high))
        return NAN;
    return value;
}
