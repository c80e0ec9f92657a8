# make test is the test command: on a machine with Go it installs what it needs, then checks format, vet, staticcheck and runs all
# tests. make bench measures; make long runs the edit histories and fuzz targets for longer; make pages has checkers look at every
# kind of page; make screenshots takes their pictures.

GO ?= go
STEPS ?= 120
HISTORIES ?= 500
FUZZTIME ?= 60s

.PHONY: build test browser servers s3server python check unit long sweep pages fuzz bench latency questions screenshots clean

build:
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags="-s -w" -o sitrep ./cmd/sitrep

test: browser servers s3server python check unit

# The browser tests need Chromium; on Debian it is installed when it is not there.
browser:
	@command -v chromium >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 || \
	  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-core; }

# The tests of publishing talk to these programs on loopback; on Debian they are installed when they are not there. Their services
# are not started.
servers:
	@missing=""; for need in nginx:nginx-light caddy:caddy sshd:openssh-server minisign:minisign git:git; do \
	  PATH="$$PATH:/usr/sbin" command -v "$${need%%:*}" >/dev/null 2>&1 || missing="$$missing $${need#*:}"; done; \
	[ -z "$$missing" ] || { policy=/usr/sbin/policy-rc.d; ours=""; \
	  [ -e $$policy ] || { ours=$$policy; printf '#!/bin/sh\nexit 101\n' >$$policy; chmod +x $$policy; }; \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing; status=$$?; \
	  [ -z "$$ours" ] || rm $$ours; exit $$status; }

# The tests of publishing speak to a real S3 server on loopback. It stays outside what is kept, and outside go.mod.
VERSITYGW := v1.8.0

s3server: .tools/bin/versitygw-$(VERSITYGW)

.tools/bin/versitygw-$(VERSITYGW):
	GOBIN=$(CURDIR)/.tools/bin $(GO) install github.com/versity/versitygw/cmd/versitygw@$(VERSITYGW)
	touch $@

# The reader in Python that the guide shows is run against the sample site.
python:
	@command -v python3 >/dev/null 2>&1 || { $(INSTALL) python3-minimal; }

check:
	@unformatted=$$(gofmt -l $$(git ls-files '*.go')); [ -z "$$unformatted" ] || { echo "not gofmt-ed:"; echo "$$unformatted"; exit 1; }
	$(GO) vet ./...
	$(GO) tool staticcheck ./...

# The rooms are tested with the race detector. What tests whole builds and the program takes long with it: there it watches the edit
# histories and the preview, which have all at work at once.
unit:
	$(GO) test -race $$($(GO) list ./... | grep -v -e '/generator$$' -e '/cmd/')
	$(GO) test ./generator ./cmd/...
	$(GO) test -race ./generator ./cmd/sitrep -run 'TestWarmIsCold|TestServe'

# What pages are checked with beside a browser: axe, and the Nu HTML checker, which runs on Java. Both stay outside what is kept.
AXE := 4.14.1
NU := 26.9.27
TOOLS := .tools/axe-$(AXE)-nu-$(NU)
INSTALL := apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends

$(TOOLS):
	@command -v npm >/dev/null 2>&1 || { $(INSTALL) npm; }
	@command -v java >/dev/null 2>&1 || { $(INSTALL) default-jre-headless; }
	npm install --prefix .tools --no-save --no-package-lock --no-audit --no-fund --ignore-scripts axe-core@$(AXE) vnu-jar@$(NU)
	touch $@

pages: browser $(TOOLS)
	$(GO) test -count 1 -timeout 20m ./cmd/pages -all

long:
	$(GO) test -timeout 60m ./generator -run TestWarmIsCold -warm.steps $(STEPS) -v

# Publishing while each request in turn fails, in every way, and more histories of a target than a developer waits for.
sweep: s3server
	$(GO) test -count 1 -timeout 20m ./generator/publish -run 'TestEveryRequestMayFail|TestNoReaderMeets' -sweep -rapid.checks $(HISTORIES)

fuzz:
	@for target in $$(grep -rhoE '^func Fuzz[A-Za-z]+' --include='*_test.go' . | sed 's/func //' | sort -u); do \
	  pkg=$$(grep -rlE "^func $$target\(" --include='*_test.go' . | xargs -n1 dirname | head -n1); \
	  echo "$$pkg $$target"; $(GO) test "$$pkg" -run xxx -fuzz "^$$target$$" -fuzztime $(FUZZTIME) || exit 1; done

bench:
	$(GO) test -run xxx -bench . ./generator/...

# How long a writer waits for the preview; LATENCY holds flags, as in make latency LATENCY="-sizes 1000 -only edit,index".
latency: browser
	$(GO) run ./generator/preview/latency $(LATENCY)

# What a search costs a reader of a published tree; QUESTIONS holds flags and questions, as in make questions QUESTIONS="'q=flood&region=ua'".
questions: browser
	$(GO) run ./generator/search/questions $(QUESTIONS)

# Pictures of every kind of page, in screenshots/; SCREENSHOTS holds flags, as in make screenshots SCREENSHOTS="-only home,report-full".
screenshots: browser
	@command -v pdftoppm >/dev/null 2>&1 || { $(INSTALL) poppler-utils; }
	$(GO) run ./cmd/pages $(SCREENSHOTS)

clean:
	rm -f sitrep
