#!/bin/bash
# Tables, indexes and the schema are damaged in every way: verify notices each damage and rebuild
# cures it, so that reports and lists are those of the undamaged desk.
#   damaged.sh [--full] [SEED]
set -u
. "$(dirname "$0")/common.sh"
RANDOM=${1:-2026}

good_desk
cp desk.db good.db
good() { sqlite3 good.db "$1"; }
derived="name NOT IN ('event', 'sealed', 'data_key')"
shadow="name GLOB '*_words_*'"

# What people see of the desk.
seen() {
    dcc-case list --all --limit 0 --format jsonl
    dcc-case list --incomplete --format jsonl
    dcc-route queue --limit 0 --format jsonl
    dcc-case search parcel --limit 1000 --format jsonl
    dcc-case article list --format jsonl
    dcc-case article search parcel --format jsonl
    dcc-intake suggest --body "my parcel did not arrive" --format jsonl
    dcc-intake customer list --format jsonl
    dcc-intake customer find 13900000007 --format jsonl
    dcc-case outbox list --limit 0 --format jsonl
    dcc-case visit list --all --format jsonl
    dcc-case clocks C1 C2 --format jsonl
    dcc-report sla --by team,priority --format jsonl
    dcc-report backlog --by category --format jsonl
} 2>&1

