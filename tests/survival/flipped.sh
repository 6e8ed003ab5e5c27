#!/bin/bash
# Bits of the desk file change anywhere, or the file ends too early: each tool ends with a sensible
# status and a message, and verify calls no desk intact whose events or texts are others.
#   flipped.sh [--full] [SEED]
set -u
. "$(dirname "$0")/common.sh"
times=$(dose 8 160)
RANDOM=${1:-2026}

good_desk
cp desk.db good.db
size=$(stat -c %s good.db)
truth() { dcc-admin export; }
truth >truth.txt || fail "no export"

# run COMMAND…: it must end in time, by itself, with a status of sysexits.h and a message if it is not 0.
declare -A statuses
run() {
    local status
    timeout 60 "$@" >out.txt 2>err.txt
    status=$?
    statuses[$status]=$((${statuses[$status]-0} + 1))
    case $status in
        0) ;;
        1 | 64 | 65 | 66 | 70 | 73 | 74 | 75 | 77 | 78)
            ((status != 70)) || wrong "$how: $*: status 70: $(cat err.txt)"
            [[ -s err.txt || ($2 == verify && -s out.txt) ]] || wrong "$how: $*: status $status without a message" ;;
        *) wrong "$how: $*: status $status: $(tail -c 300 err.txt)" ;;
    esac
    return $status
}

intact=0 noticed=0 cured=0 refused=0
for ((i = 1; i <= times; i++)); do
    cp good.db desk.db
    rm -f desk.db-wal desk.db-shm
    case $((i % 8)) in
        0) how="truncated at $((at = $(pick "$size")))"; truncate -s "$at" desk.db ;;
        1) how="header byte $((at = $(pick 100)))"; flip desk.db "$at" ;;
        2) how="page of zeros at $((at = $(pick $((size / 4096))) * 4096))"
            dd if=/dev/zero of=desk.db bs=4096 seek=$((at / 4096)) count=1 conv=notrunc status=none ;;
        3) how="byte of the schema $((at = $(pick 4096)))"; flip desk.db "$at" ;;
        *) how="bytes"
            for ((k = 0; k < i % 5 + 1; k++)); do
                how+=" $((at = $(pick "$size")))"
                flip desk.db "$at"
            done ;;
    esac
    cp desk.db flipped.db
    if run dcc-admin verify; then
        intact=$((intact + 1))
        truth 2>&1 | cmp -s - truth.txt || wrong "$how: called intact, but events or texts are others"
    else
        noticed=$((noticed + 1))
    fi
    run dcc-case list --all --limit 0
    run dcc-case show C1
    run dcc-case search parcel
    run dcc-report sla --by team
    run dcc-intake suggest --body "my parcel did not arrive"
    run dcc-admin export
    run dcc-admin backup copy.db
    rm -rf copy.db
    run dcc-intake open --channel phone --customer X --phone 13811112222 --subject "one more parcel"
    run dcc-route triage
    cp flipped.db desk.db
    rm -f desk.db-wal desk.db-shm
    if run dcc-admin rebuild; then
        # An event that was changed but can be read is for verify to name.
        if run dcc-admin verify; then
            cured=$((cured + 1))
            truth 2>&1 | cmp -s - truth.txt || wrong "$how: rebuilt and called intact, but events or texts are others"
        fi
    else
        refused=$((refused + 1))
        cmp -s desk.db flipped.db || wrong "$how: not rebuilt, but changed"
    fi
done
ls | grep -q -- -rebuild && wrong "a file was left: $(ls)"
((errors == 0)) || fail "$errors wrong results"
for status in "${!statuses[@]}"; do echo "  status $status: ${statuses[$status]}"; done | sort
echo "flipped $times times: $noticed noticed, $intact still intact; $cured intact after a rebuild, $refused not rebuilt"
