#!/bin/bash
# Holds all C++ sources to .clang-format. Status 77 (skipped) where clang-format is missing.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! command -v clang-format >/dev/null; then
    echo "clang-format is missing: format not checked (apt-get install clang-format)"
    exit 77
fi
tests/tracked.sh .cpp .hpp | xargs -0 -r clang-format --dry-run -Werror ||
    { echo "to mend it: tests/tracked.sh .cpp .hpp | xargs -0 clang-format -i"; exit 1; }
