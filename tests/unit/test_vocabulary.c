#include "test.h"
#include "base/buffer.h"
#include "base/message.h"
#include "model/vocabulary.h"

static const struct vocabulary *const ALL[] = { &CHANNELS, &INITIATIVES, &REASONS, &OUTCOMES, &TIME_KINDS, &NON_TAKE_UPS };
enum { ALL_COUNT = sizeof ALL / sizeof *ALL };

static void assert_finds(const struct vocabulary *vocabulary, const char *text, int wanted)
{
    int found = vocabulary_find(vocabulary, text);
    if (found != wanted)
        fail_msg("%s '%s' is found as number %d, not %d", vocabulary->what, text, found, wanted);
}

/* In both languages: a translated name must not be another word's id or alias. */
static void every_id_name_and_alias_stands_for_its_own_word(void **state)
{
    (void)state;
    static const char *const language[] = { "fr", "en" };
    for (size_t l = 0; l < 2; l++) {
        assert_true(message_set_language(language[l], NULL));
        for (size_t v = 0; v < ALL_COUNT; v++)
            for (int i = 1; i < ALL[v]->count; i++) {
                const struct word *word = &ALL[v]->word[i];
                assert_finds(ALL[v], word->id, i);
                assert_finds(ALL[v], word->name, i);
                assert_finds(ALL[v], vocabulary_name(ALL[v], i), i);
                char aliases[512], *rest = aliases, *alias;
                assert_true((size_t)snprintf(aliases, sizeof aliases, "%s", word->aliases) < sizeof aliases);
                while ((alias = strsep(&rest, "|")))
                    assert_finds(ALL[v], alias, i);
            }
    }
}

static void the_lists_are_those_of_the_enums(void **state)
{
    (void)state;
    assert_int_equal(vocabulary_find_id(&CHANNELS, "automatic", 9), CHANNEL_AUTOMATIC);
    assert_int_equal(vocabulary_find_id(&CHANNELS, "home-visit", 10), CHANNEL_HOME_VISIT);
    assert_int_equal(vocabulary_find_id(&INITIATIVES, "institution", 11), BY_INSTITUTION);
    assert_int_equal(vocabulary_find_id(&REASONS, "missing-document", 16), REASON_MISSING_DOCUMENT);
    assert_int_equal(vocabulary_find_id(&REASONS, "other", 5), REASON_OTHER);
    assert_int_equal(vocabulary_find_id(&OUTCOMES, "abandoned", 9), OUTCOME_ABANDONED);
    assert_int_equal(vocabulary_find_id(&TIME_KINDS, "unproductive", 12), KIND_UNPRODUCTIVE);
    assert_int_equal(vocabulary_find_id(&NON_TAKE_UPS, "not-offered", 11), NON_TAKE_UP_NOT_OFFERED);
    for (size_t v = 0; v < ALL_COUNT; v++) {
        assert_string_equal(vocabulary_id(ALL[v], 0), "");
        for (int i = 0; i < ALL[v]->count; i++)
            assert_non_null(ALL[v]->word[i].id);
    }
}

static void people_type_words_as_they_like(void **state)
{
    (void)state;
    assert_finds(&CHANNELS, "  Téléphone ", CHANNEL_PHONE);
    assert_finds(&CHANNELS, "EN_LIGNE", CHANNEL_WEB);
    assert_finds(&CHANNELS, "Rendez-vous", CHANNEL_COUNTER);
    assert_finds(&CHANNELS, "e-mail", CHANNEL_EMAIL);
    assert_finds(&CHANNELS, "mail", CHANNEL_MAIL);                       /* the letter, as in journey files */
    assert_finds(&REASONS, "Erreur de l\xE2\x80\x99organisme", REASON_ERROR);
    assert_finds(&OUTCOMES, "ÉCHEC", OUTCOME_FAILED);
    assert_finds(&CHANNELS, "", 0);
    assert_finds(&CHANNELS, " \xC2\xA0 ", 0);
    assert_finds(&CHANNELS, "pigeon", -1);
    assert_finds(&CHANNELS, "not said", -1);                             /* no word: blank is */
    assert_finds(&CHANNELS, "counter|phone", -1);
}

static void ids_are_exact_and_bounded_by_their_length(void **state)
{
    (void)state;
    assert_int_equal(vocabulary_find_id(&CHANNELS, "webmail", 3), CHANNEL_WEB);
    assert_int_equal(vocabulary_find_id(&CHANNELS, "web", 2), -1);
    assert_int_equal(vocabulary_find_id(&CHANNELS, "Web", 3), -1);
    assert_int_equal(vocabulary_find_id(&CHANNELS, "guichet", 7), -1);
    assert_int_equal(vocabulary_find_id(&CHANNELS, "", 0), -1);
}

static void a_slip_has_a_suggestion_and_nonsense_has_none(void **state)
{
    (void)state;
    assert_int_equal(vocabulary_nearest(&CHANNELS, "countre"), CHANNEL_COUNTER);
    assert_int_equal(vocabulary_nearest(&OUTCOMES, "redirect"), OUTCOME_REDIRECTED);
    assert_int_equal(vocabulary_nearest(&CHANNELS, "xyzzy"), -1);
    assert_int_equal(vocabulary_nearest(&CHANNELS, ""), -1);
}

static void the_list_for_messages_has_every_id_once(void **state)
{
    (void)state;
    struct buffer list = { 0 };
    vocabulary_list(&INITIATIVES, &list);
    assert_string_equal(buffer_text(&list), "user, institution");
    buffer_clear(&list);
    vocabulary_list(&CHANNELS, &list);
    assert_string_equal(buffer_text(&list),
                        "counter, phone, mail, web, email, sms, kiosk, video, home-visit, helper, automatic");
    struct buffer ids = { 0 };
    vocabulary_list_ids(&CHANNELS, &ids);
    assert_string_equal(buffer_text(&ids), buffer_text(&list));
    buffer_release(&ids);
    buffer_release(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_id_name_and_alias_stands_for_its_own_word),
        cmocka_unit_test(the_lists_are_those_of_the_enums),
        cmocka_unit_test(people_type_words_as_they_like),
        cmocka_unit_test(ids_are_exact_and_bounded_by_their_length),
        cmocka_unit_test(a_slip_has_a_suggestion_and_nonsense_has_none),
        cmocka_unit_test(the_list_for_messages_has_every_id_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
