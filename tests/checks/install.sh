#!/bin/sh
# What `make install` puts in place works from there, in French too, and `make uninstall` leaves nothing.
. "$(dirname "$0")/common"
if test "$(basename "$PARCOURS_BIN")" != release; then
    skip 'install: not the release build'
    finish
fi
installed=$tmp/place/usr/bin/parcours
build_root=$(dirname "$PARCOURS_BIN")
unset MAKEFLAGS MAKELEVEL MFLAGS
install() { "${MAKE:-make}" --no-print-directory -C "$root" BUILD_ROOT="$build_root" DESTDIR="$tmp/place" PREFIX=/usr "$1" >"$tmp/said" 2>&1; }
if install install && test -x "$tmp/place/usr/bin/parcours" && test -x "$tmp/place/usr/bin/parcours-graphviz"; then
    ok 'make install: the program and its helper'
else
    not_ok 'make install: the program and its helper'; show "$tmp/said"
fi
(cd / && "$installed" --help --lang fr) >"$tmp/french" 2>&1
(cd / && "$installed" --help --lang en) >"$tmp/english" 2>&1
if test -s "$tmp/french" && ! cmp -s "$tmp/french" "$tmp/english"; then
    ok 'the installed program finds its French catalogue'
else
    not_ok 'the installed program finds its French catalogue'; show "$tmp/french"
fi
if "$installed" draw "$root/journeys/retraite/retraite.xml" -o "$tmp/map.svg" >"$tmp/said" 2>&1 && ! test -s "$tmp/said"; then
    ok 'the installed program finds its helper'
else
    not_ok 'the installed program finds its helper'; show "$tmp/said"
fi
install uninstall
if test -z "$(find "$tmp/place" -type f)"; then ok 'make uninstall leaves no file'; else not_ok 'make uninstall leaves no file'; fi
finish
