# Sourced by ./run and ./test: an environment in .venv with exactly the hashed requirements.
# uv is used where there is one, because it is quicker; Python's own venv and pip do the same.

find_python() {
    for candidate in "${PYTHON:-}" python3.11 python3.12 python3.13 python3; do
        [ -n "$candidate" ] || continue
        if command -v "$candidate" >/dev/null 2>&1 &&
            "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    echo "Precept needs Python 3.11 or later. Install it, then run this again." >&2
    exit 1
}

# set_up base|dev: install what requirements/<that>.txt names, when it is not installed already.
set_up() {
    # Python that may not keep what it compiles compiles it anew in each process: more than half of its start.
    unset PYTHONDONTWRITEBYTECODE
    wanted="$here/requirements/$1.txt"
    stamp="$here/.venv/installed-$1"
    if [ -f "$stamp" ] && cmp -s "$wanted" "$stamp"; then
        return
    fi
    if [ "$1" = base ] && [ -f "$here/.venv/installed-dev" ] &&
        cmp -s "$here/requirements/dev.txt" "$here/.venv/installed-dev"; then
        return # dev includes base
    fi
    python=$(find_python)
    echo "Setting up Precept's environment in .venv (once)…" >&2
    if command -v uv >/dev/null 2>&1 && uv --version >/dev/null 2>&1; then
        [ -x "$here/.venv/bin/python" ] || uv venv --quiet --python "$python" "$here/.venv"
        uv pip install --quiet --python "$here/.venv/bin/python" --require-hashes -r "$wanted"
        uv pip install --quiet --python "$here/.venv/bin/python" --no-deps -e "$here"
    else
        [ -x "$here/.venv/bin/pip" ] || "$python" -m venv "$here/.venv"
        "$here/.venv/bin/pip" install --quiet --disable-pip-version-check --require-hashes -r "$wanted"
        "$here/.venv/bin/pip" install --quiet --disable-pip-version-check --no-deps -e "$here"
    fi
    cp "$wanted" "$stamp"
}
