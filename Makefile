# make graph   the graph of the seed documents, in output/
# make test    everything that must hold
# make assets  the editor of kg serve's query page, by npm; without it the page has a plain one
# make bench   how long things take, beside peers measured in the same run; how fast the page is

VENV = .venv
OUTPUT = output
BIN = $(VENV)/bin
SET_UP = VENV='$(VENV)' scripts/set-up
LOCK = $(BIN)/uv pip compile pyproject.toml --universal --generate-hashes --python-version 3.11 \
	--no-emit-index-url --no-emit-find-links --no-annotate --no-strip-extras --quiet \
	--custom-compile-command 'make locks'

.PHONY: help graph test assets bench lint format locks clean

help:
	@sed -n 's/^# make/make/p' Makefile

graph:
	@$(SET_UP) run
	@$(BIN)/kg build seeds -o '$(OUTPUT)'
	@echo
	@echo "Look at it:  $(OUTPUT)/graph.html in a browser"
	@echo "Ask it:      $(BIN)/kg show PPO -g $(OUTPUT)"

# With CI=true nothing is skipped for want of a browser, of rapper or of jsonld.js.
test: lint
	@VENV='$(VENV)' scripts/install-browser
	@scripts/install-axe
	@scripts/install-rapper
	@scripts/install-jsonld
	@scripts/install-stores
	@scripts/make-assets
	CI=true $(BIN)/python -m pytest -n auto --cov --cov-report=term -q

assets:
	@scripts/make-assets

bench:
	@$(SET_UP) dev
	@VENV='$(VENV)' scripts/install-browser
	$(BIN)/python benchmarks/build.py
	PYTHONPATH=. $(BIN)/python benchmarks/guard.py
	$(BIN)/kg build seeds -o '$(OUTPUT)' && PYTHONPATH=. $(BIN)/python benchmarks/sparql.py '$(OUTPUT)'
	$(BIN)/python benchmarks/serve.py '$(OUTPUT)' 8 20
	PYTHONPATH=. $(BIN)/python benchmarks/resolving.py '$(OUTPUT)'
	PYTHONPATH=. $(BIN)/python benchmarks/growing.py seeds 55 110 220
	PYTHONPATH=. $(BIN)/python benchmarks/rdf.py
	PYTHONPATH=. $(BIN)/python benchmarks/shapes.py
	$(BIN)/python benchmarks/reading.py
	PYTHONPATH=. $(BIN)/python benchmarks/explorer.py $(GRAPHS)

lint:
	@$(SET_UP) dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

format:
	@$(SET_UP) dev
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

# New versions of everything, within the bounds of pyproject.toml.
locks:
	@$(SET_UP) dev
	$(BIN)/python -m pip install --quiet uv
	$(LOCK) --upgrade --group build -o requirements/run.txt
	$(LOCK) --upgrade --extra serve --group dev -c requirements/run.txt -o requirements/dev.txt

clean:
	rm -rf build dist htmlcov .coverage .coverage.* .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find kg cli tests -name __pycache__ -type d -prune -exec rm -rf {} +
