# `make help` lists the targets.  Objects go to $(BUILD_ROOT)/$(MODE)/, never beside sources.
BUILD_ROOT ?= build
MODE       ?= release
BUILD      := $(BUILD_ROOT)/$(MODE)
CC         ?= cc
PREFIX     ?= /usr/local
# What the tests read and the repository does not hold; tests that need it are skipped, visibly, without it.
PARCOURS_SHARED ?= $(realpath ../shared)
export PARCOURS_SHARED

PACKAGES        := libxml-2.0 zlib libutf8proc igraph librsvg-2.0 cairo pangocairo xlsxwriter
HELPER_PACKAGES := libgvc libcgraph
TEST_PACKAGES   := cmocka jansson

CFLAGS_release := -O2 -g
CFLAGS_asan    := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer \
                  -DPARCOURS_CHECK_INVARIANTS
CFLAGS_cov     := -O0 -g --coverage
CFLAGS_tsan    := -O1 -g -fsanitize=thread
WARN     := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings -Wvla \
            -Wformat=2 -Wpointer-arith -Wundef
# -ffp-contract=off: the same sums on every machine, so the same bytes.
COMPILE   = $(CC) -std=c11 -D_GNU_SOURCE -ffp-contract=off $(WARN) $(WERROR) $(CFLAGS_$(MODE)) $(CPPFLAGS) $(CFLAGS)
LINK      = $(CC) $(CFLAGS_$(MODE)) $(CFLAGS) $(LDFLAGS)

# Asked of pkg-config once, at first use: `make help` and `make packages` work where nothing is installed.
# Others' headers are system headers, so our warnings are not about them.
asked           = $(eval $(1) := $(2))$($(1))
system_includes = $(patsubst -I%,-isystem %,$(filter-out -I/usr/include/$(shell $(CC) -print-multiarch),$(shell pkg-config --cflags $(1) 2>/dev/null)))
LIBRARY_CFLAGS  = $(call asked,LIBRARY_CFLAGS,$(call system_includes,$(PACKAGES)))
LIBRARY_LIBS    = $(call asked,LIBRARY_LIBS,$(shell pkg-config --libs $(PACKAGES) 2>/dev/null) -lm -lpthread)
HELPER_CFLAGS   = $(call asked,HELPER_CFLAGS,$(call system_includes,$(HELPER_PACKAGES)))
HELPER_LIBS     = $(call asked,HELPER_LIBS,$(shell pkg-config --libs $(HELPER_PACKAGES) 2>/dev/null) -lm)
TEST_CFLAGS     = $(call asked,TEST_CFLAGS,$(call system_includes,$(TEST_PACKAGES)))
TEST_LIBS       = $(call asked,TEST_LIBS,$(shell pkg-config --libs $(TEST_PACKAGES) 2>/dev/null))

