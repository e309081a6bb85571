#include "base/message.h"
#include "base/buffer.h"
#include <limits.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *current = "en";

static const char *environment_language(void)
{
    static const char *const variable[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
    for (size_t i = 0; i < sizeof variable / sizeof *variable; i++) {
        const char *value = getenv(variable[i]);
        if (value && *value)
            return !strncmp(value, "fr", 2) && strchr("_.@", value[2]) ? "fr" : "en";
    }
    return "en";
}

static void bind_catalogue(const char *program)
{
    char self[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    if (length < 0)
        length = snprintf(self, sizeof self, "%s", program ? program : "");
    self[length < (ssize_t)sizeof self ? length : (ssize_t)sizeof self - 1] = '\0';
    char *slash = strrchr(self, '/');
    if (slash)
        *slash = '\0';
    static const char *const place[] = { "locale", "../locale", "../share/locale" };
    for (size_t i = 0; i < sizeof place / sizeof *place; i++) {
        struct buffer catalogue = { 0 };
        buffer_printf(&catalogue, "%s/%s/fr/LC_MESSAGES/parcours.mo", slash ? self : ".", place[i]);
        bool here = access(buffer_text(&catalogue), R_OK) == 0;
        buffer_clear(&catalogue);
        buffer_printf(&catalogue, "%s/%s", slash ? self : ".", place[i]);
        if (here || i == sizeof place / sizeof *place - 1)
            bindtextdomain("parcours", buffer_text(&catalogue));        /* gettext keeps a copy */
        buffer_release(&catalogue);
        if (here)
            return;
    }
}

bool message_set_language(const char *language, const char *program)
{
    if (language && strcmp(language, "fr") && strcmp(language, "en"))
        return false;
    current = language ? language : environment_language();
    current = !strcmp(current, "fr") ? "fr" : "en";
    /* A machine without the fr_FR locale still has C.UTF-8, and with it LANGUAGE decides. Only messages
     * and characters: LC_NUMERIC stays "C", or "3.5" in a file would no longer be a number. */
    setenv("LANGUAGE", current, 1);
    setlocale(LC_MESSAGES, "C.UTF-8");
    setlocale(LC_CTYPE, "C.UTF-8");
    bind_catalogue(program);
    bind_textdomain_codeset("parcours", "UTF-8");
    textdomain("parcours");
    return true;
}

const char *message_language(void) { return current; }
