# The whole build. `make` builds build/ocop; `make check` tests; `make lint fmt cov fuzz bench` are the other verbs.
# Variants: BUILD=release|debug|asan|cov|fuzz, CC=gcc|clang. Adding a file needs no change here.
MAKEFLAGS += --no-builtin-rules
.DELETE_ON_ERROR:
.SUFFIXES:
.DEFAULT_GOAL := all

CC := gcc
BUILD ?= release
O := build/$(BUILD)-$(CC)
G := build/gen
T := build/tools

LIBS := libmicrohttpd sqlite3 libpq jansson libsodium libqrencode pangocairo cairo-pdf libzip expat gdlib libutf8proc libcurl \
        libdeflate libbrotlienc xlsxwriter
LIB_CFLAGS := $(patsubst -I%,-isystem %,$(shell pkg-config --cflags $(LIBS)))
LIB_LDFLAGS := $(shell pkg-config --libs $(LIBS)) -lmagic -lm

W := -Wall -Wextra -Wpedantic -Werror -Wshadow -Wconversion -Wsign-conversion -Wcast-qual -Wcast-align -Wformat=2 \
     -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition -Wundef -Wvla -Wwrite-strings -Wpointer-arith \
     -Wnull-dereference -Wdouble-promotion -Wswitch-enum -Wimplicit-fallthrough -Wdate-time
W_gcc := -Wformat-signedness -Wduplicated-cond -Wduplicated-branches -Wlogical-op -Wjump-misses-init -Warith-conversion \
         -Wstrict-aliasing=2 -Wtrampolines -Walloc-zero -Wstringop-overflow=4 -Wbidi-chars=any
W_clang := -Wcomma -Wconditional-uninitialized -Wloop-analysis -Wshift-sign-overflow -Wunreachable-code-aggressive \
           -Wassign-enum -Wthread-safety -Wmissing-variable-declarations -Wunused-macros
HARDEN := -O2 -D_FORTIFY_SOURCE=3 -fstack-protector-strong -fstack-clash-protection -fcf-protection -fPIE -fno-common \
          -fvisibility=hidden -fno-strict-overflow
SAN := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer -DARENA_MALLOC
F_release := $(HARDEN)
F_debug := -O0 -g
F_asan := $(SAN)
F_cov := -O0 -g --coverage
F_fuzz := -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -DARENA_MALLOC -DFUZZING
L_release := -pie -Wl,-z,relro,-z,now,-z,noexecstack
L_asan := -fsanitize=address,undefined
L_cov := --coverage

CFLAGS = -std=c17 -D_GNU_SOURCE -Isrc -I$(G) $(LIB_CFLAGS) $(W) $(W_$(CC)) $(F_$(BUILD)) -include src/platform/base/banned.h
LDFLAGS = $(L_$(BUILD)) $(LIB_LDFLAGS)

