# The project's commands; `make help` lists them. Building and training happen only when needed.
SHELL := /bin/bash
.DEFAULT_GOAL := help

ENGINE := .venv/engine
APP := .venv/app
RASA := $(ENGINE)/bin/python scripts/quiet_rasa.py
QUIET_ENGINE := $(ENGINE)/bin/python -W ignore
MODEL := var/models/assistant.tar.gz
# The measurements that run in the app's environment; all others run in the engine's.
APP_BENCH := $(addprefix bench/,console.py databases.py fill.py filled_conversation.py other_model.py proxy.py running_web.py sample_talk.py scale.py soak.py widget_page.py)
# And the tests.
ENGINE_TESTS := tests/components tests/nlu tests/bench
APP_TESTS := $(filter-out $(ENGINE_TESTS) $(wildcard tests/__pycache__),$(wildcard tests/*))
ENGINE_BENCH := $(filter-out $(APP_BENCH),$(wildcard bench/*.py))
# Folders stand here beside the files: a deleted file changes its folder.
TRAINING_DATA := $(shell find data components/nlu components/importer.py -not -name '*.pyc' -not -name __pycache__) config.yml domain.yml

# The parts of `make chaos`: what runs, and how much of it. `make test` runs most of them in short.
CHAOS_PARTS := inputs described roles canaries texts order outages clients actions failures kills widget
CHAOS_inputs := tests/web/hostile/test_inputs.py
CHAOS_described := tests/web/hostile/test_described.py
CHAOS_roles := tests/web/hostile/test_roles.py
CHAOS_canaries := tests/conversations/test_canaries.py
CHAOS_texts := tests/conversations/test_hostile_texts.py
CHAOS_order := tests/web/test_order.py
CHAOS_outages := tests/web/test_outages.py
CHAOS_clients := tests/web/test_slow_clients.py
CHAOS_actions := tests/conversations/test_slow_actions.py
CHAOS_failures := tests/chaos/test_handover.py
CHAOS_kills := tests/chaos/test_kills.py
CHAOS_widget := tests/chaos/test_200_moments.py
COUNT_inputs := 100000
COUNT_described := 10000
COUNT_roles := 10000
COUNT_canaries := 1000
COUNT_texts := 10000
COUNT_order := 100
COUNT_outages := 60
COUNT_clients := 1000
COUNT_actions := 120
COUNT_failures := 1000
COUNT_kills := 300
COUNT_widget := 200

export RASA_TELEMETRY_ENABLED := false
export TF_CPP_MIN_LOG_LEVEL := 3
export SQLALCHEMY_SILENCE_UBER_WARNING := 1
# Only interpreters that are there: nothing is fetched but packages.
export UV_PYTHON_DOWNLOADS := never
ifdef CI
export UV_NO_PROGRESS := 1
endif

.PHONY: help
help: ## Show this help
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-16s %s\n", $$1, $$2}'

.PHONY: run
run: setup train ## Start the whole assistant on http://localhost:8000 (Ctrl-C ends it)
	@$(APP)/bin/python -m scripts.run

.PHONY: shell
shell: setup train ## Talk to the assistant in the Rasa shell, with the action server beside it
	@$(APP)/bin/python -m scripts.shell $(ARGS)

.PHONY: setup
setup: $(ENGINE)/.ready $(APP)/.ready ## Build both Python environments from the lock files

.PHONY: train
train: $(MODEL) ## Train the model if there is none or the training data changed

.PHONY: check
check: setup $(ENGINE)/.test-ready $(APP)/.test-ready var/.node-ready ## Style, types, answers and `rasa data validate`: all must be clean
	$(APP)/bin/ruff check .
	$(APP)/bin/ruff format --check .
	$(APP)/bin/mypy settings logs content improve actions storage notify web $(filter-out scripts/quiet_rasa.py scripts/read_texts.py,$(wildcard scripts/*.py)) $(APP_TESTS) $(APP_BENCH)
	$(ENGINE)/bin/mypy --python-version 3.10 components $(ENGINE_TESTS) $(ENGINE_BENCH)
	$(APP)/bin/python -m scripts.check_answers
	$(APP)/bin/python -m scripts.check_data
	npm --prefix widget run --silent check

.PHONY: test
test: setup train $(ENGINE)/.test-ready $(APP)/.test-ready var/.chromium-ready check ## Run every check and test (installs a browser)
	@echo "Tests of the engine's parts ..."
	$(ENGINE)/bin/python -m pytest tests/components tests/nlu tests/bench
	@echo "Tests of the app, of whole conversations and of the widget in a real browser ..."
	$(APP)/bin/python -m pytest tests --ignore tests/components --ignore tests/nlu --ignore tests/bench --ignore tests/chaos
	@echo "Rasa's own test stories ..."
	$(RASA) test core --e2e --stories tests/conversations --model $(MODEL) --out var/results --fail-on-prediction-errors

.PHONY: bench
bench: setup train $(ENGINE)/.test-ready bench-systems ## Compare with the stock Rasa pipeline (about an hour); writes docs/figures.md
	$(ENGINE)/bin/python bench/cross_validate.py
	$(ENGINE)/bin/python bench/stock_pipeline.py

.PHONY: bench-systems
bench-systems: setup train $(ENGINE)/.test-ready ## Start, memory and speed beside stock Rasa and a keyword bot; writes docs/figures.md (ARGS=--small: a try)
	@$(QUIET_ENGINE) bench/three_systems.py $(ARGS)

.PHONY: bench-intents
bench-intents: setup ## Read a CSV's texts with our pipeline: TRAIN=nlu.yml TEST=test.csv OUT=read.csv
	$(if $(and $(TRAIN),$(TEST),$(OUT)),,$(error Say all three: make bench-intents TRAIN=nlu.yml TEST=test.csv OUT=read.csv))
	@$(QUIET_ENGINE) bench/intents.py "$(TRAIN)" "$(TEST)" "$(OUT)"

.PHONY: bench-datasets
bench-datasets: setup ## Our pipeline and the stock one on a folder of data sets: FOLDER=…; writes docs/figures.md
	$(if $(FOLDER),,$(error Say which: make bench-datasets FOLDER=… (docs/benchmarks.md tells its layout)))
	@$(QUIET_ENGINE) bench/open_data_sets.py "$(FOLDER)"
	@$(QUIET_ENGINE) bench/data_set_calibration.py "$(FOLDER)"

.PHONY: bench-nlu
bench-nlu: setup train ## How long reading a message takes on one core, beside stock Rasa; writes docs/figures.md
	@$(QUIET_ENGINE) bench/nlu_speed.py

.PHONY: bench-voices
bench-voices: setup train ## How people's messages are read, with a picture of confusions: FILE=tests/nlu/voices.yml
	@$(QUIET_ENGINE) bench/confusions.py $(FILE)

.PHONY: new-topic
new-topic: $(APP)/.ready ## Start the file of a new topic: NAME=faq/aftercare
	@$(APP)/bin/python -m scripts.new_topic "$(NAME)"

.PHONY: visitor-data
visitor-data: $(APP)/.ready ## Show, export or erase all that is held of one person (it asks whom)
	@$(APP)/bin/python -m scripts.visitor_data

.PHONY: new-key
new-key: $(APP)/.ready ## Print a new key for DATA_KEYS
	@$(APP)/bin/python -c 'from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())'

.PHONY: rotate-keys
rotate-keys: $(APP)/.ready $(ENGINE)/.ready ## Encrypt all that is stored with the first of DATA_KEYS
	@$(APP)/bin/python -m scripts.rotate_keys

.PHONY: backup
backup: $(APP)/.ready ## Copy both databases while everything runs: TO=backups/monday
	@$(APP)/bin/python -m scripts.backup $(if $(TO),"$(TO)")

.PHONY: restore
restore: $(APP)/.ready ## Put a backup in the databases' place, with everything stopped: FROM=backups/monday
	@$(APP)/bin/python -m scripts.restore $(if $(FROM),"$(FROM)")

.PHONY: outbox
outbox: $(APP)/.ready ## Show what the clinic was told and what failed; RETRY=all tries dead ones again
	@$(APP)/bin/python -m scripts.outbox $(if $(RETRY),--retry $(RETRY))

.PHONY: chaos
chaos: setup train $(APP)/.test-ready var/.chromium-ready ## Break it at length (docs/faults.md); one part alone: PART=kills N=300
	$(if $(filter $(CHAOS_PARTS),$(or $(PART),kills)),,$(error PART is one of: $(CHAOS_PARTS)))
	@$(foreach part,$(or $(PART),$(CHAOS_PARTS)),echo "$(part) ..." && CHAOS_COUNT=$(or $(N),$(COUNT_$(part))) $(APP)/bin/python -m pytest -s $(CHAOS_$(part)) &&) true

.PHONY: soak
soak: setup train $(APP)/.test-ready ## Talk for MINUTES=20 and watch memory and open files; writes docs/figures.md
	$(APP)/bin/python -m bench.soak --minutes $(or $(MINUTES),20)

.PHONY: bench-widget
bench-widget: setup train $(APP)/.test-ready var/.chromium-ready ## What the widget costs a page, in a real browser
	$(APP)/bin/python -m bench.widget_page

.PHONY: bench-console
bench-console: setup $(APP)/.test-ready ## How fast the console is at 100,000 conversations, on both databases; writes docs/figures.md
	$(APP)/bin/python -m bench.console

.PHONY: scale
scale: setup train $(APP)/.test-ready var/.nginx-ready ## Two of everything behind nginx, killed under talk: what visitors see (five minutes)
	@$(APP)/bin/python -W ignore -m bench.scale

.PHONY: improve
improve: setup ## Teach what staff accepted: train beside the working model, compare, report
	@$(APP)/bin/python -m improve

.PHONY: go-live
go-live: $(APP)/.ready ## Let the model of `make improve` answer visitors
	@$(APP)/bin/python -m improve --go-live

.PHONY: go-back
go-back: $(APP)/.ready ## Let the model of before answer again
	@$(APP)/bin/python -m improve --go-back

.PHONY: pictures
pictures: $(APP)/.test-ready var/.chromium-ready ## Take the README's pictures from the running assistant
	$(APP)/bin/python -m scripts.pictures

.PHONY: pictures-console
pictures-console: train $(APP)/.test-ready var/.chromium-ready ## Take the console's pictures, from a made-up month of its own
	$(APP)/bin/python -m scripts.console_pictures
	$(APP)/bin/python -m scripts.takeover_picture

.PHONY: lock
lock: .venv/tools/.ready ## Resolve requirements/*.in into the lock files again
	@scripts/lock.sh

.PHONY: clean
clean: ## Remove environments, models and caches; databases in var/ stay
	rm -rf .venv .rasa widget/node_modules var/models var/encoder var/run var/results var/.*-ready
	find . -name __pycache__ -prune -exec rm -rf {} +

# ---- how they are made --------------------------------------------------------------------------

.venv/tools/.ready: requirements/uv.lock
	@scripts/get_uv.sh

$(ENGINE)/.ready: requirements/engine.lock .venv/tools/.ready
	@echo "Building the engine's environment (2 GB; a minute the first time) ..."
	@scripts/build_environment.sh $(ENGINE) 3.10 requirements/engine.lock
	@touch $@

$(APP)/.ready: requirements/app.lock .venv/tools/.ready
	@echo "Building the app's environment ..."
	@scripts/build_environment.sh $(APP) 3.11 requirements/app.lock
	@touch $@

%/.test-ready: %/.ready requirements/app-test.lock requirements/engine-test.lock
	@echo "Adding the test tools to $* ..."
	@scripts/add_test_tools.sh $* requirements/$(notdir $*)-test.lock
	@touch $@

# Type checks and the accessibility checker; nothing of it is served.
var/.node-ready: widget/package-lock.json
	@npm --prefix widget ci --silent
	@mkdir -p var && touch $@

var/.chromium-ready:
	@scripts/get_chromium.sh
	@mkdir -p var && touch $@

var/.nginx-ready:
	@scripts/get_nginx.sh
	@mkdir -p var && touch $@

$(MODEL): $(ENGINE)/.ready $(TRAINING_DATA)
	@echo "Training the model (under a minute) ..."
	@$(RASA) train --skip-validation --fixed-model-name assistant --out var/models # `make check` validates
	@touch $@
