#include "model/vocabulary.h"
#include "base/arena.h"
#include "base/buffer.h"
#include "base/message.h"
#include "base/text.h"
#include <stdbool.h>
#include <string.h>

/* To add a word: a line here at its enum's place, its French name in po/fr.po, and its line in the schema. */
static const struct word CHANNEL_WORD[CHANNEL_COUNT] = {
    { "", N_("not said"), "" },
    { "counter", N_("counter"), "guichet|accueil|agence|sur place|rendez-vous|rdv|visite|desk|office|in person|face to face" },
    { "phone", N_("phone"), "téléphone|tel|appel|telephone|call" },
    { "mail", N_("mail"), "courrier|courrier postal|lettre|poste|letter|post" },
    { "web", N_("web"), "en ligne|internet|site|site web|portail|téléservice|teleservice|online|website|portal" },
    { "email", N_("email"), "courriel|mél|mel|e-mail|message électronique" },
    { "sms", N_("text message"), "texto|text" },
    { "kiosk", N_("kiosk"), "borne|automate" },
    { "video", N_("video"), "visio|visioconférence|video call" },
    { "home-visit", N_("home visit"), "à domicile|domicile|visite à domicile" },
    { "helper", N_("helper"), "aidant|accompagnant|tiers|par un aidant" },
    { "automatic", N_("automatic"), "automatique" },
};
static const struct word INITIATIVE_WORD[BY_COUNT] = {
    { "", N_("not said"), "" },
    { "user", N_("user"), "usager|utilisateur|personne|citizen" },
    { "institution", N_("institution"), "organisme|administration|agency" },
};
static const struct word REASON_WORD[REASON_COUNT] = {
    { "", N_("not said"), "" },
    { "first", N_("first request"), "premier|première|première demande|première fois|premier contact|first" },
    { "chase", N_("chasing an answer"), "relance|suivi|relancer|chasing" },
    { "clarify", N_("clarification"), "clarification|comprendre|explication|éclaircissement" },
    { "repeat", N_("repeat"), "répétition|répéter|redite|déjà donné|information déjà donnée" },
    { "missing-document", N_("missing document"), "pièce manquante|dossier incomplet|document manquant" },
    { "wrong-door", N_("wrong door"), "mauvaise porte|mauvais guichet|mauvaise orientation" },
    { "error", N_("institution's error"), "erreur|erreur de l'institution|erreur de l'organisme" },
    { "appeal", N_("appeal"), "recours|réclamation|contestation" },
    { "other", N_("other"), "autre" },
};
static const struct word OUTCOME_WORD[OUTCOME_COUNT] = {
    { "", N_("not said"), "" },
    { "done", N_("done"), "fait|abouti|terminé|ok|réussi" },
    { "pending", N_("pending"), "en attente|en cours|en instruction" },
    { "incomplete", N_("incomplete"), "incomplet|dossier incomplet|pièce manquante" },
    { "redirected", N_("redirected"), "renvoyé|réorienté|redirigé|orienté ailleurs" },
    { "failed", N_("failed"), "échec|échoué|non abouti|sans réponse|injoignable" },
    { "refused", N_("refused"), "refusé|refus|rejeté|rejet" },
    { "abandoned", N_("given up"), "abandon|abandonné|renoncé" },
};
static const struct word TIME_KIND_WORD[KIND_COUNT] = {
    { "", N_("not said"), "" },
    { "productive", N_("productive"), "productif|utile" },
    { "relation", N_("relation"), "relationnel|investissement dans la relation" },
    { "autonomy", N_("autonomy"), "autonomie|autonomisation" },
    { "unproductive", N_("unproductive"), "improductif|inutile" },
};
static const struct word NON_TAKE_UP_WORD[NON_TAKE_UP_COUNT] = {
    { "", N_("not said"), "" },
    { "not-known", N_("not known"), "non-connaissance|non connaissance" },
    { "not-requested", N_("not requested"), "non-demande|non demande" },
    { "not-received", N_("not received"), "non-réception|non réception" },
    { "not-offered", N_("not offered"), "non-proposition|non proposition" },
};