# Each damage is a line: its kind, a tab, and SQL. Keys are those of the row in the middle of a table.
damages() {
    good "WITH t AS (SELECT name FROM sqlite_schema WHERE type = 'table' AND $derived
              AND name NOT GLOB '*_words*' AND name NOT GLOB 'sqlite_*'),
        c AS (SELECT t.name AS t, i.name AS c, type, \"notnull\" AS filled FROM t, pragma_table_info(t.name) i),
        k AS (SELECT t.name AS t, group_concat(i.name, ', ') AS keys,
                  group_concat(printf('%s = (SELECT %s FROM %s ORDER BY 1 LIMIT 1'
                      || ' OFFSET (SELECT count(*) / 2 FROM %s))', i.name, i.name, t.name, t.name), ' AND ') AS one
              FROM t, pragma_table_info(t.name) i WHERE pk GROUP BY t.name)
        SELECT 'changed' || char(9) || printf('UPDATE OR IGNORE %s SET %s = %s WHERE %s IN (SELECT %s FROM %s LIMIT 1'
            || ' OFFSET (SELECT count(*) / 2 FROM %s))', t, c,
            CASE type WHEN 'INTEGER' THEN 'coalesce(' || c || ', 0) + 1'
                WHEN 'BLOB' THEN 'zeroblob(32)' ELSE 'coalesce(' || c || ', '''') || ''x''' END,
            '(' || keys || ')', keys, t, t) FROM c JOIN k USING (t)
        UNION ALL SELECT 'emptied' || char(9) || printf('UPDATE OR IGNORE %s SET %s = %s WHERE (%s) IN'
            || ' (SELECT %s FROM %s WHERE %s LIMIT 1)', t, c,
            CASE WHEN type = 'TEXT' AND NOT filled THEN '''''' WHEN filled THEN '0' ELSE 'NULL' END, keys, keys, t,
            CASE WHEN type = 'TEXT' AND NOT filled THEN c || ' IS NULL' WHEN filled THEN c || ' > 0'
                ELSE c || ' IS NOT NULL' END) FROM c JOIN k USING (t) WHERE type <> 'BLOB'
        UNION ALL SELECT 'strange number' || char(9) || printf('UPDATE OR IGNORE %s SET %s = %s + 4294967296', t, c, c)
            FROM c WHERE type = 'INTEGER'
        UNION ALL SELECT 'row deleted' || char(9) || printf('DELETE FROM %s WHERE (%s) IN (SELECT %s FROM %s LIMIT 1)',
            t, keys, keys, t) FROM k
        UNION ALL SELECT 'all rows deleted' || char(9) || 'DELETE FROM ' || t FROM k
        UNION ALL SELECT 'foreign row' || char(9) || printf('CREATE TEMP TABLE x AS SELECT * FROM %s LIMIT 1;'
            || ' UPDATE x SET %s = %s; INSERT INTO %s SELECT * FROM x', t, c,
            CASE type WHEN 'INTEGER' THEN '900 + ' || c WHEN 'BLOB' THEN 'zeroblob(32)' ELSE '''strange''' END, t)
            FROM c JOIN (SELECT t, max(keys) AS keys FROM k GROUP BY t) USING (t)
            WHERE instr(', ' || keys || ',', ', ' || c || ',')
        UNION ALL SELECT 'table dropped' || char(9) || 'DROP TABLE ' || t FROM k
        UNION ALL SELECT 'column added' || char(9) || printf('ALTER TABLE %s ADD COLUMN extra TEXT', t) FROM k
        UNION ALL SELECT 'column renamed' || char(9) || printf('ALTER TABLE %s RENAME COLUMN %s TO other', t, min(c))
            FROM c GROUP BY t
        UNION ALL SELECT 'table renamed' || char(9) || printf('ALTER TABLE %s RENAME TO other', t) FROM k
        UNION ALL SELECT 'trigger added' || char(9) || printf('CREATE TRIGGER spy_%s AFTER %s ON %s BEGIN'
            || ' DELETE FROM clock; END', t, w, t)
            FROM k, (SELECT 'INSERT' AS w UNION SELECT 'UPDATE' UNION SELECT 'DELETE');
        SELECT 'trigger dropped' || char(9) || 'DROP TRIGGER ' || name FROM sqlite_schema WHERE type = 'trigger';
        SELECT 'index dropped' || char(9) || 'DROP INDEX ' || name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL;
        SELECT 'index changed' || char(9) || printf('DROP INDEX %s; CREATE INDEX %s ON %s (1)', name, name, tbl_name)
            FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL;
        SELECT 'schema row damaged' || char(9) || printf('PRAGMA writable_schema = ON; UPDATE sqlite_schema'
            || ' SET sql = ''CREATE'' || char(1) WHERE name = ''%s''', name)
            FROM sqlite_schema WHERE $derived AND sql IS NOT NULL;
        SELECT 'schema row deleted' || char(9) || printf('PRAGMA writable_schema = ON; DELETE FROM sqlite_schema'
            || ' WHERE name = ''%s''', name) FROM sqlite_schema WHERE $derived AND sql IS NOT NULL;
        SELECT 'root page damaged' || char(9) || printf('PRAGMA writable_schema = ON; UPDATE sqlite_schema'
            || ' SET rootpage = 3 + rootpage %% 5 WHERE name = ''%s''', name)
            FROM sqlite_schema WHERE $derived AND rootpage > 9;
        SELECT 'text index' || char(9) || printf('DELETE FROM %s', name) FROM sqlite_schema WHERE $shadow AND type = 'table';
        SELECT 'text index' || char(9) || printf('DROP TABLE %s', name) FROM sqlite_schema WHERE $shadow AND type = 'table';
        SELECT 'text index' || char(9) || printf('UPDATE %s_data SET block = zeroblob(length(block)) WHERE id = %d', 'case_words', id)
            FROM case_words_data WHERE length(block) > 0;
        SELECT 'text index' || char(9) || printf('UPDATE %s_data SET block = zeroblob(length(block)) WHERE id = %d', 'article_words', id)
            FROM article_words_data WHERE length(block) > 0;
        SELECT 'text index' || char(9) || printf('DELETE FROM %s_data WHERE id = %d', 'case_words', id) FROM case_words_data;
        SELECT 'text index' || char(9) || printf('DELETE FROM %s_data WHERE id = %d', 'article_words', id) FROM article_words_data;
        SELECT 'article ranking' || char(9) || printf('UPDATE article_words_docsize SET sz = x''0%d0%d'' WHERE id = %d', n, n + 2, id)
            FROM article_words_docsize, (SELECT 3 AS n UNION SELECT 4 UNION SELECT 5);
        SELECT 'article ranking' || char(9) || printf('UPDATE article_words_data SET block = x''0%d1%d2%d'' WHERE id = 1', n, n, n)
            FROM (SELECT 3 AS n UNION SELECT 4 UNION SELECT 5);
        SELECT 'text index' || char(9) || printf('INSERT INTO %s (rowid, %s) VALUES (%d, ''strange'')', t, c, n)
            FROM (SELECT 'case_words' AS t, 'subject' AS c UNION SELECT 'article_words', 'title'),
                (SELECT 7 AS n UNION SELECT 90000);
        SELECT 'text index' || char(9) || 'INSERT INTO ' || t || ' (' || t || ') VALUES (''delete-all'')'
            FROM (SELECT 'case_words' AS t UNION SELECT 'article_words');
        SELECT 'text index' || char(9) || 'INSERT INTO ' || t || '_config VALUES (''pgsz'', 128)'
            FROM (SELECT 'case_words' AS t UNION SELECT 'article_words');" | awk '!seen[$0]++'
    # A page of each tree that is not the events', several times.
    good "SELECT printf('flipped%s%d %d', char(9), (pageno - 1) * pgsize, pgsize) FROM dbstat, (SELECT 1
        UNION SELECT 2 UNION SELECT 3 UNION SELECT 4) WHERE name NOT IN ('event', 'sealed', 'sqlite_schema')"
}

