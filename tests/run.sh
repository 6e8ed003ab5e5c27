#!/bin/bash
# Tests everything: installs what is missing, builds with GCC and runs the tests of the programs,
# builds with Clang and the sanitizers (address, undefined behaviour) and runs the tests of the
# library, and most of the others again.
#   run.sh           all of it
#   run.sh --quick   GCC only, with all tests
#   run.sh --tidy    clang-tidy too, and each file by itself, which finds a missing include: takes
#                    three times as long
# Builds under build/, or the directory in DCC_BUILD; running it again builds only what changed.
# The last line is "N passed, N failed", over all runs; a build that fails counts as one failed.
set -euo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)
build=$(realpath -m "${DCC_BUILD:-$top/build}")
cd "$top"
jobs=$(nproc)
passed=0
failed=0
run_in=()
quick=0
tidy=(-DCMAKE_CXX_CLANG_TIDY=)
at_once=ON

case ${1-} in
    '') ;;
    --quick) quick=1 ;;
    --tidy) tidy=("-DCMAKE_CXX_CLANG_TIDY=clang-tidy;--quiet") at_once=OFF ;;
    *) echo "usage: $0 [--quick | --tidy]" >&2; exit 64 ;;
esac

finish() {
    local status=$?
    if ((status != 0 && failed == 0)); then failed=1; fi
    echo "$passed passed, $failed failed"
    exit $((failed > 0))
}
trap finish EXIT
trap 'exit 130' INT TERM HUP

# step TITLE COMMAND…: runs it, says what it is doing and how long it took.
step() {
    local title=$1 start=$SECONDS status=0
    shift
    echo "== $title"
    "$@" || status=$?
    if ((status == 0)); then
        echo "== $title: done in $((SECONDS - start)) s"
    else
        echo "== $title: FAILED after $((SECONDS - start)) s (status $status)"
    fi
    return $status
}

# configure_and_build TREE COMPILER -DNAME=VALUE…
configure_and_build() {
    local tree=$1 compiler=$2 line fresh=()
    shift 2
    # CMake refuses to change a tree's generator, and forgets the other settings of this call when it
    # changes the compiler. Such a tree is configured from the beginning.
    for line in CMAKE_GENERATOR:INTERNAL=Ninja \
        "CMAKE_CXX_COMPILER:[A-Z]*=\($compiler\|$(command -v "$compiler")\)"; do
        grep -qsx "$line" "$tree/CMakeCache.txt" || fresh=(--fresh)
    done
    # All faults at once, rather than one a run.
    cmake "${fresh[@]}" -S . -B "$tree" -G Ninja "-DCMAKE_CXX_COMPILER=$compiler" "$@" &&
        ninja -C "$tree" -k 0 -j "$jobs"
}

# run_tests TREE TITLE: adds to the sums what ctest says there.
run_tests() {
    local results=$1/ctest.xml status=0 tests failures skipped
    rm -f "$results"
    step "$2" "${run_in[@]}" ctest --test-dir "$1" --output-on-failure --no-tests=error -j "$jobs" \
        --timeout 600 --output-junit "$results" || status=$?
    if [[ ! -f $results ]]; then
        failed=$((failed + 1))
        return
    fi
    tests=$(count tests "$results")
    failures=$(count failures "$results")
    skipped=$(($(count skipped "$results") + $(count disabled "$results")))
    if ((status != 0 && failures == 0)); then failures=1; fi
    passed=$((passed + tests - failures - skipped))
    failed=$((failed + failures))
}

# The number that the attribute of the whole suite has.
count() { grep -o -m 1 "\b$1=\"[0-9]*\"" "$2" | head -n 1 | tr -dc '0-9'; }

build_or_fail() {
    step "$@" || { failed=$((failed + 1)); return 1; }
}

step "packages" tests/setup.sh

# The tests of the library run once, with the sanitizers, except those that try more without them.
rooms="calendar;report;store"
if ((quick)); then rooms=; fi

# What -O2 and -O3 add to -O1 costs more time to compile than it shows.
if build_or_fail "build with GCC" configure_and_build "$build" g++ -DCMAKE_BUILD_TYPE=Release \
    "-DCMAKE_CXX_FLAGS_RELEASE=-O1 -DNDEBUG" -DDCC_WERROR=ON -DDCC_TESTS=ON "-DDCC_TEST_ROOMS=$rooms" \
    -DDCC_STATIC=ON -DDCC_SANITIZE=OFF -DDCC_PCH=$at_once -DCMAKE_UNITY_BUILD=$at_once; then
    run_tests "$build" "tests"
fi
if ((quick)); then exit; fi

# Clang compiles sanitized code in half of GCC's time.
if build_or_fail "build with Clang and sanitizers" configure_and_build "$build/clang" clang++ \
    -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG=-O0 \
    -DDCC_WERROR=ON -DDCC_TESTS=ON -DDCC_TEST_ROOMS= -DDCC_SANITIZE=ON -DDCC_PCH=$at_once \
    -DCMAKE_UNITY_BUILD=$at_once "${tidy[@]}"; then
    # These sanitizers do not bear the wide address layouts of newer kernels.
    if setarch -R true 2>/dev/null; then run_in=(setarch -R); fi
    run_tests "$build/clang" "tests with sanitizers"
fi