# ---- what there is ----
C := $(wildcard src/*.c src/platform/*/*.c src/domain/*/*.c)
TESTS := $(filter %_test.c,$(C))
TESTLIB := $(wildcard src/platform/test/*.c src/fixture*.c)
PROGRAM := $(filter-out $(TESTS) $(TESTLIB),$(C))
SQL := $(wildcard src/platform/*/*.sql src/domain/*/*.sql)
ROOMS_HTML := $(sort $(patsubst %/,%,$(dir $(wildcard src/platform/*/*.html src/domain/*/*.html))))
GEN_SQL := $(SQL:src/%.sql=$(G)/%.sql.c)
GEN_VIEWS := $(foreach d,$(ROOMS_HTML:src/%=%),$(G)/$(d)/$(notdir $(d)).views.c)
GEN := $(GEN_SQL) $(GEN_VIEWS) $(G)/messages.c $(G)/statements.c $(G)/migrations.c $(G)/data.c $(G)/assets.c
GEN_H := $(GEN_SQL:.c=.h) $(GEN_VIEWS:.c=.h) $(G)/messages.h
DATA := $(wildcard data/criteria/*.json data/criteria/*.csv data/units/*.csv data/register/*.csv data/holidays/*.csv data/regimes/*.json data/eligibility/*.csv data/council/*.csv data/demo/*.json data/demo/register/*.xlsx)
ASSET_SRC := $(shell find assets -type f -not -path '*/node_modules/*' 2>/dev/null)

OBJ := $(PROGRAM:src/%.c=$(O)/%.o) $(GEN:$(G)/%.c=$(O)/gen/%.o)
TEST_OBJ := $(TESTS:src/%.c=$(O)/%.o) $(TESTLIB:src/%.c=$(O)/%.o) $(O)/gen/tests.o

.PHONY: all check lint fmt tidy cov fuzz bench traces clean both objs
all: build/ocop
build/ocop: $(O)/ocop
	cp -f $< $@.new && mv -f $@.new $@

$(O)/ocop: $(OBJ)
	$(CC) $(F_$(BUILD)) -o $@ $^ $(LDFLAGS)
$(O)/ocop-test: $(filter-out $(O)/main.o,$(OBJ)) $(TEST_OBJ)
	$(CC) $(F_$(BUILD)) -o $@ $^ $(LDFLAGS)
$(O)/%.o: src/%.c | $(GEN_H)
	@mkdir -p $(@D)
	@echo "$(CC) $<"
	@$(CC) $(CFLAGS) -MMD -MP -c -o $@ $<
$(O)/gen/%.o: $(G)/%.c | $(GEN_H)
	@mkdir -p $(@D)
	@echo "$(CC) $<"
	@$(CC) $(CFLAGS) -MMD -MP -c -o $@ $<
-include $(wildcard $(O)/*.d $(O)/*/*.d $(O)/*/*/*.d $(O)/*/*/*/*.d $(O)/*/*/*/*/*.d)

