#!/usr/bin/env bash
# Build the library and run all its tests, on Debian 12 with nothing but this tree.
#
# Installs what is missing (with apt, as root or with sudo) and works in build/. The last line says
# how many tests passed and failed; the exit code is 0 only when none failed.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/tools/prepare.sh"

need_packages "${build_packages[@]}" abigail-tools binutils check g++ valgrind
need_build "$root/build" -Dwerror=true -Dpython=enabled -Dtests=true -Dexamples=true
need_venv tests/requirements.txt

say "Building"
ninja -C "$root/build"

say "Testing"
status=0
PSHIP_TEST_PYTHON="$root/build/venv/bin/python" \
    meson test -C "$root/build" --no-rebuild --print-errorlogs || status=$?

# Counts every single check that reported; a run that reported nothing has failed.
/usr/bin/python3 "$root/tests/tools/count.py" "$status" "$root/build/meson-logs/testlog.json"
