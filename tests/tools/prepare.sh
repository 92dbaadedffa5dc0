# shellcheck shell=bash
# Sourced by examples/run.sh, tests/run.sh and .ci/run: what has to be there before they can work.
# Sets $root, the top of the source tree.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

say() { printf '\n== %s\n' "$*"; }

fail() {
    printf '%s: %s\n' "$(basename "$0")" "$*" >&2
    exit 1
}

# Names of the packages, of those given, that are not installed.
missing_packages() {
    local package
    for package in "$@"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q '^install ok installed$' ||
            printf '%s\n' "$package"
    done
}

apt_install() {
    local run=(env DEBIAN_FRONTEND=noninteractive)
    if [ "$(id -u)" -ne 0 ]; then
        # shellcheck disable=SC2024
        sudo -n true 2>/dev/null || fail "needs root or sudo to install: $*"
        run=(sudo "${run[@]}")
    fi
    "${run[@]}" apt-get install -y -q --no-install-recommends "$@" && return
    # On a fresh system the lists of packages are missing or old.
    "${run[@]}" apt-get update -q && "${run[@]}" apt-get install -y -q --no-install-recommends "$@"
}

# Install with apt what is missing; do nothing, and need no rights, where nothing is.
# PSHIP_PREPARED=1 says that everything is there already, on whatever system.
need_packages() {
    [ "${PSHIP_PREPARED:-}" = 1 ] && return
    local id='' version=''
    if [ -r /etc/os-release ]; then
        id=$(. /etc/os-release && printf '%s' "${ID:-}")
        version=$(. /etc/os-release && printf '%s' "${VERSION_ID:-}")
    fi
    if [ "$id $version" != "debian 12" ]; then
        fail "this is not Debian 12. Install what these packages of Debian 12 hold, then run again" \
            "with PSHIP_PREPARED=1: $*"
    fi
    local missing
    mapfile -t missing < <(missing_packages "$@")
    [ ${#missing[@]} -eq 0 ] && return
    say "Installing: ${missing[*]}"
    apt_install "${missing[@]}" || fail "apt could not install: ${missing[*]}"
}

# A Python environment at build/venv with the packages of a requirements file.
need_venv() {
    local requirements=$1 venv="$root/build/venv"
    # An environment that was made under another name of this folder has the old name in it.
    if ! grep -qsF "$venv" "$venv/bin/activate" || ! "$venv/bin/python" -c '' 2>/dev/null; then
        rm -rf "$venv"
        /usr/bin/python3 -m venv "$venv" || fail "could not make $venv"
    fi
    local stamp
    stamp="$venv/$(printf '%s' "$requirements" | cksum | cut -d' ' -f1).installed"
    [ "$stamp" -nt "$root/$requirements" ] && return
    say "Installing the Python packages of $requirements"
    "$venv/bin/python" -m pip install -q --disable-pip-version-check -r "$root/$requirements" ||
        fail "pip could not install $requirements"
    touch "$stamp"
}

# Configure a build folder with Debian's meson and Python; the options follow.
need_build() {
    local folder=$1
    shift
    if [ -e "$folder/meson-info/meson-info.json" ] &&
        ! grep -qF "\"source\": \"$root\"" "$folder/meson-info/meson-info.json"; then
        # The tree was copied or renamed; nothing but the environment in it can be kept.
        find "$folder" -mindepth 1 -maxdepth 1 ! -name venv -exec rm -rf {} +
    fi
    if [ -e "$folder/build.ninja" ]; then
        /usr/bin/meson configure "$folder" "$@"
    else
        /usr/bin/meson setup "$folder" "$root" "$@"
    fi || fail "meson could not configure $folder"
}

build_packages=(coinor-libclp-dev g++ gcc libc6-dev libexpat1-dev libsodium-dev libsqlite3-dev libutf8proc-dev libzip-dev
    libzstd-dev meson ninja-build pkg-config python3 python3-dev python3-venv swig zlib1g-dev)
export build_packages
