#!/bin/bash
# Installs what is missing of the packages in packages.txt; does nothing when all are there.
#   setup.sh build    what is needed to build and run
#   setup.sh          also what is needed to test
# Needs no more than Debian 12 itself, and root or sudo if anything is missing.
set -euo pipefail
list=$(dirname "$0")/packages.txt
last_part=${1-test}

say() { echo "setup: $*" >&2; }

wanted() {
    local part='' line
    while read -r line; do
        case $line in
            '#: '*) [[ $part == "$last_part" ]] && return; part=${line#\#: } ;;
            '' | '#'*) ;;
            *) echo "${line%%[ #]*}" ;;
        esac
    done <"$list"
    if [[ $part != "$last_part" ]]; then say "no part \"$last_part\" in $list"; return 64; fi
}

installed() { [[ $(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null) == installed ]]; }

as_root() {
    if ((EUID == 0)); then "$@"; else sudo "$@"; fi
}

# The options: wait for another apt to end, and trust that nobody is there to answer questions.
apt_get() { as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 "$@"; }

packages=$(wanted)
missing=()
for package in $packages; do
    installed "$package" || missing+=("$package")
done
((${#missing[@]})) || exit 0

say "missing: ${missing[*]}"
if ((EUID != 0)) && ! command -v sudo >/dev/null; then
    say "error: cannot install them without root or sudo; as root run:"
    say "  apt-get update && apt-get install --no-install-recommends ${missing[*]}"
    exit 77
fi

install_missing() { apt_get install -y --no-install-recommends "${missing[@]}"; }
all_known=1
for package in "${missing[@]}"; do
    apt-cache show "$package" >/dev/null 2>&1 || all_known=0
done
if ((!all_known)); then
    say "fetching the lists of packages"
    apt_get update
    install_missing
elif ! install_missing; then
    say "trying again with fresh lists of packages"
    apt_get update
    install_missing
fi
