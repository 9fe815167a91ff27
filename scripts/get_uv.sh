#!/usr/bin/env bash
# Puts uv where the other scripts find it: the version that requirements/uv.lock pins.
set -euo pipefail
tools=.venv/tools
if ! [ -x $tools/bin/uv ]; then
  python=$(command -v python3.11 || command -v python3.10 || command -v python3 || true)
  if [ -z "$python" ]; then
    echo "Python is missing: install Python 3.10 and 3.11 (pyenv install 3.10 3.11)." >&2
    exit 1
  fi
  echo "Getting uv, which builds the environments ..."
  "$python" -m venv $tools
  $tools/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.lock
fi
touch $tools/.ready
