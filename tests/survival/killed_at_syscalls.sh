#!/bin/bash
# Commands are killed at their system calls: what was acknowledged is there, nothing is half there,
# and the same command run again does its work or says that it is done.
#   killed_at_syscalls.sh [SEED]            at some calls of each command
#   killed_at_syscalls.sh --full [NAME…]    at every call, of these commands or of all
set -u
. "$(dirname "$0")/common.sh"
. "$here/injecting.sh"

every=$(dose 40 1)
RANDOM=2026
if [[ $full ]]; then
    (($#)) && commands=("$@")
elif (($#)); then
    RANDOM=$1
fi

# check_killed NAME CALL NUMBER
check_killed() {
    what="$1, killed at $2 $3"
    begin
    inject "$2" "$3" signal=KILL "${command[@]}"
    ((status == 0)) && return 1  # it made fewer calls this time
    is "status" 137 $status
    [[ ! -s "$scratch/out.txt" ]] && is_unchanged && return
    if [[ -s "$scratch/out.txt" ]]; then
        is_there "$1" || fail "it printed $(cat "$scratch/out.txt"), but it is not there"
    fi
    case $1 in
        open) (($(count_cases) <= cases_before + 1)) || fail "more than one case" ;;
        reply) (($(count_kind replied) <= 1)) || fail "more than one reply" ;;
    esac
    is_intact "$1"
    again "$1"
}

kill_at_calls
