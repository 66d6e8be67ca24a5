# `make` lists what there is to do. Every target makes its own set-up, in .venv, and only once.

PYTHON =#   a Python to use instead of the newest one found
LESSON =#   the lesson that `make lab` opens
PORT =#     the port that `make lab` uses
PY = .venv/bin/python

# Nothing from outside counts: neither settings of Python and its tools nor those of Jupyter.
unexport $(filter PYTHON% PYTEST% MYPY% RUFF_% HYPOTHESIS_% NBVAL_% JUPYTER% IPYTHON%,$(.VARIABLES))
# What was typed after `make` reaches the commands to the letter, whatever signs are in it.
export IMRKIT_LESSON := $(value LESSON)
export IMRKIT_PORT := $(value PORT)
export IMRKIT_PYTHON := $(value PYTHON)

.DEFAULT_GOAL := help
.PHONY: help lab test course-proof bench notebooks rulebook pictures wheel clean

help:
	@echo "make lab        open the lessons in JupyterLab (LESSON=name, PORT=number)"
	@echo "make test       check everything: style, types, data, tests, lessons"
	@echo "make course-proof  prove the course: many seeds, simulated learners, every lesson in a"
	@echo "                browser (about an hour)"
	@echo "make bench      measure the speed, beside other engines"
	@echo "make notebooks  run the notebooks again and keep their outputs"
	@echo "make rulebook   make the rule book and the editors' schemas anew, after rules or cases changed"
	@echo "make pictures   take the README's pictures in a real JupyterLab"
	@echo "make wheel      build the installable package, in dist/"
	@echo "make clean      remove what the other targets made (never your lessons)"

lab: .venv/.lab
	@set --; [ -z "$$IMRKIT_PORT" ] || set -- --port "$$IMRKIT_PORT"; \
	[ -z "$$IMRKIT_LESSON" ] || set -- "$$@" -- "$$IMRKIT_LESSON"; \
	exec .venv/bin/imrkit lab "$$@"

# The quick checks come first, so that what is wrong is known early.
test: .venv/.test
	@echo "Style ..."
	@$(PY) -m ruff check --quiet .
	@$(PY) -m ruff format --check --quiet . || { echo "To put it right: $(PY) -m ruff format ."; exit 1; }
	@echo "Who imports whom ..."
	@found=$$(.venv/bin/lint-imports --no-cache --no-logo 2>&1) || { echo "$$found"; exit 1; }
	@echo "Types; rules, cases and exercises ..."
	@$(PY) -m mypy & types=$$!; .venv/bin/imrkit check && wait $$types
	@echo "Tests ..."
	@$(PY) -m pytest --quiet $(PARALLEL) imrkit tests
	@echo "Lessons: do they still give the results that they show?"
	@$(PY) -m pytest --quiet $(PARALLEL) --nbval --nbval-current-env notebooks/course

# One process for each core, but no more than four: each may hold a browser and a JupyterLab.
PARALLEL = -n logical --maxprocesses 4 --dist loadscope --no-loadscope-reorder

course-proof: .venv/.test
	@.venv/bin/imrkit check --release
	@$(PY) -m pytest --quiet $(PARALLEL) -m proof tests/course tests/cohort
	@echo "Every lesson in a real browser (left out, and said so, where there is no Chromium) ..."
	@$(PY) -m pytest --quiet $(PARALLEL) -m proof tests/browser

bench: .venv/.bench
	@$(PY) bench/run.py

notebooks: .venv/.lab
	@$(PY) -m imrkit.jupyter.notebooks

rulebook: .venv/.lab
	@$(PY) -m imrkit.authoring.schema
	@$(PY) -m imrkit.jupyter.rule_book
	@$(PY) -m imrkit.jupyter.rule_book dist/rule_book.html

pictures: .venv/.test
	@$(PY) -m tests.browser.pictures docs/pictures

wheel: .venv/.test
	@rm -rf dist
	@$(PY) -m build --quiet --no-isolation
	@ls dist/*

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Kernels that are started here leave the learner's own settings and history alone.
test notebooks rulebook: export IPYTHONDIR = $(CURDIR)/.venv/ipython
test notebooks rulebook: export JUPYTER_DATA_DIR = $(CURDIR)/.venv/jupyter
test notebooks rulebook: export JUPYTER_CONFIG_DIR = $(CURDIR)/.venv/jupyter

# What is installed, each noted by an empty file, so that a second run has nothing to do.

.venv/.lab: .venv/.made pyproject.toml constraints.txt
	$(call install,.,JupyterLab and imrkit)

.venv/.test: .venv/.made pyproject.toml constraints.txt
	$(call install,.[test],what the tests need)
	@touch .venv/.lab

.venv/.bench: .venv/.made pyproject.toml constraints.txt
	$(call install,.[bench],the engines to compare with)

define install
@echo "Installing $(2) into .venv (the first time this takes a minute or two) ..."
@$(PY) .ci/install.py -qq -c constraints.txt -e '$(1)' || { \
	echo "The installation did not finish; pip says why above. Is this computer online?"; \
	echo "Nothing outside .venv was changed; the same command tries again."; exit 1; }
@.venv/bin/imrkit --version >/dev/null || { \
	echo "What was installed does not answer; it says why above. The same command tries again."; \
	echo "If it fails again: make clean, then the same command once more."; exit 1; }
@touch $@
endef

# A virtual environment works only where it was made, and only as long as its Python is there:
# otherwise it is made anew.
ifneq (,$(shell [ "$$(cat .venv/.made 2>/dev/null)" = "$$(pwd -P)" ] && [ -x .venv/bin/python ] || echo anew))
.PHONY: .venv/.made
endif

.venv/.made:
	@set -e; found=; \
	if [ "$$IMRKIT_PYTHON" ]; then set -- "$$IMRKIT_PYTHON"; \
	else set -- python3.13 python3.12 python3.11 python3; fi; \
	for python; do \
		"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
		found=$$python; \
		if "$$python" -c 'import ensurepip, venv' 2>/dev/null; then \
			echo "Making a virtual environment in .venv with $$("$$python" --version) ..."; \
			"$$python" -m venv --clear .venv; \
			pwd -P > $@; exit 0; \
		fi; \
	done; \
	if [ "$$found" ]; then \
		echo "$$("$$found" --version) is here, but its venv module is not. To install it:"; \
		echo "  Debian or Ubuntu: sudo apt install python3-venv"; \
	else \
		if [ "$$IMRKIT_PYTHON" ]; then why="$$IMRKIT_PYTHON is not that"; else why="none was found"; fi; \
		echo "imrkit needs Python 3.11 or newer; $$why."; \
		echo "Install one (python.org, or your system's packages), then try again."; \
		echo "One that is not on the PATH can be named: make lab PYTHON=/path/to/python3"; \
	fi; exit 1
