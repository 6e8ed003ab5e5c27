#!/bin/bash
# Several programs write at once while others read: nothing that was acknowledged is lost or mixed up.
#   many_writers.sh [--full]
set -u
. "$(dirname "$0")/common.sh"

writers=$(dose 4 8)
each=$(dose 250 1000)
notes=$(dose 50 200)
unset DCC_NOW  # by the real clock, which is read while the desk is locked
dcc-admin init >/dev/null || fail "no desk"

writer() {
    local i
    for ((i = 1; i <= each; i++)); do
        dcc-intake open --channel email --subject "W$1-$i" --phone "138000$1$((1000 + i % 50))" \
            --timeout 60 ||
            { echo "status $?"; return 1; }
    done
    # All to one case: none is refused because another was recorded later than it was begun.
    for ((i = 1; i <= notes; i++)); do
        dcc-case note C1 --body "N$1-$i" --timeout 60 >/dev/null || { echo "note: status $?"; return 1; }
    done
}

pids=()
for ((w = 1; w <= writers; w++)); do
    writer $w >"ids.$w" 2>"errors.$w" &
    pids+=($!)
done
reads=0
while kill -0 "${pids[@]}" 2>/dev/null; do
    dcc-report backlog --format json >report.json || fail "a report beside writers: status $?"
    # A report is consistent: it shows one moment.
    jq -e '.rows[0] // {open: 0, opened: 0} | .open == .opened' report.json >/dev/null ||
        fail "a report is torn: $(cat report.json)"
    reads=$((reads + 1))
done
for ((w = 1; w <= writers; w++)); do
    wait "${pids[w - 1]}" || fail "writer $w: $(cat "ids.$w" "errors.$w" | tail -3)"
    [[ -s errors.$w ]] && fail "writer $w complained: $(cat "errors.$w")"
done

is "ids that were printed" $((writers * each)) "$(sort -u ids.? | grep -c '^C[0-9]*$')"
is "cases in the desk" $((writers * each)) "$(cases)"
dcc-case list --all --limit 0 --format jsonl | jq -r '"\(.id) \(.subject)"' | sort >desk.txt
for ((w = 1; w <= writers; w++)); do
    awk -v w=$w '{ print $0, "W" w "-" NR }' "ids.$w"
done | sort >printed.txt
cmp -s desk.txt printed.txt || fail "a printed id names another case: $(diff desk.txt printed.txt)"
is "notes of one case" $((writers * notes)) \
    "$(dcc-case history C1 --format json | jq '[.[] | select(.kind == "noted")] | length')"
is_whole
echo "$((writers * each)) cases by $writers writers, $reads reports meanwhile"
