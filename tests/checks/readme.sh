#!/bin/sh
# What README.md shows is what the program says: its example files are written out, the commands of its console blocks
# run beside them, and the result is compared with the page. `sh tests/checks/readme.sh -u` brings the page up to date.
. "$(dirname "$0")/common"
page=$root/README.md
mkdir "$tmp/example"
awk -v folder="$tmp/example" '
    /^```xml$/ { out = folder "/move.xml"; next }
    /^```csv$/ { out = folder "/contacts.csv"; next }
    /^```/ { out = "" }
    out { print >out }' "$page"
awk -v folder="$tmp/example" '
    /^```console$/ { console = 1; print; next }
    /^```/ { console = 0 }
    console && /^\$ / {
        print
        command = "cd " folder " && { " substr($0, 3) "; } 2>&1"
        while ((command | getline line) > 0) print line
        close(command)
    }
    !console { print }' "$page" >"$tmp/README.md"
if test "$1" = -u; then cp "$tmp/README.md" "$page"; fi
commands=$(grep -c '^\$ parcours' "$page")
if test "$commands" = 0; then
    not_ok 'README.md: there are examples'
elif diff -u "$page" "$tmp/README.md" >"$tmp/difference"; then
    ok "README.md: its $commands examples say what they show"
else
    not_ok 'README.md: its examples say what they show'; show "$tmp/difference"
fi
# Every file of the audit is told of where people look for it.
parcours compare --help --lang en | tr '\n' ' ' >"$tmp/help"
test -s "$tmp/example/output/report.html" || not_ok 'README.md: its audit writes report.html'
for path in "$tmp"/example/output/*; do
    file=$(basename "$path")
    if test -s "$path" && grep -qF "$file" "$tmp/help" && grep -qF "$file" "$root/doc/formats.md"; then
        ok "compare: $file is written, and told of in its help and in doc/formats.md"
    else
        not_ok "compare: $file is written, and told of in its help and in doc/formats.md"
    fi
done
# Every link of the pages leads to a file.
for document in README.md doc/formats.md tests/README.md; do
    for link in $(sed -n 's/`[^`]*`//g; s/](\([^)]*\))/\n](\1)\n/gp' "$root/$document" | sed -n 's/^](\([^)#:]*\)[^)]*)$/\1/p'); do
        if test -e "$(dirname "$root/$document")/$link"; then ok "$document: $link is there"; else not_ok "$document: $link is not there"; fi
    done
done
finish
