#!/usr/bin/env bash
# A git hook: style of what is committed, in a second (see CONTRIBUTING.md). `make check` does all.
set -euo pipefail
.venv/app/bin/ruff check .
.venv/app/bin/ruff format --check .