# ---- generators, built first, with the same warnings ----
BASE_SRC := $(filter-out %_test.c,$(wildcard src/platform/base/*.c))
TOOL_CFLAGS := -std=c17 -D_GNU_SOURCE -Isrc $(LIB_CFLAGS) $(W) $(W_$(CC)) -O1 -g -include src/platform/base/banned.h
TOOL_LIBS := $(shell pkg-config --libs libsodium libutf8proc)
$(T)/htmlgen: tools/htmlgen_context.c tools/htmlgen_context.h tools/htmlgen_names.c tools/htmlgen_names.h
$(T)/%: tools/%.c tools/tool.h $(BASE_SRC) $(wildcard src/platform/base/*.h)
	@mkdir -p $(@D)
	@echo "tool $@"
	@$(CC) $(TOOL_CFLAGS) -Itools -o $@ $(filter %.c,$^) $(TOOL_LIBS)

$(G)/%.sql.c $(G)/%.sql.h &: src/%.sql $(T)/sqlgen
	@mkdir -p $(@D)
	$(T)/sqlgen $< $(G)/$*.sql.c $(G)/$*.sql.h
define VIEWS
$(G)/$(1)/$(notdir $(1)).views.c $(G)/$(1)/$(notdir $(1)).views.h &: $(wildcard src/$(1)/*.html) $(T)/htmlgen
	@mkdir -p $(G)/$(1)
	$(T)/htmlgen $(1) $(G)/$(1)/$(notdir $(1)).views.c $(G)/$(1)/$(notdir $(1)).views.h $(wildcard src/$(1)/*.html)
endef
$(foreach d,$(ROOMS_HTML:src/%=%),$(eval $(call VIEWS,$(d))))
$(G)/messages.c $(G)/messages.h &: $(wildcard locale/*/*.po) $(T)/pogen
	@mkdir -p $(@D)
	$(T)/pogen $(G)/messages.c $(G)/messages.h locale
$(G)/statements.c: $(SQL) tools/statements.awk
	@mkdir -p $(@D)
	awk -f tools/statements.awk $(SQL) >$@
$(G)/migrations.c: $(wildcard migrations/*.sql) $(T)/embed
	@mkdir -p $(@D)
	$(T)/embed $@ db_migration_files migrations $(sort $(wildcard migrations/*.sql))
$(G)/data.c: $(DATA) $(T)/embed
	@mkdir -p $(@D)
	$(T)/embed $@ data_files data $(sort $(DATA))
$(G)/assets.c: build/assets/.done $(T)/embed
	@mkdir -p $(@D)
	$(T)/embed $@ asset_files build/assets $$(find build/assets -type f -not -name '.*' | LC_ALL=C sort)
build/assets/.done: $(ASSET_SRC)
	cd assets && npm ci --silent --no-audit --no-fund && node build.mjs ../build/assets
	touch $@
$(G)/tests.c: $(TESTS) tools/tests.awk
	@mkdir -p $(@D)
	awk -f tools/tests.awk $(TESTS) >$@

# ---- the other verbs ----
check: $(O)/ocop-test
	$(O)/ocop-test
both:
	$(MAKE) CC=gcc BUILD=release all
	$(MAKE) CC=clang BUILD=debug build/debug-clang/ocop build/debug-clang/ocop-test
SOURCES := $(wildcard src/*.[ch] src/*/*/*.[ch] tools/*.[ch] fuzz/*.c bench/*.c)
fmt:
	clang-format -i $(SOURCES)
HEADERS := $(wildcard src/*.h src/*/*/*.h)
lint: $(GEN_H)
	@clang-format --dry-run -Werror $(SOURCES) && echo "clang-format: $(words $(SOURCES)) files clean"
	@awk -f tools/layers.awk src/DEPS $(wildcard src/*.[ch] src/*/*/*.[ch]) && echo "layers: clean"
	@tools/check-style
	@$(MAKE) --no-print-directory $(HEADERS:%=build/lint/%.alone)
build/lint/%.alone: % $(HEADERS) $(GEN_H)
	@mkdir -p $(@D)
	@echo "$< alone"
	@echo '#include "$(<:src/%=%)"' | $(CC) $(filter-out -include src/platform/base/banned.h,$(CFLAGS)) -fsyntax-only -x c -
	@touch $@
# Advice, one file after the other until the budget is used up; the rest is named as not looked at.
TIDY_SECONDS ?= 600
tidy: $(GEN_H)
	tools/tidy $(TIDY_SECONDS) "$(filter-out -W%,$(CFLAGS))" $(PROGRAM)
cov:
	$(MAKE) --no-print-directory CC=gcc BUILD=cov build/cov-gcc/ocop-test
	find build/cov-gcc -name '*.gcda' -delete
	build/cov-gcc/ocop-test
	find build/cov-gcc -name '*.gcda' | xargs -r gcov -n -b >build/coverage.txt 2>build/coverage.err
	awk -f tools/coverage.awk build/coverage.txt
FUZZ := $(wildcard fuzz/*.c)
fuzz:
	$(MAKE) --no-print-directory CC=clang BUILD=fuzz $(FUZZ:fuzz/%.c=build/fuzz/%)
	set -e; for f in $(FUZZ:fuzz/%.c=build/fuzz/%); do tools/fuzz-one $$f $(or $(FUZZ_SECONDS),10); done
build/fuzz/%: fuzz/%.c $(filter-out $(O)/main.o,$(OBJ)) $(wildcard tools/*.c)
	@mkdir -p $(@D)
	@echo "fuzz target $@"
	@$(CC) -std=c17 -D_GNU_SOURCE -Isrc -I$(G) -Itools $(LIB_CFLAGS) $(subst fuzzer-no-link,fuzzer,$(F_fuzz)) \
	  -o $@ $< $(filter %.o,$^) $(LIB_LDFLAGS)
# The random traces of the suite, a hundred thousand of them on each engine; goes on where it stopped.
TRACES ?= 100000
traces:
	$(MAKE) --no-print-directory CC=gcc BUILD=release build/release-gcc/ocop-test
	tools/traces $(TRACES) $(TRACES_SECONDS)
bench: build/ocop build/bench/seed build/bench/session
	bench/run
build/bench/seed: bench/seed.c $(filter-out $(O)/main.o,$(OBJ))
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -o $@ $< $(filter %.o,$^) $(LDFLAGS)
build/bench/session: bench/session.c $(filter-out $(O)/main.o,$(OBJ)) $(TESTLIB:src/%.c=$(O)/%.o) $(O)/domain/council/table_test.o
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -o $@ $< $(filter %.o,$^) $(LDFLAGS)
clean:
	rm -rf build
objs: $(OBJ) $(TEST_OBJ)
