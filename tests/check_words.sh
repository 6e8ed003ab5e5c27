#!/bin/bash
# Checks that the project's files contain no words that postpone work, and no paths of a developer's machine.
#   check_words.sh [FILE…]       by default all files of the project
#   check_words.sh --self-test   shows that each is found
set -euo pipefail
cd "$(dirname "$0")/.."

# Written so that this file does not find itself.
words='\b(TO''DO|FIX''ME|X''XX|HA''CK)\b'
paths='(^|[^[:alnum:]_.~/-])/wo''rk/'

find_words() { ! grep -nHIE "$words|$paths" -- "$@"; }

self_test() {
    local file wrong=0
    file=$(mktemp)
    for bad in '// TO''DO: later' 'FIX''ME' 'a X''XX b' 'HA''CK(me)' 'cd /wo''rk/x' '"/wo''rk/x"'; do
        echo "$bad" >"$file"
        if find_words "$file" >/dev/null; then echo "not found: $bad"; wrong=1; fi
    done
    for good in 'TO''DOS' 'mktemp X''XXXXX' 'hack' 'net''work/x' '../wo''rk/x'; do
        echo "$good" >"$file"
        if ! find_words "$file"; then wrong=1; fi
    done
    rm -f "$file"
    return $wrong
}

if [[ ${1-} == --self-test ]]; then
    self_test
elif (($# > 0)); then
    find_words "$@"
else
    mapfile -d '' files < <(tests/tracked.sh)
    find_words "${files[@]}"
fi
