#!/bin/bash
# Holds the scripts that build to any build directory: whatever it was configured with before, each
# of them configures what it needs. Nothing is built, installed or tested: the programs for that are
# replaced, and ninja only plans.
set -euo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
unset CXX DCC_BIN
export DCC_BUILD=tree CMAKE_GENERATOR=Ninja

replace() { # replace PROGRAM SCRIPT
    printf '#!/bin/sh\n%s\n' "$2" >"bin/$1"
    chmod +x "bin/$1"
}
mkdir bin
replace dpkg-query 'echo installed'
replace ctest 'exit 0'
# What CMake compiles to know the compiler (cmTC_…) is built.
ninja=$(command -v ninja)
replace ninja "case \"\$*\" in *cmTC_*) exec $ninja \"\$@\" ;; esac
$ninja -n \"\$@\" && echo \"\$*\" >>$scratch/planned"
PATH=$scratch/bin:$PATH

# expect TITLE "OPTIONS" "BUILD" NAME=VALUE… -- COMMAND…: in a build directory configured with these
# options, the command starts a build with these arguments, which can be done, and leaves these values.
expect() {
    local title=$1 options=$2 build=$3 values=() value failed=0
    shift 3
    while [[ $1 != -- ]]; do values+=("$1"); shift; done
    shift
    rm -rf tree planned
    # shellcheck disable=SC2086
    cmake -S "$top" -B tree $options >log 2>&1
    # The command fails after the build, when it misses the programs.
    "$@" >>log 2>&1 || true
    grep -qs -- "$build" planned || { echo "$title: no build with '$build'"; failed=1; }
    for value in "${values[@]}"; do
        grep -qx "${value%%=*}:[A-Z]*=${value#*=}" tree/CMakeCache.txt ||
            { echo "$title: not $value but $(grep "^${value%%=*}:" tree/CMakeCache.txt)"; failed=1; }
    done
    if ((failed)); then tail -n 20 log; exit 1; fi
}

tested=(DCC_TESTS=ON DCC_STATIC=ON DCC_SANITIZE=OFF DCC_WERROR=ON CMAKE_BUILD_TYPE=Release
    CMAKE_GENERATOR=Ninja 'CMAKE_CXX_COMPILER=.*g++')
run_tests=("$top/tests/run.sh" --quick)

expect 'benchmarks without tests' '-DDCC_TESTS=OFF -DDCC_STATIC=OFF -DCMAKE_BUILD_TYPE=Debug' \
    bench DCC_TESTS=ON DCC_STATIC=OFF CMAKE_BUILD_TYPE=Debug \
    -- "$top/tests/bench/run.sh" calendar
expect 'tests after other options' '-DCMAKE_CXX_COMPILER=g++ -DDCC_TESTS=OFF -DDCC_STATIC=OFF
    -DDCC_SANITIZE=ON -DCMAKE_BUILD_TYPE=Debug' '-k 0' "${tested[@]}" -- "${run_tests[@]}"
expect 'tests after another compiler' '-DCMAKE_CXX_COMPILER=c++ -DDCC_TESTS=OFF' '-k 0' \
    "${tested[@]}" -- "${run_tests[@]}"
CMAKE_GENERATOR='Unix Makefiles' expect 'tests after another generator' '' '-k 0' \
    "${tested[@]}" -- "${run_tests[@]}"
expect 'quickstart after the sanitizers' '-DDCC_SANITIZE=ON -DCMAKE_BUILD_TYPE=Debug' '-j' \
    DCC_SANITIZE=OFF CMAKE_BUILD_TYPE=Release -- "$top/examples/quickstart.sh"
