#!/usr/bin/env bash
# add_test_tools.sh FOLDER LOCK: adds pytest and the like to an environment.
set -euo pipefail
.venv/tools/bin/uv pip install --quiet --python "$1/bin/python" --require-hashes --compile-bytecode -r "$2"
