#!/bin/bash
# System calls of commands fail, as on a disk that is full or breaks: the command says so by its
# message and status, what was acknowledged is there, nothing is half there, and the same command run
# again does its work. A call that is interrupted (EINTR) is made again, except by libraries that open
# and read files in ways of their own (SQLite, Abseil); the kernel interrupts no such call on a disk.
#   io_errors.sh [SEED]            some of the errors at some calls of each command
#   io_errors.sh --full [NAME…]    every error at every call, of these commands or of all
set -u
. "$(dirname "$0")/common.sh"
. "$here/injecting.sh"

every=$(dose 80 1)
RANDOM=2026
if [[ $full ]]; then
    (($#)) && commands=("$@")
elif (($#)); then
    RANDOM=$1
fi

# The errors that a system call is given; none for those that cannot fail in a disk's way.
errors_of() {
    case $1 in
        write | pwrite64 | writev) echo EIO ENOSPC EDQUOT EINTR ;;
        open | openat | ftruncate | fsync) echo EIO ENOSPC EDQUOT EINTR ;;
        mkdir | rename | renameat2 | link | symlink | fdatasync) echo EIO ENOSPC EDQUOT ;;
        fallocate) echo EIO ENOSPC EDQUOT EINTR ;;
        read | pread64 | fcntl | flock) echo EIO EINTR ;;
        unlink | unlinkat | rmdir | fstat | newfstatat | lseek | getdents64) echo EIO ;;
        fchmod | fchown | access) echo EIO EPERM ;;
        memfd_create | clone3 | clone | vfork) echo EMFILE ENOMEM ;;
        wait4 | clock_nanosleep | getrandom) echo EINTR ;;
        mmap) echo ENOMEM ;;
    esac
}

# check_error NAME CALL NUMBER ERROR
check_error() {
    what="$1, $4 at $2 $3"
    begin
    inject "$2" "$3" error="$4" "${command[@]}"
    grep -q INJECTED "$scratch/trace.txt" || return 1  # it made fewer calls this time
    case $status in
        0) ;;
        66 | 73 | 74 | 75 | 76)
            [[ $4 == EINTR && ! $2 =~ ^(open|openat|read|fcntl)$ ]] &&
                fail "status $status: $(cat "$scratch/err.txt")"
            # Unless it was that message that could not be written.
            [[ -s $scratch/err.txt ]] || grep -q '^write(2' "$scratch/trace.txt" ||
                fail "status $status without a message"
            [[ ! -s $scratch/err.txt ]] || grep -q '^dcc-[a-z]*: error: ' "$scratch/err.txt" ||
                fail "$(cat "$scratch/err.txt")"
            ;;
        65 | 78) # Abseil does not say whether it could not open the file of a time zone or found none.
            grep -q 'unknown time zone' "$scratch/err.txt" ||
                fail "status $status: $(cat "$scratch/err.txt")"
            ;;
        *) fail "status $status: $(cat "$scratch/err.txt")" ;;
    esac
    # What restore prints is its verdict, also on a backup that could not be read.
    if ((status == 0 || status == 76)) || [[ -s $scratch/out.txt && $1 != restore ]]; then
        is_there "$1" || fail "status $status, but it is not done"
    fi
    ((status != 0)) && is_unchanged && return
    is_intact "$1"
    again "$1"
}

sum=0
for name in "${commands[@]}"; do
    set_command "$name"
    begin
    calls "${command[@]}" >"$scratch/calls.txt"
    failed=0
    while read -r call number; do
        for error in $(errors_of "$call"); do
            ((RANDOM % every == 0)) || continue
            check_error "$name" "$call" "$number" "$error" && failed=$((failed + 1))
        done
    done <"$scratch/calls.txt"
    echo "$name: $failed errors at $(wc -l <"$scratch/calls.txt") calls"
    what=
    sum=$((sum + failed))
done
((sum > 0)) || fail "no call failed"
echo "$sum errors"
