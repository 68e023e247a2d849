#!/bin/sh
# Fill .venv with exactly what a pinned list names, then put the project itself in it.
#
# Usage: tools/install.sh requirements/app.txt
# uv does the work: the one on the search path, else a pinned one that is put into the environment first.
set -eu
wanted=$1
python=${PYTHON:-python3}
bin=.venv/bin

say() { printf '%s\n' "doorward: $*" >&2; }

recent_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

make_environment() {
    if command -v uv >/dev/null 2>&1; then
        # Without a suitable Python of the machine's own, uv fetches one.
        recent_enough "$python" || python=3.11
        uv venv --quiet --allow-existing --python "$python" .venv
        return
    fi
    recent_enough "$python" || {
        say "Python 3.11 or newer is needed; '$python' is not. Name another one with: make PYTHON=/path/to/python3 ..."
        exit 1
    }
    "$python" -m venv .venv || {
        # A half-made environment would look like a finished one the next time.
        rm -rf .venv
        say "this Python cannot make environments. On Debian and Ubuntu run:  sudo apt-get install -y python3-venv"
        exit 1
    }
}

recent_enough "$bin/python" || make_environment

if command -v uv >/dev/null 2>&1; then
    uv=uv
else
    uv=$bin/uv
    [ -x "$uv" ] || "$bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
fi

VIRTUAL_ENV=$(pwd)/.venv
export VIRTUAL_ENV
# Compiled once here, not at every start where nobody may write beside the libraries.
"$uv" pip install --quiet --compile-bytecode --require-hashes -r "$wanted"
"$uv" pip install --quiet --no-deps --no-build-isolation -e .
