# hearsay: targets are all test train train-dates train-parser bench fuzz demo install uninstall
# format lint deps clean.
# V=1 shows every call of the compiler. A new .c file in a room, a language's .tsv
# or an .sql file needs no edit here.
PREFIX ?= /usr/local
CFLAGS ?= -O2 -g
comma  := ,
B      := build$(if $(SANITIZE),/$(subst $(comma),-,$(SANITIZE)))
SAN    := $(if $(SANITIZE),-fsanitize=$(SANITIZE) -fno-sanitize-recover=all -fno-omit-frame-pointer)

ROOMS  := core graph importers importers/extract export
PKGS   := igraph sqlite3 libcgraph libgvc icu-uc icu-i18n libxml-2.0 jansson nettle uchardet zlib
PKG_CFLAGS := $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
PKG_LIBS   := $(shell pkg-config --libs $(PKGS) 2>/dev/null)
WARN   := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wwrite-strings \
          -Wno-missing-field-initializers
COMPILE = $(CC) -std=c11 -D_POSIX_C_SOURCE=200809L $(WARN) $(CPPFLAGS) $(CFLAGS) $(SAN) \
          -I. -I$B $(PKG_CFLAGS) -MMD -MP
LINK    = $(CC) $(CFLAGS) $(SAN) $(LDFLAGS)
LIBS    = $(PKG_LIBS) -lcld2 -lstdc++ -lpthread -lm

