#!/bin/sh
# The layers' check accepts the sources as they are, and finds each violation planted in a copy of them.
. "$(dirname "$0")/common"
cp -r "$root/src" "$root/tools" "$tmp"
if sh "$tmp/tools/check-layers" >"$tmp/said"; then
    ok "the sources keep to the layers"
else
    not_ok "the sources keep to the layers"; show "$tmp/said"
fi
mkdir -p "$tmp/src/graphviz-helper"
planted() {     # planted FILE LINE TEXT: with LINE at the end of FILE, the check fails and says TEXT of FILE
    cp "$tmp/$1" "$tmp/kept" 2>/dev/null || : >"$tmp/kept"
    printf '%s\n' "$2" >>"$tmp/$1"
    if ! sh "$tmp/tools/check-layers" >"$tmp/said" && grep "^$1" "$tmp/said" | grep -qF "$3"; then
        ok "found in $1: $2"
    else
        not_ok "found in $1: $2"; show "$tmp/said"
    fi
    if test -e "$root/$1"; then cp "$tmp/kept" "$tmp/$1"; else rm -f "$tmp/$1"; fi
}
planted src/base/arena.c '#include "model/journey.h"' 'may not include "model/journey.h"'
planted src/model/planted.h '#include "input/xml.h"' 'may not include "input/xml.h"'
planted src/base/arena.h ' # include  "cli/command.h"' 'may not include "cli/command.h"'
planted src/model/planted.c '#include <libxml/parser.h>' 'may not include <libxml/parser.h>'
planted src/cli/planted.c '#include <igraph/igraph.h>' 'may not include <igraph/igraph.h>'
planted src/draw/planted.c '#include <gvc.h>' 'may not include <gvc.h>'
planted src/graphviz-helper/planted.c '#include "base/arena.h"' 'may not include "base/arena.h"'
planted src/model/planted.c '#include "planted.h"' 'with the folder'
planted src/base/text.c 'static void f(char *a) { strcpy (a, "b"); }' 'strcpy() is banned'
planted src/base/text.c 'double g(const char *a) { return strtod(a, 0); }' 'strtod() is banned'
planted src/base/text.c 'void h(void) { setlocale(0, ""); }' 'setlocale() is banned'
printf '%s\n' '/* strcpy(a, b), "sprintf(" */' 'static const char *t = "\"strtok(a)"; char my_gets(int);' >>"$tmp/src/base/text.c"
if sh "$tmp/tools/check-layers" >"$tmp/said"; then
    ok "comments, strings and longer names are no calls"
else
    not_ok "comments, strings and longer names are no calls"; show "$tmp/said"
fi
rm "$tmp/src/base/README.md"
if sh "$tmp/tools/check-layers" | grep -q '^src/base: has no README.md'; then
    ok "found: a folder without README.md"
else
    not_ok "found: a folder without README.md"
fi
finish
