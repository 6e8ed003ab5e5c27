#!/bin/bash
# Somebody who knows the file changes what happened, and leaves schema, triggers and tables as they
# were: verify notices each change, of the end of the chain with an anchor from before.
#   tampered.sh [--full] [SEED]
set -u
. "$(dirname "$0")/common.sh"
RANDOM=${1:-2026}

good_desk
cp desk.db good.db
anchor=$(dcc-admin verify --format json | jq -r .head)
triggers=$(sqlite3 good.db "SELECT 'DROP TRIGGER ' || name || ';' FROM sqlite_schema WHERE type = 'trigger'")
again=$(sqlite3 good.db "SELECT sql || ';' FROM sqlite_schema WHERE type = 'trigger'")
is "triggers" 5 "$(wc -l <<<"$triggers")"

# The rows of a desk, without the schema.
rows() { sqlite3 "$1" .dump | grep -a '^INSERT' | sort; }
rows good.db >rows.txt

# Each change is a line: its kind, a tab, and SQL; or what a program does.
changes() {
    sqlite3 good.db "CREATE TEMP TABLE some AS SELECT seq FROM event WHERE seq % 41 = 1 OR seq > (SELECT max(seq) - 6 FROM event)
            OR kind IN ('texts_erased', 'policy_adopted', 'article_written', 'customer_added', 'desk_created');
        CREATE TEMP TABLE c AS SELECT name AS c, type FROM pragma_table_info('event') WHERE name NOT IN ('seq');
        SELECT 'event changed' || char(9) || printf('UPDATE event SET %s = %s WHERE seq = %d', c,
            CASE type WHEN 'INTEGER' THEN 'coalesce(' || c || ', 0) + 1' WHEN 'BLOB' THEN 'randomblob(32)'
                ELSE 'coalesce(' || c || ', '''') || ''x''' END, seq) FROM some, c;
        SELECT 'event emptied' || char(9) || printf('UPDATE OR IGNORE event SET %s = NULL WHERE seq = %d AND %s <> ''''', c, seq, c)
            FROM some, c WHERE c IN ('case_id', 'customer_id', 'sealed_digest', 'user', 'dated');
        SELECT 'event deleted' || char(9) || printf('DELETE FROM sealed WHERE seq = %d; DELETE FROM event WHERE seq = %d', seq, seq)
            FROM some;
        SELECT 'event deleted, the others moved up' || char(9) || printf('DELETE FROM sealed WHERE seq = %d; DELETE FROM event'
            || ' WHERE seq = %d; UPDATE event SET seq = seq - 1 WHERE seq > %d; UPDATE sealed SET seq = seq - 1 WHERE seq > %d',
            seq, seq, seq, seq) FROM some;
        SELECT 'end cut off' || char(9) || printf('DELETE FROM sealed WHERE seq > %d; DELETE FROM event WHERE seq > %d', seq, seq)
            FROM some WHERE seq < (SELECT max(seq) FROM event);
        SELECT 'events swapped' || char(9) || printf('UPDATE event SET seq = 0 WHERE seq = %d; UPDATE event SET seq = %d WHERE seq = %d;'
            || ' UPDATE event SET seq = %d WHERE seq = 0', seq, seq, seq + 1, seq + 1) FROM some
            WHERE seq < (SELECT max(seq) FROM event);
        SELECT 'event put in' || char(9) || printf('INSERT INTO event SELECT %d, case_id, customer_id, kind, at, recorded_at,'
            || ' actor, data, NULL, digest, user, dated FROM event WHERE seq = %d', n, seq)
            FROM some, (SELECT max(seq) + 1 AS n FROM event UNION SELECT 0 UNION SELECT -7) WHERE seq % 3 = 1;
        CREATE TEMP TABLE texts AS SELECT seq FROM sealed WHERE seq % 37 = 1 OR seq > (SELECT max(seq) - 60 FROM sealed);
        SELECT 'text changed' || char(9) || printf('UPDATE sealed SET text = replace(text, ''e'', ''a'') || '' '' WHERE seq = %d', seq)
            FROM texts;
        SELECT 'salt changed' || char(9) || printf('UPDATE sealed SET salt = randomblob(16) WHERE seq = %d', seq) FROM texts;
        SELECT 'text deleted' || char(9) || printf('DELETE FROM sealed WHERE seq = %d', seq) FROM texts;
        SELECT 'text deleted as if erased' || char(9) || printf('DELETE FROM sealed WHERE seq = %d; INSERT INTO erasure VALUES'
            || ' (%d, (SELECT max(erased_by) FROM erasure))', seq, seq) FROM texts;
        SELECT 'text moved' || char(9) || printf('DELETE FROM sealed WHERE seq = %d; UPDATE sealed SET seq = %d WHERE seq = (SELECT'
            || ' min(seq) FROM sealed WHERE seq > %d)', seq, seq, seq) FROM texts WHERE seq < (SELECT max(seq) FROM sealed);
        SELECT 'text put in' || char(9) || printf('INSERT INTO sealed (seq, salt, text) VALUES (%d, zeroblob(16), ''{}'')', seq) FROM event
            WHERE seq NOT IN (SELECT seq FROM sealed) AND seq % 13 = 1;
        SELECT 'erased text put back' || char(9) || printf('INSERT INTO sealed (seq, salt, text) SELECT %d, salt, text FROM sealed LIMIT 1', event)
            FROM erasure;
        SELECT 'erasure denied' || char(9) || 'DELETE FROM erasure WHERE event = ' || event FROM erasure;
        SELECT 'event and tables changed' || char(9) || printf('UPDATE cases SET person = ''mallory'' WHERE id = %d;'
            || ' UPDATE event SET actor = ''mallory'' WHERE case_id = %d', id, id) FROM cases WHERE id % 11 = 1;"
    printf 'end cut off, then tables rebuilt\t%d\n' 1 2 3 5 8 13
    printf 'end cut off, then gone on\t%d\n' 1 2 3 5 8 13
}

# The changes that the chain alone cannot show: whoever makes them leaves an intact desk.
cut() {
    sqlite3 desk.db "$triggers CREATE TEMP TABLE n AS SELECT max(seq) - $1 AS n FROM event;
        DELETE FROM sealed WHERE seq > (SELECT n FROM n);
        DELETE FROM event WHERE seq > (SELECT n FROM n); $again" || fail "not cut"
    dcc-admin rebuild --quiet || fail "not rebuilt"
    is_whole
}

changes >changes.txt
declare -A kinds
noticed=0 with_anchor=0 vain=0
while IFS=$'\t' read -r kind what; do
    rm -f desk.db-wal desk.db-shm
    cp good.db desk.db
    case $kind in
        'end cut off, then tables rebuilt') cut "$what" ;;
        'end cut off, then gone on')
            cut "$what"
            for ((i = 0; i < what; i++)); do
                dcc-case note C1 --body "another past" >/dev/null || fail "no note"
            done
            is_whole ;;
        *)
            sqlite3 desk.db "$triggers $what; $again" >out.txt 2>&1 || fail "$kind: $what: $(cat out.txt)"
            rm -f desk.db-wal desk.db-shm
            rows desk.db | cmp -s - rows.txt && vain=$((vain + 1)) && continue ;;
    esac
    if dcc-admin verify >out.txt 2>&1; then
        if dcc-admin verify --anchor "$anchor" >out.txt 2>&1; then
            wrong "$kind: $what: not noticed"
            continue
        fi
        with_anchor=$((with_anchor + 1))
    fi
    grep -q -E '^(event|the chain|C|A|sqlite|schema|customers|cases|erasures|the index|dcc-admin: error)' out.txt ||
        wrong "$kind: $what: it does not say what: $(cat out.txt)"
    noticed=$((noticed + 1))
    kinds[$kind]=$((${kinds[$kind]-0} + 1))
done < <(if [[ $full ]]; then cat changes.txt; else shuf -n 24 --random-source=<(yes "$RANDOM") changes.txt; fi)
((errors == 0)) || fail "$errors wrong results, $noticed noticed"
((noticed > 0)) || fail "nothing was changed"
for kind in "${!kinds[@]}"; do echo "  $kind: ${kinds[$kind]}"; done | sort
echo "tampered with $noticed times: $noticed noticed, $with_anchor of these by an anchor only ($vain not possible)"