const struct vocabulary CHANNELS = { N_("channel"), CHANNEL_WORD, CHANNEL_COUNT };
const struct vocabulary INITIATIVES = { N_("initiative"), INITIATIVE_WORD, BY_COUNT };
const struct vocabulary REASONS = { N_("reason"), REASON_WORD, REASON_COUNT };
const struct vocabulary OUTCOMES = { N_("outcome"), OUTCOME_WORD, OUTCOME_COUNT };
const struct vocabulary TIME_KINDS = { N_("kind of time"), TIME_KIND_WORD, KIND_COUNT };
const struct vocabulary NON_TAKE_UPS = { N_("cause of non-take-up"), NON_TAKE_UP_WORD, NON_TAKE_UP_COUNT };

int vocabulary_find_id(const struct vocabulary *vocabulary, const char *id, size_t length)
{
    for (int i = 1; i < vocabulary->count; i++)
        if (strlen(vocabulary->word[i].id) == length && !memcmp(vocabulary->word[i].id, id, length))
            return i;
    return -1;
}

/* Is `folded` one of the aliases, separated by '|'? */
static bool has_alias(const char *aliases, const char *folded)
{
    struct buffer alias = { 0 }, alias_folded = { 0 };
    bool found = false;
    for (const char *at = aliases; *at && !found;) {
        size_t length = strcspn(at, "|");
        buffer_clear(&alias);
        buffer_clear(&alias_folded);
        buffer_add(&alias, at, length);
        text_fold(&alias_folded, buffer_text(&alias));
        found = !strcmp(buffer_text(&alias_folded), folded);
        at += length + (at[length] == '|');
    }
    buffer_release(&alias);
    buffer_release(&alias_folded);
    return found;
}

int vocabulary_find(const struct vocabulary *vocabulary, const char *text)
{
    struct buffer folded = { 0 };
    text_fold(&folded, text);
    const char *wanted = buffer_text(&folded);
    int found = *wanted ? -1 : 0;
    for (int i = 1; i < vocabulary->count && found < 0; i++)             /* ids go first: "mail" is the letter */
        if (text_same(vocabulary->word[i].id, wanted))
            found = i;
    for (int i = 1; i < vocabulary->count && found < 0; i++)
        if (text_same(vocabulary->word[i].name, wanted) || text_same(_(vocabulary->word[i].name), wanted) ||
            has_alias(vocabulary->word[i].aliases, wanted))
            found = i;
    buffer_release(&folded);
    return found;
}

int vocabulary_nearest(const struct vocabulary *vocabulary, const char *text)
{
    const char *id[32];
    for (int i = 1; i < vocabulary->count; i++)
        id[i - 1] = vocabulary->word[i].id;
    int nearest = text_nearest(text, id, (size_t)vocabulary->count - 1);
    return nearest < 0 ? -1 : nearest + 1;
}

bool vocabulary_suggest(const struct vocabulary *vocabulary, const char *text, struct buffer *word)
{
    enum { WORDS_MAXIMUM = 160 };
    const char *candidate[WORDS_MAXIMUM];
    size_t count = 0;
    struct arena arena = { 0 };
    for (int i = 1; i < vocabulary->count && count + 2 < WORDS_MAXIMUM; i++) {
        candidate[count++] = vocabulary->word[i].id;
        candidate[count++] = _(vocabulary->word[i].name);
        for (const char *at = vocabulary->word[i].aliases; *at && count < WORDS_MAXIMUM;) {
            size_t length = strcspn(at, "|");
            candidate[count++] = arena_strndup(&arena, at, length);
            at += length + (at[length] == '|');
        }
    }
    int nearest = text_nearest(text, candidate, count);
    if (nearest >= 0)
        buffer_add_string(word, candidate[nearest]);
    arena_release(&arena);
    return nearest >= 0;
}

const char *vocabulary_name(const struct vocabulary *vocabulary, int number) { return _(vocabulary->word[number].name); }

void vocabulary_list_ids(const struct vocabulary *vocabulary, struct buffer *out)
{
    for (int i = 1; i < vocabulary->count; i++)
        buffer_printf(out, "%s%s", i > 1 ? ", " : "", vocabulary->word[i].id);
}

void vocabulary_list(const struct vocabulary *vocabulary, struct buffer *out)
{
    if (!strcmp(message_language(), "en")) {
        vocabulary_list_ids(vocabulary, out);            /* English words, shorter than the names */
        return;
    }
    for (int i = 1; i < vocabulary->count; i++)
        buffer_printf(out, "%s%s", i > 1 ? ", " : "", vocabulary_name(vocabulary, i));
}
