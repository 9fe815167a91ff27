#!/usr/bin/env bash
# The browser of the tests: Debian's Chromium (Playwright's own download is not used).
set -euo pipefail
[ -x /usr/bin/chromium ] && exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  echo "Chromium is missing at /usr/bin/chromium: install it (apt-get install chromium)." >&2
  exit 1
fi
echo "Installing Chromium for the browser tests ..."
export DEBIAN_FRONTEND=noninteractive
apt-get update -q >/dev/null
apt-get install -yq --no-install-recommends chromium fonts-dejavu-core >/dev/null
