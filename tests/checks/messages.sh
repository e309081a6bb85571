#!/bin/sh
# The messages' check accepts the catalogue as it is, and finds each fault planted in a copy.
. "$(dirname "$0")/common"
if ! test -e "$root/po/fr.po"; then
    not_ok "the French catalogue is there: no po/fr.po"
    finish
fi
cp -r "$root/src" "$root/tools" "$root/po" "$tmp"
if sh "$tmp/tools/check-messages" >"$tmp/said" 2>&1; then
    ok "every message is translated and used"
else
    not_ok "every message is translated and used"; show "$tmp/said"
fi
planted() {     # planted WHAT SAID: the check of the changed copy fails and says SAID; then the copy is as before
    if ! sh "$tmp/tools/check-messages" >"$tmp/said" 2>&1 && grep -qF "$2" "$tmp/said"; then
        ok "found: $1"
    else
        not_ok "found: $1"; show "$tmp/said"
    fi
    cp "$root/po/fr.po" "$tmp/po/fr.po"
    rm -f "$tmp/src/base/planted.c"
}
echo 'static const char *t = N_("a planted message");' >"$tmp/src/base/planted.c"
planted 'a message that is not translated' 'a planted message'
echo 'void f(struct diagnostics *d, int n) { diagnostics_error(d, p, ngettext("a planted %d", "planted %d", n), n); }' \
    >"$tmp/src/base/planted.c"
planted 'a plural that is not translated' 'a planted %d'
printf '\nmsgid "a planted message"\nmsgstr "un message"\n' >>"$tmp/po/fr.po"
planted 'an entry that no source uses' 'a planted message'
printf '\n#~ msgid "a planted message"\n#~ msgstr "un message"\n' >>"$tmp/po/fr.po"
planted 'an obsolete entry' 'a planted message'
echo 'static const char *t = N_("a planted message");' >"$tmp/src/base/planted.c"
printf '\n#, fuzzy\nmsgid "a planted message"\nmsgstr "un message"\n' >>"$tmp/po/fr.po"
planted 'a fuzzy translation' 'fuzzy'
echo 'static const char *t = N_("a planted %s of %d");' >"$tmp/src/base/planted.c"
printf '\n#, c-format\nmsgid "a planted %%s of %%d"\nmsgstr "%%d de %%s"\n' >>"$tmp/po/fr.po"
planted 'formats that differ' "format specifications"
finish
