#!/bin/bash
# Backups taken while others write are complete and hold all that was acknowledged before; a rebuild
# meanwhile loses nothing that was acknowledged, not even of programs that have the desk open; a writer
# that waits without success reports it (status 75) and has written nothing.
#   beside_writers.sh [--full]
set -u
. "$(dirname "$0")/common.sh"

dcc-admin init --sandbox >/dev/null || fail "no desk"
writer() {
    local i
    for ((i = 1; ; i++)); do
        [[ -e stop ]] && return
        dcc-intake open --channel email --subject "W$1-$i" || return
        dcc-case note "C$i" --body "a note" >/dev/null || return
    done
}
writer 1 >ids.1 2>errors.1 &
one=$!
writer 2 >ids.2 2>errors.2 &
two=$!
while [[ ! -s ids.1 || ! -s ids.2 ]]; do sleep 0.01; done
backups=$(dose 5 100)
for ((i = 1; i <= backups; i++)); do
    sleep 0.2
    cat ids.1 ids.2 | grep 'C[0-9]*$' | sort >before.$i
    dcc-admin backup copy.$i.db 2>backup.err || fail "backup $i: status $?: $(cat backup.err)"
    dcc-admin rebuild --quiet 2>rebuild.err || fail "rebuild $i: status $?: $(cat rebuild.err)"
done
touch stop
wait $one || fail "writer 1: $(cat errors.1)"
wait $two || fail "writer 2: $(cat errors.2)"
for ((i = 1; i <= backups; i++)); do
    is_whole copy.$i.db
    dcc-case list --all --limit 0 --format ids --db copy.$i.db | sort >there.$i
    lost=$(comm -23 before.$i there.$i)
    [[ $lost ]] && fail "backup $i lacks: $lost"
done
is_whole
is "acknowledged, but not in the desk" "" \
    "$(cat ids.1 ids.2 | grep 'C[0-9]*$' | sort | comm -23 - <(dcc-case list --all --limit 0 --format ids | sort))"
dcc-admin backup copy.1.db 2>/dev/null
is "status of a backup over an earlier one" 0 $?
dcc-admin backup ids.1 2>/dev/null
is "status of a backup over a file" 73 $?
echo "$backups backups and rebuilds of up to $(wc -l <there.$backups) cases"

# ---- busy
before=$(dcc-admin verify --format json | jq -r .head)
coproc shell { sqlite3 desk.db; }
echo "BEGIN IMMEDIATE; SELECT 'held';" >&"${shell[1]}"
read -r held <&"${shell[0]}"
is "the other writer" held "$held"
dcc-intake open --timeout 0 --channel email --subject late >out.txt 2>err.txt
is "status of a writer that waits in vain" 75 $?
[[ -s out.txt ]] && fail "it printed: $(cat out.txt)"
grep -q 'another writer has locked the desk; nothing was written' err.txt || fail "$(cat err.txt)"
dcc-report backlog --format json >/dev/null || fail "a reader was kept waiting: status $?"
echo "ROLLBACK;" >&"${shell[1]}"
eval "exec ${shell[1]}>&-"
wait
is "the head" "$before" "$(dcc-admin verify --format json | jq -r .head)"
dcc-intake open --channel email --subject "in time" >/dev/null || fail "still busy: status $?"
is_whole
