#!/bin/bash
# The fuzzing campaign: builds the targets with Clang, sanitizers and coverage and lets libFuzzer
# search for an input that breaks a property of its target.
#   run.sh [--seconds N] [TARGET…]    N seconds for each target (60), of these or of all
# Builds in build/fuzz, or the directory in DCC_BUILD, which keeps the inputs that reach new branches
# (found/TARGET) and those that fail (failed/). Prints the executions of each target; the status is 1
# if any has failed.
set -euo pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
build=$(realpath -m "${DCC_BUILD:-$top/build/fuzz}")
cd "$top"

seconds=60
if [[ ${1-} == --seconds ]]; then
    seconds=${2:?}
    shift 2
fi
targets=("$@")
if ((!$#)); then
    for file in tests/fuzz/*.cpp; do targets+=("$(basename "$file" .cpp)"); done
fi

cmake -S . -B "$build" -G Ninja -DCMAKE_CXX_COMPILER=clang++ -DCMAKE_BUILD_TYPE=Debug \
    -DCMAKE_CXX_FLAGS_DEBUG=-O1 -DDCC_TESTS=ON -DDCC_FUZZ=ON >/dev/null
ninja -C "$build" "${targets[@]/#/fuzz_}"
mkdir -p "$build/failed"

# These sanitizers do not bear the wide address layouts of newer kernels.
run_in=()
if setarch -R true 2>/dev/null; then run_in=(setarch -R); fi

status=0
for target in "${targets[@]}"; do
    mkdir -p "$build/found/$target"
    log=$build/$target.log
    "${run_in[@]}" "$build/bin/fuzz_$target" -max_total_time="$seconds" -max_len=4096 -timeout=20 \
        -rss_limit_mb=2048 -print_final_stats=1 -artifact_prefix="$build/failed/$target-" \
        "$build/found/$target" "tests/fuzz/corpus/$target" >"$log" 2>&1 ||
        { status=1; echo "$target: FAILED, see $log"; grep -m 1 '^not so: ' "$log" || true; }
    echo "$target: $(sed -n 's/^stat::number_of_executed_units: *//p' "$log") executions"
done
exit $status