SRC    := $(filter-out core/main.c,$(wildcard $(ROOMS:%=%/*.c)))
SHIM   := $(wildcard importers/*.cc)
LIB    := $(SRC:%.c=$B/%.o) $(SHIM:%.cc=$B/%.cc.o)
DATA   := $(wildcard importers/languages/*/*.tsv importers/languages/*/*.bin graph/schema.sql \
          graph/sql/*.sql)
UNIT   := $(patsubst tests/unit/%.c,$B/tests/%,$(wildcard tests/unit/test_*.c))
BENCHES := $(patsubst tests/bench/%.c,$B/tests/bench/%,$(wildcard tests/bench/*.c))
REPLAY := $(patsubst tests/fuzz/%.c,$B/tests/%,$(wildcard tests/fuzz/fuzz_*.c))

# Where nobody said how many jobs, as many as there are processors.
SUBMAKE = $(MAKE) --no-print-directory $(if $(findstring j,$(MFLAGS)),,-j$(shell nproc))
say     = $(if $V,,@echo '  $1  $(@:build/%=%)';)

all: $B/hearsay

$B/hearsay: $B/core/main.o $B/libhearsay.a
	$(call say,LD)$(LINK) -o $@.$$$$ $^ $(LIBS) && mv $@.$$$$ $@

$B/libhearsay.a: $(LIB) $B/sources
	$(call say,AR)rm -f $@.$$$$ && $(AR) qcs $@.$$$$ $(LIB) && mv $@.$$$$ $@

$B/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(call say,CC)$(COMPILE) -c -o $@ $<

$B/%.cc.o: %.cc Makefile
	@mkdir -p $(@D)
	$(call say,CX)$(CXX) -std=c++17 -Wall $(CPPFLAGS) $(CFLAGS) $(SAN) -I. -MMD -MP -c -o $@ $<

# Lists of files that change only when a file comes or goes.
$B/sources: FORCE
	@mkdir -p $(@D); echo '$(LIB)' | cmp -s - $@ || echo '$(LIB)' >$@
$B/data: FORCE
	@mkdir -p $(@D); echo '$(DATA)' | cmp -s - $@ || echo '$(DATA)' >$@

# Packs and SQL as C strings, line by line, in an order that no locale changes.
$B/embedded.inc: $(DATA) $B/data tests/embed.sh
	$(call say,IN)tests/embed.sh $(DATA) >$@.$$$$ && mv $@.$$$$ $@
$B/core/embed.o: $B/embedded.inc

$B/tests/%: tests/unit/%.c $B/libhearsay.a
	@mkdir -p $(@D)
	$(call say,LD)$(COMPILE) -Wno-discarded-qualifiers -MT $@ -o $@ $< $B/libhearsay.a -lcmocka $(LIBS)

$B/tests/fuzz_%: tests/fuzz/fuzz_%.c tests/fuzz/replay.c $B/libhearsay.a
	@mkdir -p $(@D)
	$(call say,LD)$(COMPILE) -MT $@ -o $@ $< tests/fuzz/replay.c $B/libhearsay.a $(LIBS)

test: deps
	@$(SUBMAKE) check-built

check-built: $B/hearsay $(UNIT) $(REPLAY)
	@B='$B' SANITIZE='$(SANITIZE)' ONLY='$(ONLY)' UPDATE='$(UPDATE)' tests/run.sh

bench: deps
	@$(SUBMAKE) bench-built
	@B='$B' tests/bench/run.sh $(ONLY)
bench-built: $B/hearsay $(BENCHES)
$B/tests/bench/%: tests/bench/%.c tests/bench/bench.h $B/libhearsay.a
	@mkdir -p $(@D)
	$(call say,LD)$(COMPILE) -MT $@ -o $@ $< $B/libhearsay.a $(LIBS)

# make fuzz T=dates S=60: libFuzzer on tests/fuzz/fuzz_dates.c; a crash is kept in its corpus.
S ?= 60
fuzz:
	@tests/deps.sh build fuzz
	@test -n '$(T)' || { echo 'say which: make fuzz T=NAME S=SECONDS' >&2; exit 2; }
	@$(SUBMAKE) fuzz-built CC=clang-14 CXX=clang++-14 \
	    SANITIZE=fuzzer-no-link,address,undefined
fuzz-built: $B/libhearsay.a
	@mkdir -p $B/tests/corpus_$(T) tests/fuzz/corpus/$(T)
	$(COMPILE) -fsanitize=fuzzer -o $B/tests/libfuzzer_$(T) tests/fuzz/fuzz_$(T).c $< $(LIBS)
	$B/tests/libfuzzer_$(T) -max_total_time=$(S) -artifact_prefix=tests/fuzz/corpus/$(T)/ \
	    -close_fd_mask=1 $B/tests/corpus_$(T) tests/fuzz/corpus/$(T)

demo:
	@tests/deps.sh build
	@$(SUBMAKE) all
	@PATH="$(CURDIR)/$B:$$PATH" samples/demo.sh

# make train: the weights of the extraction's models, from articles that readers marked.
GOLD   ?= ../shared/eval/dev
CORPUS ?= ../shared/corpus/articles.jsonl.gz
TRAIN = build/train/bin/python tests/reading/train.py build/tests/dump $(GOLD) build/train/marks \
    $(if $(HELD_OUT),--held-out 0) --write importers/languages
$B/tests/dump: tests/reading/dump.c $B/libhearsay.a
	@mkdir -p $(@D)
	$(call say,LD)$(COMPILE) -MT $@ -o $@ $< $B/libhearsay.a $(LIBS)
train: deps
	@tests/deps.sh train
	@test -x build/train/bin/pip || python3 -m venv build/train
	build/train/bin/pip -q install numpy scipy scikit-learn
	python3 tests/reading/marks.py tests/reading/marks.jsonl $(CORPUS) build/train/marks
	@$(MAKE) --no-print-directory build/tests/dump
	$(TRAIN) --only target,speaker,deny,denier,meet
	@$(MAKE) --no-print-directory build/tests/dump
	$(TRAIN) --only answer

# make train-dates: the models that choose a claim's date, one set for all languages.
$B/tests/dates: tests/reading/dates.c $B/libhearsay.a
	@mkdir -p $(@D)
	$(call say,LD)$(COMPILE) -MT $@ -o $@ $< $B/libhearsay.a $(LIBS)
train-dates: deps
	@test -d build/train || { python3 -m venv build/train && \
	    build/train/bin/pip -q install numpy scipy scikit-learn; }
	@$(MAKE) --no-print-directory build/tests/dates
	build/train/bin/python tests/reading/train_dates.py build/tests/dates $(GOLD) \
	    $(if $(HELD_OUT),--held-out 0) --write importers/languages/mul/weights.tsv

# make train-parser: importers/languages/*/parser.bin from the treebanks, which building needs not.
TREEBANKS ?= ../shared/treebanks
ARTICLES  ?= ../shared/corpus/articles.jsonl.gz
build/tests/train-parser: $(wildcard tests/treebank/*.[ch]) build/libhearsay.a
	@mkdir -p $(@D)
	$(call say,LD)$(COMPILE) -O3 -march=native -ffast-math -o $@ $(filter %.c %.a,$^) $(LIBS)
train-parser: deps
	@$(MAKE) --no-print-directory build/tests/train-parser
	tests/treebank/train.sh '$(TREEBANKS)' '$(ARTICLES)'

MAN  := $B/hearsay.1
COMP := $B/hearsay.bash $B/_hearsay $B/hearsay.fish
$B/hearsay.1: $B/hearsay
	$B/hearsay man >$@.$$$$ && mv $@.$$$$ $@
$B/hearsay.bash: $B/hearsay
	$B/hearsay completion bash >$@
$B/_hearsay: $B/hearsay
	$B/hearsay completion zsh >$@
$B/hearsay.fish: $B/hearsay
	$B/hearsay completion fish >$@

SHARE = $(DESTDIR)$(PREFIX)/share
install: all $(MAN) $(COMP)
	install -D $B/hearsay $(DESTDIR)$(PREFIX)/bin/hearsay
	install -Dm644 $B/hearsay.1 $(SHARE)/man/man1/hearsay.1
	install -Dm644 $B/hearsay.bash $(SHARE)/bash-completion/completions/hearsay
	install -Dm644 $B/_hearsay $(SHARE)/zsh/vendor-completions/_hearsay
	install -Dm644 $B/hearsay.fish $(SHARE)/fish/vendor_completions.d/hearsay.fish

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/hearsay $(SHARE)/man/man1/hearsay.1 \
	    $(SHARE)/bash-completion/completions/hearsay $(SHARE)/zsh/vendor-completions/_hearsay \
	    $(SHARE)/fish/vendor_completions.d/hearsay.fish

FORMATTED = $(wildcard $(ROOMS:%=%/*.[ch]) tests/*/*.[ch])
format:
	@tests/deps.sh lint
	tests/wrap.py $(FORMATTED)
	clang-format-14 -i $(FORMATTED)

lint:
	@tests/deps.sh build lint
	@$(SUBMAKE) all
	@rc=0; clang-format-14 --dry-run -Werror $(FORMATTED) || rc=1; B='$B' tests/lint.sh || rc=1; \
	cppcheck -q --std=c11 --language=c --error-exitcode=1 --inline-suppr \
	    --enable=warning,performance,portability --suppress=missingIncludeSystem \
	    --suppress=internalAstError --suppress=varFuncNullUB -I. $(SRC) core/main.c || rc=1; exit $$rc

deps:
	@tests/deps.sh build test

clean:
	rm -rf build

FORCE:
.DELETE_ON_ERROR:
.PHONY: all test check-built train train-dates train-parser bench bench-built fuzz fuzz-built demo \
    install uninstall format lint deps clean FORCE
-include $(shell find $B -name '*.d' 2>/dev/null)
