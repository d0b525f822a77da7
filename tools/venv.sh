#!/bin/sh
# Makes the virtual environment named by the first argument, with the first Python >= 3.11 found on this machine.
# On Debian and Ubuntu a missing Python or venv module is installed when we are root; otherwise we say what is missing.
set -eu
folder=$1

is_recent() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }
can_make_environments() { "$1" -c 'import ensurepip, venv' 2>/dev/null; }

recent_python() {
    for python in "${PYTHON:-python3}" python3.13 python3.12 python3.11 /usr/bin/python3; do
        if is_recent "$python"; then echo "$python"; return; fi
    done
}

install() {
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
        echo "Rank & File needs Python 3.11 or later with its venv module." >&2
        echo "On Debian and Ubuntu: sudo apt-get install $*" >&2
        exit 1
    fi
    export DEBIAN_FRONTEND=noninteractive
    apt-get install -y -qq "$@" >/dev/null || { apt-get update -qq && apt-get install -y -qq "$@" >/dev/null; }
}

python=$(recent_python)
if [ -z "$python" ]; then
    install python3 python3-venv
    python=$(recent_python)
fi
if [ -z "$python" ]; then
    echo "Rank & File needs Python 3.11 or later; this machine has $(python3 --version 2>&1)." >&2
    exit 1
fi
if ! can_make_environments "$python"; then
    install "$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
fi
"$python" -m venv --clear "$folder"
