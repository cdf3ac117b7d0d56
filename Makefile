# Echo. `make help` lists what there is; docs/operations.md is for those who run it, CONTRIBUTING.md for
# those who change it.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules --no-print-directory

# How long fuzzing and benchmarks take, and which: make fuzz FUZZTIME=10m, make soak SOAK=1h, make bench BENCH=Send,
# make fuzz-api CALLS=1000000 SEED=7, make bench-realtime SCENARIO=memory, make bench-web WEB=loading, make bench-web HOUR=1.
FUZZTIME ?= 10s
SOAK ?= 10m
BENCH ?= .
BENCHTIME ?= 1s
CALLS ?= 100000
# Of make cluster.
BUS ?= rabbitmq
PORT ?= 8000
SCENARIO ?= all
SEED ?= 1
TIMES ?= 30
WEB ?=
HOUR ?=

GO_SOURCES := $(shell find cmd internal web/embed.go -type f -not -name '*_test.go') go.mod go.sum
WEB_SOURCES := $(shell find web/src web/public -type f) web/index.html web/vite.config.ts web/tsconfig.json $(wildcard web/tools/*.ts)
# The race detector needs a C compiler; without one: make test RACE=
# It does not watch SQLite, which is C turned into Go: there it would take five times as long, and find nothing of ours.
RACE ?= -race $(foreach c,sqlite/lib libc memory,-gcflags=modernc.org/$(c)=-race=false)
# These see the program from outside. Their own code is not what is watched, and what they need is built for bin/echod already.
OUTSIDE := ./test/e2e ./test/contract
# What was checked and counted; written by the test targets, read by scripts/tally.
RESULTS := .cache/test

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

## Run and build

.PHONY: run
run: bin/echod ## Build and run Echo with demo data at http://localhost:8080
	ECHO_DATA_DIR=data bin/echod serve --demo

.PHONY: cluster
cluster: bin/echod ## Run Echo as services apart behind nginx, on PostgreSQL, Redis and RabbitMQ (BUS=redis: without)
	BUS=$(BUS) PORT=$(PORT) scripts/cluster

.PHONY: build
build: bin/echod ## Build bin/echod with the web app inside

.PHONY: web
web: web/dist/index.html ## Build the web app

bin/echod: $(GO_SOURCES) web/dist/index.html
	CGO_ENABLED=0 go build -trimpath -buildvcs=auto -ldflags='-s -w' -o $@ ./cmd/echod

web/dist/index.html: $(WEB_SOURCES) web/node_modules/.package-lock.json
	npm run --prefix web build
	@touch $@

web/node_modules/.package-lock.json: web/package.json web/package-lock.json
	npm ci --prefix web
	@touch $@

.PHONY: reproducible
reproducible: web/node_modules/.package-lock.json ## Build the web app and bin/echod twice, and compare
	scripts/reproducible

.PHONY: gen
gen: bin/echod web/node_modules/.package-lock.json ## Write the contracts (REST, events) and the web app's types from the code
	mkdir -p api
	bin/echod openapi > api/openapi.yaml
	bin/echod asyncapi > api/asyncapi.yaml
	bin/echod asyncapi --table > api/events.md
	npm run --prefix web gen

.PHONY: clean
clean: ## Remove all that was built; data stays
	rm -rf bin .cache web/node_modules web/tools/openapi/node_modules web/tools/lighthouse/node_modules test/socketioclient/node_modules test/realtimebench/node/node_modules web/e2e/.artifacts
	find web/dist -mindepth 1 -not -name .gitkeep -delete

## Check

.PHONY: test
test: ## Run every test: Go on both databases, web, contract, end to end in a browser
	rm -rf $(RESULTS)
	$(MAKE) test-go
	$(MAKE) test-web
	$(MAKE) e2e
	scripts/tally $(RESULTS)

.PHONY: test-go
test-go: bin/gotestsum bin/echod
	@mkdir -p $(RESULTS)
	bin/echod openapi | diff -u api/openapi.yaml - || { echo "api/openapi.yaml is out of date: make gen" >&2; exit 1; }
	ECHO_TEST_BIN=$(abspath bin/echod) scripts/with-services $(MAKE) -k test-inside test-outside

# vet has looked already: it is among the linters. A package is ended when it hangs; a slow machine is no reason.
.PHONY: test-inside test-outside
test-inside:
	bin/gotestsum --format=pkgname --junitfile=$(RESULTS)/go.xml -- $(RACE) -vet=off -p 2 -timeout 20m $$(go list ./... | grep -v $(OUTSIDE:./%=-e /%$$))
test-outside:
	CGO_ENABLED=0 bin/gotestsum --format=pkgname --junitfile=$(RESULTS)/outside.xml -- -trimpath -vet=off -p 2 -timeout 20m $(OUTSIDE)

.PHONY: test-web
test-web: web/dist/index.html
	@mkdir -p $(RESULTS)
	npm run --prefix web test -- --reporter=default --reporter=junit --outputFile.junit=$(abspath $(RESULTS))/web.xml
	npm run --prefix web budget

.PHONY: e2e
e2e: bin/echod ## Run the browser tests against the built program
	@mkdir -p $(RESULTS)
	ECHO_BIN=$(abspath bin/echod) PLAYWRIGHT_JUNIT_OUTPUT_FILE=$(abspath $(RESULTS))/e2e.xml \
		npm run --prefix web e2e -- --reporter=list,junit

.PHONY: e2e-apart
e2e-apart: bin/echod ## Run the browser tests on services apart behind nginx (BUS as for cluster); E2E names some
	ECHO_LIMIT_ANONYMOUS=off ECHO_LIMIT_AUTH=off ECHO_LIMIT_USER=off BUS=$(BUS) PORT=$(PORT) scripts/cluster npm run --prefix web e2e -- $(E2E)

# Packages are compiled for the linters as they are for the tests, so once.
.PHONY: lint
lint: bin/golangci-lint web/node_modules/.package-lock.json ## Check style, types and the rules of the architecture
	go mod tidy -diff
	GOFLAGS="$$(go env GOFLAGS) $(strip $(RACE))" bin/golangci-lint run
	npm run --prefix web lint
	npm run --prefix web typecheck

.PHONY: fuzz
fuzz: ## Fuzz every fuzz test for FUZZTIME (10s) each
	scripts/fuzz $(FUZZTIME)

.PHONY: fuzz-api
fuzz-api: bin/echod ## Send CALLS (100000) made-up requests to every operation of the API; SEED repeats a run
	ECHO_TEST_BIN=$(abspath bin/echod) ECHO_TEST_FUZZ_CALLS=$(CALLS) ECHO_TEST_FUZZ_SEED=$(SEED) scripts/with-services --only postgres \
		go test -count 1 -run TestFuzz -v -timeout 60m ./test/contract

.PHONY: shapes
shapes: bin/echod ## Run the tests from outside on all four set-ups each; in make test those that stop servers run on two
	ECHO_TEST_BIN=$(abspath bin/echod) ECHO_TEST_SHAPES=all ECHO_TEST_ISOLATION_CALLS=10000 ECHO_TEST_FUZZ_CALLS=10000 \
		scripts/with-services go test -count 1 -timeout 60m ./test/e2e ./test/contract

.PHONY: soak
soak: ## Let real-time clients come and go at random for SOAK (10m), and look for what they left behind
	ECHO_TEST_SOAK=$(SOAK) go test -race -count 1 -run '^TestSoak$$' -v -timeout 0 ./internal/platform/socketio

.PHONY: failover
failover: bin/echod ## Kill and restart everything under load, TIMES (30) each, and count what was lost: nothing; FAULT names some
	ECHO_TEST_BIN=$(abspath bin/echod) ECHO_TEST_FAILOVER=$(TIMES) ECHO_TEST_FAULT="$(FAULT)" go test -count 1 -v -timeout 120m ./test/failover

.PHONY: bench
bench: bin/echod ## Run the Go benchmarks; BENCH names some, BENCHTIME says how long
	ECHO_TEST_BIN=$(abspath bin/echod) ECHO_TEST_HISTORY=1000000 scripts/with-services go test -run '^$$' -bench '$(BENCH)' -benchtime $(BENCHTIME) -benchmem -timeout 60m ./internal/... ./test/...

.PHONY: bench-realtime
bench-realtime: test/realtimebench/node/node_modules/.package-lock.json ## Measure live delivery beside Node and bare writes; SCENARIO names some
	@mkdir -p .cache/bench
	go build -trimpath -o .cache/bench/realtimebench ./test/realtimebench
	.cache/bench/realtimebench -scenario $(SCENARIO)

.PHONY: bench-web
bench-web: bin/echod web/tools/lighthouse/node_modules/.package-lock.json ## Measure the web app in Chromium against its budgets; WEB names some, HOUR=1 watches the heap for an hour
	@mkdir -p .cache/bench
	cd web && ECHO_BIN=$(abspath bin/echod) HOUR=$(HOUR) npx playwright test --config e2e/perf/playwright.config.ts $(WEB)

web/tools/lighthouse/node_modules/.package-lock.json: web/tools/lighthouse/package.json web/tools/lighthouse/package-lock.json
	npm ci --prefix web/tools/lighthouse --no-audit --no-fund
	@touch $@

test/realtimebench/node/node_modules/.package-lock.json: test/realtimebench/node/package.json test/realtimebench/node/package-lock.json
	npm ci --prefix test/realtimebench/node --no-audit --no-fund
	@touch $@

.PHONY: test-deps
test-deps: ## Install what tests need beside Go and Node: PostgreSQL, Redis, RabbitMQ, Chromium, fonts
	scripts/test-deps

# Tools come at the versions that tools/go.mod pins, built from source once.
bin/golangci-lint: PACKAGE := github.com/golangci/golangci-lint/v2/cmd/golangci-lint
bin/gotestsum: PACKAGE := gotest.tools/gotestsum
bin/golangci-lint bin/gotestsum: tools/go.mod tools/go.sum
	cd tools && go build -trimpath -ldflags='-s -w' -o ../$@ $(PACKAGE)
