#!/bin/bash
# A desk is given its keys, and other keys, by programs that are killed at random points: it is always
# wholly plain or wholly protected, by exactly one of the keys. The seed is the argument.
set -u
. "$(dirname "$0")/common.sh"
RANDOM=${1:-2026}

# killed_after N COMMAND…: runs it, kills it within N milliseconds, gives its status.
killed_after() {
    local most=$1 pid
    shift
    "$@" >told.txt 2>&1 &
    pid=$!
    sleep "0.$(printf '%04d' $((RANDOM % (most * 10))))"
    kill -9 $pid 2>/dev/null
    wait $pid 2>/dev/null
}

dcc-admin init --sandbox >/dev/null || fail "no desk"
awk 'BEGIN {
    print "external_id,subject,channel,received_at,customer_name,customer_phone"
    for (i = 1; i <= 3000; i++)
        printf "X%d,quagga %d,email,2026-03-%02dT08:00:00Z,okapi %d,139%08d\n", i, i, i % 28 + 1, i, i % 700
}' >table.csv
dcc-intake import table.csv >/dev/null || fail "no import"
dcc-admin backup plain.db
dcc-case list --limit 0 --format jsonl >plain.txt

# ---- protecting
killed=0
for ((i = 1; i <= 40; i++)); do
    cp plain.db "one.$i.db"
    killed_after 600 dcc-admin key init --db "one.$i.db" --policy policy.toml --key-file "key.$i"
    (($? == 137)) && killed=$((killed + 1))
    if [[ $(dcc-admin key status --db "one.$i.db" --policy policy.toml --format json | jq .protected) == true ]]; then
        export DCC_KEY_FILE=key.$i
    else
        unset DCC_KEY_FILE
    fi
    is_whole "$scratch/one.$i.db"
    dcc-case list --limit 0 --format jsonl --db "one.$i.db" --policy policy.toml >one.txt ||
        fail "the list of run $i"
    cmp -s plain.txt one.txt || fail "run $i lost something"
    unset DCC_KEY_FILE
    rm -f "one.$i.db"*
done
((killed > 0)) || fail "no key init was killed"
echo "key init: $killed of 40 killed"

# ---- another key
dcc-admin key init --quiet --key-file key.now >/dev/null || fail "no key"
! grep -qa -e quagga -e okapi desk.db desk.db-wal || fail "plain text is left"
killed=0
for ((i = 1; i <= 60; i++)); do
    export DCC_KEY_FILE=key.now
    killed_after 200 dcc-admin key rotate --to key.next
    (($? == 137)) && killed=$((killed + 1))
    if ! dcc-case show C1 >told.txt 2>&1; then
        grep -q 'needs the master key' told.txt || fail "$(cat told.txt)"
        mv key.next key.now
    fi
    ((i % 10 == 0)) && is_whole
done
((killed > 0)) || fail "no key rotate was killed"
dcc-case list --limit 0 --format jsonl >one.txt || fail "the list in the end"
cmp -s plain.txt one.txt || fail "something was lost"
is_whole
echo "key rotate: $killed of 60 killed"
