#!/usr/bin/env bash
# Resolves requirements/*.in into lock files with hashes and without any host's name.
set -euo pipefail
compile=".venv/tools/bin/uv pip compile --quiet --generate-hashes --no-header"
cd "$(dirname "$0")/.."
$compile --universal --python-version 3.10 requirements/uv.in -o requirements/uv.lock
$compile --python-version 3.10 --override requirements/engine.overrides requirements/engine.in -o requirements/engine.lock
$compile --python-version 3.11 requirements/app.in -o requirements/app.lock
$compile --python-version 3.10 requirements/engine-test.in -o requirements/engine-test.lock
$compile --python-version 3.11 requirements/app-test.in -o requirements/app-test.lock
