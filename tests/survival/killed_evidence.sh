#!/bin/bash
# Commands that store, remove, encrypt or copy files of evidence are killed at their system calls: no
# event is without its file, nothing is lost or left plain, and the same command run again does its
# work or says that it is done.
#   killed_evidence.sh [SEED]            at some calls of each command
#   killed_evidence.sh --full [NAME…]    at every call, of these commands or of all
set -u
. "$(dirname "$0")/common.sh"
. "$here/injecting.sh"
[[ -x $DCC_BIN/dcc-complaint ]] || { echo "skipped: there is no dcc-complaint"; exit 77; }

commands=(add redact protect backup restore)
every=$(dose 60 1)
RANDOM=2026
if [[ $full ]]; then
    (($#)) && commands=("$@")
elif (($#)); then
    RANDOM=$1
fi

# Two complaints with one file in common, which the first one has alone another of; and two backups.
export DCC_DB=$scratch/start/desk.db
for phone in 13800000001 13800000002; do
    dcc-complaint open --channel phone --customer "$phone" --phone "$phone" --subject late >>ids.txt || fail "no complaint"
done
first=$(head -n 1 ids.txt) second=$(tail -n 1 ids.txt)
echo "quagga" >start/common.txt
head -c 2500000 /dev/zero | tr '\0' 'q' >start/large.txt
echo "okapi" >start/new.txt
for one in "$first common.txt" "$first large.txt" "$second common.txt"; do
    dcc-complaint evidence add ${one% *} "start/${one#* }" >/dev/null || fail "no evidence"
done
rm -r start/backup
dcc-admin backup --with-policy start/backup || fail "no backup"
sqlite3 start/desk.db 'PRAGMA journal_mode' >/dev/null
export DCC_DB=$scratch/run/desk.db

set_command() {
    rm -f "$scratch/desk.key"
    unset DCC_KEY_FILE
    case $1 in
        add) command=(dcc-complaint evidence add "$second" new.txt) ;;
        redact) command=(dcc-admin redact "$first" --reason "asked for") ;;
        protect) command=(dcc-admin key init --key-file ../desk.key) ;;
        backup) command=(dcc-admin backup copy.db) ;;
        restore) command=(dcc-admin restore backup --db new/desk.db) ;;
    esac
}

files_in() { find "${1:-desk.db.files}" -type f | wc -l; }
get() { dcc-complaint evidence get "$@" --out -; }
erased() { (($(count_kind texts_erased) > 0)); }

# Every file that should be there is whole.
check() {
    get "$second.1" | cmp -s - common.txt || fail "the common file is lost"
    erased || get "$first.2" | cmp -s - large.txt || fail "the large file is lost"
}

# check_killed NAME CALL NUMBER
check_killed() {
    what="$1, killed at $2 $3"
    rm -f "$scratch/desk.key"
    unset DCC_KEY_FILE
    begin
    inject "$2" "$3" signal=KILL "${command[@]}"
    ((status == 0)) && return 1
    is "status" 137 $status
    local told
    [[ $(dcc-admin key status --format json | jq .protected) != true ]] || export DCC_KEY_FILE=../desk.key
    check
    told=$(dcc-admin verify 2>&1) || ! grep -v 'is not encrypted' <<<"$told" | grep -q '^C[0-9.]*:' || fail "$told"
    for made in copy.db new/desk.db; do
        [[ ! -e $made ]] || dcc-admin verify --quiet --db $made --policy policy.toml || fail "$made is not whole"
    done
    "${command[@]}" >"$scratch/again.txt" 2>&1 ||
        grep -q 'exists already\|has the file already\|has no texts\|protected already' "$scratch/again.txt" ||
        fail "again: $(cat "$scratch/again.txt")"
    [[ $1 != protect ]] || export DCC_KEY_FILE=../desk.key
    check
    told=$(dcc-admin verify 2>&1) || fail "in the end: $told"
    dcc-complaint evidence prune --quiet
    case $1 in
        add) is "files" 3 "$(files_in)" ; get "$second.2" | cmp -s - new.txt || fail "the new file is lost" ;;
        redact) is "files" 1 "$(files_in)" ;;
        protect) is "files" 3 "$(files_in)"
            ! grep -rqa -e quagga -e qqqqqqqq desk.db.files || fail "plain text is left" ;;
        backup) is "files" 2 "$(files_in copy.db.files)"
            dcc-admin verify --quiet --db copy.db --policy policy.toml || fail "the copy is not whole" ;;
        restore) is "files" 2 "$(files_in new/desk.db.files)"
            dcc-admin verify --quiet --db new/desk.db || fail "the restored desk is not whole" ;;
    esac
}

kill_at_calls
