#!/bin/bash
# Prints the project's own files, each ended by NUL, relative to its top: those git tracks, or in an
# unpacked archive all but build trees.
#   tracked.sh [SUFFIX…]     only names with one of the endings
set -euo pipefail
cd "$(dirname "$0")/.."

list() {
    if [[ -e .git ]] && git ls-files -z 2>/dev/null; then return; fi
    find . -path ./.git -prune -o -path './build*' -prune -o -type f -printf '%P\0'
}

list | sort -z | while IFS= read -r -d '' file; do
    [[ -f $file ]] || continue
    if (($# == 0)); then printf '%s\0' "$file"; fi
    for suffix; do
        if [[ $file == *"$suffix" ]]; then printf '%s\0' "$file"; fi
    done
done
