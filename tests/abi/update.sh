#!/usr/bin/env bash
# Write a new baseline of the binary interface, tests/abi/partnership.abi, from a build with debug
# information. Do this with a release, or when a change of the interface is meant and in NEWS.md.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/../tools/prepare.sh"

need_packages "${build_packages[@]}" abigail-tools
build=$(mktemp -d)
trap 'rm -rf "$build"' EXIT
need_build "$build" -Dpython=disabled -Dtests=false -Dexamples=false --buildtype=debug
ninja -C "$build"
abidw --headers-dir "$root/include/partnership" --drop-private-types --no-comp-dir-path \
    --no-corpus-path --no-show-locs --type-id-style hash \
    --out-file "$root/tests/abi/partnership.abi" "$build/lib/libpartnership.so"
say "Written: $root/tests/abi/partnership.abi"
