#!/usr/bin/env bash
# Make the brief of the Azerbaijan-US partnership, from C and from Python, on Debian 12 with nothing
# but this tree. Installs what is missing (with apt, as root or with sudo) and works in build/.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/../tests/tools/prepare.sh"

need_packages "${build_packages[@]}"
need_build "$root/build" -Dpython=enabled -Dexamples=true "-Dtests=$(
    # A build that has the tests keeps them, though they are not built here; without Check there can be none.
    [ -z "$(missing_packages check)" ] && echo true || echo false
)"
need_venv examples/requirements.txt

say "Building the library and the example programs"
programs=()
for source in "$root"/examples/*.c; do
    programs+=("examples/$(basename "$source" .c)")
done
ninja -C "$root/build" "${programs[@]}"

say "Installing the Python package into build/venv"
"$root/build/venv/bin/python" -m pip install -q --disable-pip-version-check --no-deps \
    --no-build-isolation --force-reinstall "$root"

register="$root/examples/azerbaijan-us"
out="$root/build/brief"
mkdir -p "$out"

# The partnership on a day: once from C as text, once from Python as text and as JSON.
make_brief() {
    local name=$1
    shift
    "$root/build/examples/brief" "$register" "$@" >"$out/$name-c.txt"
    "$root/build/venv/bin/partnership" brief "$register" "$@" >"$out/$name-python.txt"
    "$root/build/venv/bin/partnership" brief "$register" "$@" --json >"$out/$name-python.json"
}

say "Making the brief"
make_brief 2025-12-23-as-known-then --as-of 2025-12-23 --known-at 2025-12-23
make_brief 2026-03-13-as-known-then --as-of 2026-03-13 --known-at 2026-03-13
make_brief 2026-03-13 --as-of 2026-03-13

say "Done. The briefs lie here:"
ls -1 "$out"/*
printf '\nWhat else there is: examples/README.md. A program in Python, for instance:\n\n    %s\n' \
    "build/venv/bin/python examples/claims.py examples/azerbaijan-us"
