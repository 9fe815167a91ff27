#!/usr/bin/env bash
# build_environment.sh FOLDER VERSION LOCK: an environment with just what the lock file names.
set -euo pipefail
folder=$1 version=$2 lock=$3
uv=.venv/tools/bin/uv
if ! python=$($uv python find --no-project "$version" 2>/dev/null); then
  echo "Python $version is missing: install it (pyenv install $version) and run this again." >&2
  exit 1
fi
[ -x "$folder/bin/python" ] || $uv venv --quiet --allow-existing --python "$python" "$folder"
# Compiled now: where byte code is not written at run time, every start would compile it again.
$uv pip sync --python "$folder/bin/python" --require-hashes --compile-bytecode "$lock"
