#!/usr/bin/env bash
# The proxy of `make scale`: Debian's nginx.
set -euo pipefail
PATH="$PATH:/usr/sbin"
command -v nginx >/dev/null && exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  echo "nginx is missing: install it (apt-get install nginx-light)." >&2
  exit 1
fi
echo "Installing nginx ..."
export DEBIAN_FRONTEND=noninteractive
apt-get update -q >/dev/null
apt-get install -yq --no-install-recommends nginx-light >/dev/null
