#!/bin/sh
# Installs those of the named Debian packages that this machine lacks. Asks nothing and does nothing when all are there.
set -eu
missing=$(for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || echo "$package"
done)
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null; then
    echo "Not a Debian machine: please install what corresponds to" $missing >&2
    exit 0
fi
as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi; }
install() { as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing </dev/null >/dev/null; }

echo "Installing" $missing
install || { as_root apt-get update -qq && install; }
