#!/bin/bash
# Programs are killed at random points: what was acknowledged is there, nothing is half there, and
# an import that is run again ends as if it had never been interrupted.
#   killed.sh [--full] [SEED]
set -u
. "$(dirname "$0")/common.sh"
RANDOM=${1:-2026}

# nap N: sleeps a random time of up to N milliseconds.
nap() { sleep "0.$(printf '%04d' $((RANDOM % ($1 * 10))))"; }

# killed_after N COMMAND…: runs it, kills it within N milliseconds, gives its status.
killed_after() {
    local most=$1 pid
    shift
    "$@" &
    pid=$!
    nap "$most"
    kill -9 $pid 2>/dev/null
    wait $pid 2>/dev/null
}

dcc-admin init --sandbox >/dev/null || fail "no desk"

# ---- inits: one that was killed can be repeated
killed=0
inits=$(dose 40 400)
for ((i = 1; i <= inits; i++)); do
    killed_after 30 dcc-admin init --sandbox --db "init.$i/desk.db" >made.txt 2>&1
    if (($? == 137)); then
        killed=$((killed + 1))
        [[ -s made.txt ]] || dcc-admin init --sandbox --quiet --db "init.$i/desk.db" >made.txt 2>&1 ||
            grep -q 'exists already' made.txt || fail "init again: $(cat made.txt)"
    fi
    is_whole "$scratch/init.$i/desk.db"
    cmp -s "init.$i/policy.toml" policy.toml || fail "half a policy was left"
done
((killed > 0)) || fail "no init was killed"
echo "inits: $killed of $inits killed"

# ---- opens
killed=0
opens=$(dose 120 2000)
for ((i = 1; i <= opens; i++)); do
    killed_after 9 dcc-intake open --channel email --subject "S$i" --body "text $i" \
        --phone "1380000$((1000 + i))" >>acknowledged.txt 2>>errors.txt
    (($? == 137)) && killed=$((killed + 1))
    ((i % 40 == 0)) && is_whole
done
((killed > 0)) || fail "no open was killed"
[[ -s errors.txt ]] && fail "an open complained: $(head -3 errors.txt)"
dcc-case list --all --limit 0 --format ids | sort >there.txt
lost=$(sort acknowledged.txt | comm -23 - there.txt)
[[ $lost ]] && fail "acknowledged, but not there: $lost"
echo "opens: $killed of $opens killed, $(wc -l <acknowledged.txt) acknowledged, $(wc -l <there.txt) there"

# ---- rebuilds: the desk has its old tables or the new ones, all of them
killed=0 old=0
there=$(ids)
head=$(dcc-admin verify --format json | jq -r .head)
start=$(date +%s%N)
dcc-admin rebuild --quiet || fail "no rebuild: status $?"
longest=$((($(date +%s%N) - start) / 800000 + 2))  # milliseconds, and a quarter more
for ((i = 1; i <= 40; i++)); do
    sqlite3 desk.db "UPDATE cases SET person = 'mallory'; DROP TABLE IF EXISTS visit" || fail "no damage"
    killed_after $longest dcc-admin rebuild --quiet 2>errors.txt
    (($? == 137)) && killed=$((killed + 1))
    [[ -s errors.txt ]] && fail "a rebuild complained: $(cat errors.txt)"
    left=$(sqlite3 desk.db "SELECT count(*) FROM cases WHERE person = 'mallory'")
    tables=$(sqlite3 desk.db "SELECT count(*) FROM sqlite_schema WHERE name = 'visit'")
    case $left-$tables in
        0-1) is_whole ;;
        "$(wc -l <<<"$there")-0") old=$((old + 1)) ;;
        *) fail "half a rebuild: $left rows of $(wc -l <<<"$there") are old, $tables new tables" ;;
    esac
done
((killed > 0)) || fail "no rebuild was killed"
dcc-admin rebuild --quiet || fail "no rebuild after the kills: status $?"
is_whole
is "the head" "$head" "$(dcc-admin verify --format json | jq -r .head)"
is "cases" "$there" "$(ids)"
[[ -e desk.db-rebuild ]] && fail "a file was left"
echo "rebuilds: $killed of 40 killed, $old of these before the new tables were there"

# ---- an import
rows=$(dose 30000 300000)
imports=$(dose 12 200)
awk -v rows=$rows 'BEGIN {
    print "external_id,subject,channel,received_at,first_reply_at,resolved_at,customer_phone"
    for (i = 1; i <= rows; i++)
        printf "X%d,matter %d,email,2026-03-%02dT08:00:00Z,2026-03-%02dT09:00:00Z,%s,139%08d\n",
            i, i, i % 28 + 1, i % 28 + 1,
            i % 3 ? sprintf("2026-03-%02dT10:00:00Z", i % 28 + 1) : "", i % 700
}' >table.csv
before=$(cases)
last=$before
killed=0
for ((i = 1; i <= imports; i++)); do
    killed_after 250 dcc-intake import table.csv >/dev/null 2>import.err
    (($? == 137)) && killed=$((killed + 1))
    [[ -s import.err ]] && fail "the import complained: $(cat import.err)"
    now=$(dcc-case list --all --limit 0 --format ids | wc -l)
    ((now >= last)) || fail "the desk shrank from $last to $now cases"
    last=$now
    ((i % $(dose 4 20) == 0)) && is_whole
done
((killed > 0)) || fail "no import was killed"
dcc-intake import table.csv --format json >result.json || fail "the import did not end: status $?"
is "rows imported and there before" $rows "$(jq '.imported + .present' result.json)"
is "cases in the end" $((before + rows)) "$(cases)"
is "external ids" $rows "$(dcc-case list --all --limit 0 --format jsonl | jq -r '.external_id // empty' | sort -u | wc -l)"
dcc-intake import table.csv --format json >result.json || fail "importing again: status $?"
is "rows imported again" 0 "$(jq .imported result.json)"
is_whole

# The same table in a desk that was not disturbed has the same content.
dcc-admin init --sandbox --quiet --db calm.db --policy policy.toml >/dev/null || fail "no second desk"
dcc-intake import table.csv --db calm.db --policy policy.toml >/dev/null || fail "calm import"
story() {
    dcc-case list --all --limit 0 --format jsonl --policy policy.toml "$@" |
        jq -c 'select(.external_id) | [.external_id, .state, .received_at, .due_at, .subject]' | sort
}
story >disturbed.txt
story --db calm.db >calm.txt
cmp -s disturbed.txt calm.txt || fail "the stories differ: $(diff disturbed.txt calm.txt | head -5)"
echo "import: killed $killed of $imports times, $last of $rows rows there before the last run"