MAIN_SRC   := src/cli/main.c
HELPER_SRC := $(wildcard src/graphviz-helper/*.c)
LIB_SRC    := $(filter-out $(MAIN_SRC) $(HELPER_SRC),$(wildcard src/*/*.c))
TEST_SRC   := $(wildcard tests/unit/test_*.c)
# Code that several unit tests share: tests/unit/*.c not called test_*.
TEST_PART  := $(filter-out $(TEST_SRC),$(wildcard tests/unit/*.c))
TOOL_SRC   := $(wildcard tests/tools/*.c)
BENCH_SRC  := $(wildcard tests/bench/*.c)
# Files of the report that go into the page as they are: NAME:FILE, turned into C by tools/embed.
EMBEDDED   := REPORT_STYLE:report.css REPORT_SCRIPT:report.js
EMBED_OBJ  := $(foreach file,$(EMBEDDED),$(BUILD)/embedded/$(lastword $(subst :, ,$(file))).o)
LIB_OBJ    := $(LIB_SRC:%.c=$(BUILD)/%.o) $(EMBED_OBJ)
MAIN_OBJ   := $(MAIN_SRC:%.c=$(BUILD)/%.o)
HELPER_OBJ := $(HELPER_SRC:%.c=$(BUILD)/%.o) $(if $(filter asan,$(MODE)),$(BUILD)/tests/sanitizers/no_leaks.o)
PART_OBJ   := $(TEST_PART:%.c=$(BUILD)/%.o)
UNIT_TESTS := $(TEST_SRC:tests/unit/%.c=$(BUILD)/tests/%)
TEST_TOOLS := $(TOOL_SRC:tests/tools/%.c=$(BUILD)/tools/%)
BENCHES    := $(BENCH_SRC:tests/bench/%.c=$(BUILD)/bench/%)
LIBRARY    := $(BUILD)/libparcours.a
PROGRAM    := $(if $(wildcard $(MAIN_SRC)),$(BUILD)/parcours)
HELPER     := $(if $(HELPER_SRC),$(BUILD)/parcours-graphviz)
CATALOGUE  := $(if $(wildcard po/fr.po),$(BUILD)/locale/fr/LC_MESSAGES/parcours.mo)

.DELETE_ON_ERROR:
.SUFFIXES:
.SECONDARY:
.DEFAULT_GOAL := all

all: $(LIBRARY) $(PROGRAM) $(HELPER) $(CATALOGUE)  ## build the program, its helper and the French catalogue (default)

demo:                                   ## install what is missing, build, compare the shipped example
	@sh tools/install-packages build
	+@$(MAKE) --no-print-directory -j$$(nproc) all
	$(BUILD)/parcours compare journeys/retraite/retraite.xml journeys/retraite/contacts.csv -o output/retraite
	@echo; echo 'Open output/retraite/report.html in a browser.'

check:                                  ## install what is missing, build, run every test
	@sh tools/install-packages build check
	+@MAKE='$(MAKE)' BUILD_ROOT='$(BUILD_ROOT)' sh tests/run-all

packages:                               ## install the missing Debian packages (as root, or with sudo)
	@sh tools/install-packages build check

tests: $(UNIT_TESTS) $(TEST_TOOLS) $(BENCHES)  ## build the unit tests, the tests' tools and the measuring programs

unit: $(UNIT_TESTS)                     ## run the unit tests; T=journey runs tests/unit/test_journey.c
	@MODE=$(MODE) sh tests/run-units $(if $(T),$(T:%=$(BUILD)/tests/test_%),$(UNIT_TESTS))

cases: all                              ## run the golden cases of tests/cases; C=name runs one
	@PARCOURS_BIN='$(BUILD)' sh tests/run-cases $(C)

accept: all                             ## take what a case prints as what it should print: C=name
	@test -n '$(C)' || { echo 'which case?  make accept C=name' >&2; exit 2; }
	@PARCOURS_BIN='$(BUILD)' sh tests/run-cases -u $(C)

layers:                                 ## check that includes follow the arrows, and the banned functions
	@sh tools/check-layers

messages:                               ## check that every message is translated and used
	@sh tools/check-messages

asan:                                   ## unit tests and golden cases under AddressSanitizer and UBSan
	+@$(MAKE) --no-print-directory MODE=asan all unit cases

valgrind: all tests                     ## unit tests and golden cases under valgrind (slow); C=name runs one case
	@VALGRIND=yes PARCOURS_BIN='$(BUILD)' sh tests/run-cases $(C)
	$(if $(C),,@VALGRIND=yes sh tests/run-units $(UNIT_TESTS))

compilers:                              ## build everything with gcc and with clang, where a warning is an error
	+@for compiler in $(COMPILERS); do \
	    $(MAKE) --no-print-directory BUILD_ROOT='$(BUILD_ROOT)'/$$compiler CC=$$compiler WERROR=-Werror all tests || exit 1; \
	done
COMPILERS ?= gcc clang

bench: all $(BENCHES) $(TEST_TOOLS)                 ## measure speed and memory: a table, also in output/bench; BENCH=full takes longer
	@PARCOURS_BIN='$(BUILD)' BENCH='$(BENCH)' sh tests/bench/run

pot:                                    ## bring po/parcours.pot and po/fr.po up to the messages of the sources
	@sh tools/extract-messages > po/parcours.pot
	@if test -e po/fr.po; then msgmerge --quiet --update --backup=none --previous --sort-by-file po/fr.po po/parcours.pot; \
	    else msginit --no-translator --locale=fr --input=po/parcours.pot --output-file=po/fr.po; fi

install: all                            ## install to PREFIX (/usr/local), under DESTDIR
	install -d '$(DESTDIR)$(PREFIX)/bin'
	install $(PROGRAM) $(HELPER) '$(DESTDIR)$(PREFIX)/bin'
	$(if $(CATALOGUE),install -D -m 644 $(CATALOGUE) '$(DESTDIR)$(PREFIX)/share/locale/fr/LC_MESSAGES/parcours.mo')

uninstall:                              ## remove what install put there
	rm -f '$(DESTDIR)$(PREFIX)/bin/parcours' '$(DESTDIR)$(PREFIX)/bin/parcours-graphviz'
	rm -f '$(DESTDIR)$(PREFIX)/share/locale/fr/LC_MESSAGES/parcours.mo'

clean:                                  ## remove what was built
	rm -rf '$(BUILD_ROOT)'

help:                                   ## this list
	@grep -hE '^[a-z-]+:.*##' $(firstword $(MAKEFILE_LIST)) | sed -E 's/:[^#]*##/\t/' | expand -t 12

.PHONY: all demo check packages tests unit cases accept layers messages asan valgrind compilers bench pot install \
        uninstall clean help FORCE

# --- how things are made ---

# Objects are made anew when the compiler or its flags change; the archive when a source file comes or goes.
define note_change
	@mkdir -p $(@D)
	@printf '%s\n' '$(1)' | cmp -s - $@ || printf '%s\n' '$(1)' > $@
endef
$(BUILD)/flags: FORCE
	@pkg-config --print-errors --exists $(PACKAGES) $(HELPER_PACKAGES) || { \
	    echo "libraries are missing: run 'make packages' first" >&2; exit 1; }
	$(call note_change,$(subst ',,$(COMPILE) $(LIBRARY_CFLAGS)))
$(BUILD)/objects: FORCE
	$(call note_change,$(LIB_OBJ))

INCLUDES = -Isrc $(LIBRARY_CFLAGS)
$(BUILD)/src/graphviz-helper/%: INCLUDES = $(HELPER_CFLAGS)
$(BUILD)/tests/%: INCLUDES = -Isrc -Itests/unit $(LIBRARY_CFLAGS) $(TEST_CFLAGS)

$(BUILD)/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	@echo '  CC    $<'
	@$(COMPILE) $(INCLUDES) -MMD -MP -c $< -o $@

define embed
$(BUILD)/embedded/$(2).c: src/report/$(2) tools/embed
	@mkdir -p $$(@D)
	@echo '  EMBED $$<'
	@sh tools/embed $(1) $$< > $$@
endef
$(foreach file,$(EMBEDDED),$(eval $(call embed,$(firstword $(subst :, ,$(file))),$(lastword $(subst :, ,$(file))))))
$(EMBED_OBJ): %.o: %.c $(BUILD)/flags
	@$(COMPILE) $(INCLUDES) -MMD -MP -c $< -o $@

$(LIBRARY): $(LIB_OBJ) $(BUILD)/objects
	@echo '  AR    $@'
	@rm -f $@ && $(AR) rcs $@ $(LIB_OBJ)

$(BUILD)/parcours: $(MAIN_OBJ) $(LIBRARY)
	@echo '  LINK  $@'
	@$(LINK) $^ $(LIBRARY_LIBS) -o $@

$(BUILD)/parcours-graphviz: $(HELPER_OBJ)
	@echo '  LINK  $@'
	@$(LINK) $^ $(HELPER_LIBS) -o $@

$(UNIT_TESTS): $(BUILD)/tests/%: $(BUILD)/tests/unit/%.o $(PART_OBJ) $(LIBRARY)
	@mkdir -p $(@D)
	@echo '  LINK  $@'
	@$(LINK) $^ $(TEST_LIBS) $(LIBRARY_LIBS) -o $@

$(BUILD)/tools/recolour: TOOL_LIBS = $(LIBRARY_LIBS)
$(TEST_TOOLS): $(BUILD)/tools/%: $(BUILD)/tests/tools/%.o
	@mkdir -p $(@D)
	@echo '  LINK  $@'
	@$(LINK) $^ $(TEST_LIBS) $(TOOL_LIBS) -o $@

$(BENCHES): $(BUILD)/bench/%: $(BUILD)/tests/bench/%.o $(LIBRARY)
	@mkdir -p $(@D)
	@echo '  LINK  $@'
	@$(LINK) $^ $(LIBRARY_LIBS) -o $@

$(BUILD)/locale/fr/LC_MESSAGES/parcours.mo: po/fr.po
	@mkdir -p $(@D)
	@msgfmt --check --output-file=$@ $<

-include $(LIB_OBJ:.o=.d) $(MAIN_OBJ:.o=.d) $(HELPER_OBJ:.o=.d) $(PART_OBJ:.o=.d) \
         $(TEST_SRC:%.c=$(BUILD)/%.d) $(TOOL_SRC:%.c=$(BUILD)/%.d) $(BENCH_SRC:%.c=$(BUILD)/%.d)
