# The finer targets. People need only ./run and ./test; these call the same commands.
.DEFAULT_GOAL := help
.PHONY: help setup fmt lint types layers trace tests mutants chronology-quality samples screens locks
python := .venv/bin/python

help: ## Print this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1 \t/' | expand -t 20

setup: ## Set up what is missing, for tests too
	@. ./setup/find-python.sh && "$$python" setup/door.py prepare

fmt: setup ## Format code and templates, and mend what can be mended
	$(python) -m ruff check --fix .
	$(python) -m ruff format .
	$(python) -m djlint rapidreview/templates --reformat --quiet

lint: setup ## Format and lint, without changing anything
	$(python) -m setup.checks format lint templates

types: setup ## Strict types
	$(python) -m setup.checks types

layers: setup ## The order of the rooms
	$(python) -m setup.checks layers

tests: ## Every check and every test, on both databases
	./test

trace: setup ## Paragraph by paragraph: which tests that passed carry it (after ./test)
	@test -d var/trace || ./test
	@$(python) -m tests.traceability

mutants: setup ## Change the procedure's code in small ways: does a test notice? (FILES="clocks.py …")
	$(python) -m tests.mutants $(FILES)

chronology-quality: setup ## How well the merged chronology finds what is planted
	@RAPIDREVIEW_TEST_DATABASE=none $(python) -m tests.evidence.chronology_quality

samples: setup ## Write the sample returns of tests/samples/ anew
	@$(python) -m tests.samples.make_samples

screens: setup ## Photograph every page of the training case into var/screens/
	@$(python) -m tests.photographs

locks: ## Compile requirements/*.in anew into the lock files (needs uv)
	uv pip compile --universal --no-strip-extras --generate-hashes --no-emit-index-url --no-header --python-version 3.11 requirements/runtime.in -o requirements.lock
	uv pip compile --universal --no-strip-extras --generate-hashes --no-emit-index-url --no-header --python-version 3.11 requirements/test.in -o requirements-test.lock
	uv pip compile --universal --no-strip-extras --generate-hashes --no-emit-index-url --no-header --python-version 3.11 requirements/node.in -o requirements-node.lock
