#include "test.h"
#include "base/buffer.h"
#include "base/text.h"

static void assert_fold(const char *text, const char *wanted)
{
    struct buffer folded = { 0 };
    text_fold(&folded, text);
    assert_string_equal(buffer_text(&folded), wanted);
    buffer_release(&folded);
}

static void accents_case_and_spaces_do_not_count(void **state)
{
    (void)state;
    assert_fold("  Dépôt_du  DOSSIER", "depot du dossier");
    assert_fold("depot du dossier", "depot du dossier");
    assert_fold("ÉLÈVE ÇA NOËL", "eleve ca noel");
    assert_fold("de\xCC\x81p\xC3\xB4t", "depot");                /* the accent as a character of its own */
    assert_fold("rendez-vous", "rendez vous");
    assert_fold("en\xC2\xA0" "ligne\xE2\x80\xAF!", "en ligne !");   /* no-break spaces, wide and narrow */
    assert_fold("a\xE2\x80\x93" "b\xE2\x80\x91" "c", "a b c");      /* dashes */
    assert_fold("\t-_ \r\n", "");
    assert_fold("", "");
}

static void ligatures_and_apostrophes_are_written_out(void **state)
{
    (void)state;
    assert_fold("l\xE2\x80\x99" "état", "l'etat");
    assert_fold("SŒUR cœur Œuvre", "soeur coeur oeuvre");
    assert_fold("Ægidius curriculum vitæ", "aegidius curriculum vitae");
    assert_fold("\xEF\xAC\x81" "che", "fiche");                  /* U+FB01 */
    assert_fold("Straße", "strasse");
    assert_fold("ⅳ", "iv");
    assert_fold("n\xC2\xAD" "om\xE2\x80\x8B", "nom");            /* soft hyphen, zero-width space */
}

static void other_scripts_and_invalid_bytes_are_kept(void **state)
{
    (void)state;
    assert_fold("Ελλάδα", "ελλαδα");
    assert_fold("中文", "中文");
    assert_fold("Caf\xE9", "caf\xE9");                           /* windows-1252 taken for UTF-8 */
    assert_fold("\xE2", "\xE2");
    assert_fold("a\xE2\x80", "a\xE2\x80");
}

static void utf8_is_told_from_what_is_not(void **state)
{
    (void)state;
    size_t at = 99;
    assert_true(text_is_utf8("Dépôt 中 \xF0\x9F\x98\x80", strlen("Dépôt 中 \xF0\x9F\x98\x80"), &at));
    assert_int_equal(at, 99);
    assert_true(text_is_utf8("", 0, NULL));
    assert_false(text_is_utf8("Caf\xE9 noir", 9, &at));
    assert_int_equal(at, 3);
    static const char *const bad[] = {
        "\xC0\xAF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xFF",
        "\x80",     "\xC3",         "\xE2\x80",     "\xF0\x9F\x98",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)        /* overlong, surrogate, past U+10FFFF, stray, cut */
        assert_false(text_is_utf8(bad[i], strlen(bad[i]), NULL));
    assert_true(text_is_utf8("é", 2, NULL));
    assert_false(text_is_utf8("é", 1, NULL));
}

static void distance_counts_slips_of_the_hand(void **state)
{
    (void)state;
    assert_int_equal(text_distance("mairie", "mairie", 5), 0);
    assert_int_equal(text_distance("mairie", "Mairié", 5), 0);   /* folded */
    assert_int_equal(text_distance("mairie", "marie", 5), 1);
    assert_int_equal(text_distance("mairie", "maireie", 5), 1);
    assert_int_equal(text_distance("mairie", "mairue", 5), 1);
    assert_int_equal(text_distance("mairie", "mairei", 5), 1);   /* neighbours swapped */
    assert_int_equal(text_distance("ca", "abc", 5), 3);          /* optimal string alignment, not Damerau's 2 */
    assert_int_equal(text_distance("", "abc", 5), 3);
    assert_int_equal(text_distance("été", "œuf", 5), 3);         /* of characters: "ete", "oeuf" */
    assert_int_equal(text_distance("caf", "prefecture", 2), 3);  /* limit + 1 */
    assert_int_equal(text_distance("abcdef", "ghijkl", 2), 3);
}

static void distance_looks_at_128_characters(void **state)
{
    (void)state;
    char a[400], b[400];
    memset(a, 'x', sizeof a - 1), memset(b, 'x', sizeof b - 1);
    a[399] = b[399] = '\0';
    b[300] = 'y';
    assert_int_equal(text_distance(a, b, 8), 0);
    b[100] = 'y';
    assert_int_equal(text_distance(a, b, 8), 1);
}

static void the_nearest_is_near_enough_or_none(void **state)
{
    (void)state;
    static const char *const name[] = { "mairie", "caf", "cpam", "prefecture", "maire" };
    assert_int_equal(text_nearest("maiire", name, 5), 0);        /* one from "mairie", one from "maire": the first */
    assert_int_equal(text_nearest("préfécture", name, 5), 3);
    assert_int_equal(text_nearest("caff", name, 5), 1);
    assert_int_equal(text_nearest("maire", name, 5), 4);         /* exact goes before near */
    assert_int_equal(text_nearest("tribunal", name, 5), -1);
    assert_int_equal(text_nearest("ab", name, 5), -1);
    assert_int_equal(text_nearest("", name, 5), -1);
    assert_int_equal(text_nearest("caf", name, 0), -1);
}

static void length_counts_characters(void **state)
{
    (void)state;
    assert_int_equal(text_length(""), 0);
    assert_int_equal(text_length("Dépôt"), 5);
    assert_int_equal(text_length("中文😀"), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(accents_case_and_spaces_do_not_count),
        cmocka_unit_test(ligatures_and_apostrophes_are_written_out),
        cmocka_unit_test(other_scripts_and_invalid_bytes_are_kept),
        cmocka_unit_test(utf8_is_told_from_what_is_not),
        cmocka_unit_test(distance_counts_slips_of_the_hand),
        cmocka_unit_test(distance_looks_at_128_characters),
        cmocka_unit_test(the_nearest_is_near_enough_or_none),
        cmocka_unit_test(length_counts_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