# damage KIND WHAT: gives 1 if nothing of the file was changed by it.
damage() {
    local from size i
    if [[ $1 == flipped ]]; then
        read -r from size <<<"$2"
        # The header of the page, or a byte in its second half, where its rows are.
        for i in 1 2 3; do flip desk.db $((from + (RANDOM % 4 ? size / 2 + $(pick $((size / 2))) : RANDOM % 12))); done
    else
        # An error is one of SQLite, which refuses what leaves a schema that it cannot read.
        sqlite3 -cmd ".dbconfig defensive off" desk.db "$2" >/dev/null 2>&1
        rm -f desk.db-wal desk.db-shm
    fi
    ! cmp -s desk.db good.db
}

# The content of a desk file, without its counters of changes.
content() { tail -c +101 "$1"; }

seen >seen.txt
content good.db >content.txt
damages >damages.txt
declare -A kinds
noticed=0 harmless=0 cured=0 vain=0
while IFS=$'\t' read -r kind what; do
    cp good.db desk.db
    damage "$kind" "$what" || { vain=$((vain + 1)); continue; }
    dcc-admin verify >out.txt 2>&1
    status=$?
    if ((status == 74)); then
        noticed=$((noticed + 1))
    elif ((status == 0)) && [[ $kind == flipped || $kind == 'text index' ]] && cmp -s seen.txt <(seen); then
        harmless=$((harmless + 1))  # what nothing reads: a byte between rows, the only entry of a list
    else
        wrong "$kind: $what: verify did not notice it: status $status: $(cat out.txt)"
    fi
    dcc-admin rebuild --quiet >out.txt 2>&1 || {
        wrong "$kind: $what: not rebuilt: status $?: $(cat out.txt)"
        continue
    }
    content desk.db | cmp -s - content.txt || {
        wrong "$kind: $what: the rebuilt desk has other content"
        continue
    }
    cured=$((cured + 1))
    kinds[$kind]=$((${kinds[$kind]-0} + 1))
    ((cured % 50 == 1)) || continue
    is_whole
    cmp -s seen.txt <(seen) || wrong "$kind: $what: reports and lists differ"
done < <(if [[ $full ]]; then cat damages.txt; else shuf -n 24 --random-source=<(yes "$RANDOM") damages.txt; fi)
ls | grep -q -- -rebuild && fail "a file was left: $(ls)"
((cured > 0)) || fail "nothing was damaged"
((errors == 0)) || fail "$errors wrong results, $noticed noticed, $cured cured"
for kind in "${!kinds[@]}"; do echo "  $kind: ${kinds[$kind]}"; done | sort
echo "damaged $cured times: $noticed noticed, $harmless without any effect, $cured cured ($vain not possible)"
