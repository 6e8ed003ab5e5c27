#!/bin/bash
# Measures the tools beside the sqlite3 shell and beside programs that do only the inevitable, all in
# one run and in turn, so that the ratios hold on any machine and under any load. A ratio is to the
# first line of its table; below 1 is faster or less.
#   run.sh [--no-build] [--cases N] [--rounds N] [--keep DIR] [SECTION…]
# Sections: commands import calendar dispatch words report figures complaints search writers; by default all.
# --keep: where the desks are made, and found again by the next run; otherwise they are removed at the end.
# Builds in build/, or the directory in DCC_BUILD, as that is configured: a new one as a release, an old
# one as it was, which is told with the results. Needs the sqlite3 shell.
set -euo pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
build=$(realpath -m "${DCC_BUILD:-$top/build}")
compile=1
cases=100000
rounds=60
keep=''
sections=()

usage() {
    sed -n 's/^#   run.sh/usage: run.sh/p' "$top/tests/bench/run.sh" >&2
    exit 64
}
while (($# > 0)); do
    case $1 in
        --no-build) compile=0 ;;
        --cases | --rounds | --keep)
            (($# > 1)) || usage
            printf -v "${1#--}" %s "$2"
            shift
            ;;
        commands | import | calendar | dispatch | words | report | figures | complaints | search | writers) sections+=("$1") ;;
        *) usage ;;
    esac
    shift
done
if ((${#sections[@]} == 0)); then sections=(commands import calendar dispatch words report figures complaints search writers); fi
command -v sqlite3 >/dev/null || { echo "run.sh: needs the sqlite3 shell" >&2; exit 69; }

if ((compile)); then
    # The quickstart, for one, leaves a directory without tests, and so without what is needed here.
    CMAKE_GENERATOR=Ninja cmake -S "$top" -B "$build" -DDCC_TESTS=ON >/dev/null
    cmake --build "$build" --target bench >/dev/null
fi
export PATH=$build/bin:$PATH DCC_SHARE=$top/share DCC_ACTOR=bench
unset DCC_DB DCC_POLICY DCC_NOW DCC_FORMAT

work=${keep:-$(mktemp -d)}
mkdir -p "$work"
work=$(cd "$work" && pwd)
[[ $keep ]] || trap 'rm -rf "$work"' EXIT
cd "$work"

note() { echo "$*" >&2; }
title() { printf '\n%s\n' "$*"; }

# ---- the files to work on, made when first asked for

rows() { # rows COUNT [--customers]: writes a table of cases and names it
    local file=rows-$1${2:+$2}.csv
    [[ -s $file ]] || { bench_rows "$@" >"$file.new" && mv "$file.new" "$file"; }
    echo "$file"
}

new_desk() { # new_desk DIR: an empty desk, with the log in the file
    rm -rf "$1" && mkdir -p "$1"
    dcc-admin init --db "$1/desk.db" --as bench >/dev/null
    sqlite3 "$1/desk.db" 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
}

full_desk() { # full_desk DIR: a desk with all cases; the first one made is kept and copied
    local full=full-$cases
    if [[ ! -e $full/done ]]; then
        note "making a desk of $cases cases…"
        new_desk "$full"
        dcc-intake import "$(rows "$cases" --customers)" --db "$full/desk.db" --quiet
        sqlite3 "$full/desk.db" 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
        touch "$full/done"
    fi
    rm -rf "$1" && mkdir -p "$1"
    cp "$full/desk.db" "$full/policy.toml" "$1"
}

bare_file() { # bare_file DESK FILE: as large as the desk, for inserts into a table of its own
    cp "$1/desk.db" "$2"
    rm -f "$2-wal" "$2-shm"
    sqlite3 "$2" 'CREATE TABLE bare (id INTEGER PRIMARY KEY, text TEXT)'
}

bare_insert=(sqlite3 -cmd '.timeout 5000' -cmd 'PRAGMA synchronous = FULL')
insert="INSERT INTO bare (text) VALUES ('the parcel has not arrived')"
open_case=(dcc-intake open --channel phone --subject 包裹一直没有收到，请尽快查询
    --body 'Ordered two weeks ago.')

# ---- the sections

# race_commands DESK FIRST STEP NEWEST: cases to show are FIRST, FIRST + STEP, …; the round's open
# makes case NEWEST + round.
race_commands() {
    local desk=$1/desk.db
    bare_file "$1" "$1/bare.db"
    bare_file "$1" "$1/floor.db"
    bench_race "$rounds" \
        -- 'sqlite3, bare insert' "${bare_insert[@]}" "$1/bare.db" "$insert" \
        -- 'floor: static, bare insert' bench_floor "$1/floor.db" 'the parcel has not arrived' \
        -- 'dcc-intake --version' dcc-intake --version \
        -- 'dcc-intake open' "${open_case[@]}" --db "$desk" \
        -- 'dcc-intake open, with customer' "${open_case[@]}" --db "$desk" --customer 王伟 \
           --phone '139{10000000+37n}' \
        -- 'dcc-case reply' dcc-case reply "C{$2+$3n}" --body 已经补发，明天送到 --db "$desk" --quiet \
        -- 'dcc-case show' dcc-case show "C{$2+$3n}" --db "$desk" \
        -- 'dcc-case list' dcc-case list --db "$desk" \
        -- 'dcc-case list --sort newest' dcc-case list --sort newest --db "$desk"
}

run_commands() {
    title "One command, start to exit: a desk of 0 cases ($rounds rounds)"
    new_desk small
    race_commands small 1 2
    full_desk large
    title "One command, start to exit: a desk of $cases cases ($rounds rounds)"
    # Each tenth case is open.
    race_commands large 1 $((cases / rounds / 10 * 10))
}

# What sqlite3's import is given: the case table's rows as CSV, or those of every table that an import
# writes (digests in hexadecimal), and the tables with their indexes. Unknown is an empty text there.
import_reference() {
    local desk=$1 table columns
    for table in cases event sealed clock; do
        columns=$(sqlite3 "$desk" "SELECT group_concat(iif(type = 'BLOB', 'hex(' || name || ')', name))
                                   FROM pragma_table_info('$table')")
        sqlite3 -csv "$desk" "SELECT $columns FROM $table ORDER BY 1" >"import/$table.csv"
    done
    sqlite3 "$desk" "SELECT sql || ';' FROM sqlite_schema WHERE sql IS NOT NULL AND type <> 'trigger'
                     AND tbl_name IN ('cases', 'event', 'sealed', 'clock') ORDER BY type DESC" |
        sed -e 's/ NOT NULL,/,/; s/ NOT NULL$//; s/ STRICT[^;]*;/;/' -e "s/IS NOT NULL/<> ''/" \
            >import/schema.sql
    for table in cases 'cases event sealed clock'; do
        printf '%s\n' 'PRAGMA synchronous = FULL;' 'PRAGMA cache_size = -65536;' '.mode csv' 'BEGIN;'
        for table in $table; do echo ".import import/$table.csv $table"; done
        echo 'COMMIT;'
    done | awk '/synchronous/ { ++n } { print > "import/" (n == 1 ? "cases" : "all") ".txt" }'
}

run_import() {
    local times=3 i kind plain tenth customers
    plain=$(rows "$cases") tenth=$(rows $((cases / 10)))
    customers=$(rows "$cases" --customers)
    title "Bulk import of $cases rows, $(du -h "$plain" | cut -f1) of CSV ($times rounds)"
    for kind in plain customers tenth; do
        for ((i = 0; i < times; ++i)); do new_desk "import/$kind$i"; done
    done
    new_desk import/sample
    dcc-intake import "$plain" --db import/sample/desk.db --quiet
    import_reference import/sample/desk.db
    for kind in cases all; do
        for ((i = 0; i < times; ++i)); do
            sqlite3 "import/$kind$i.db" 'PRAGMA journal_mode = WAL' '.read import/schema.sql' \
                >/dev/null
        done
    done
    bench_race "$times" --rows "$cases" \
        -- 'sqlite3 .import, case table' sqlite3 'import/cases{n}.db' '.read import/cases.txt' \
        -- 'sqlite3 .import, all four tables' sqlite3 'import/all{n}.db' '.read import/all.txt' \
        -- 'dcc-intake import' dcc-intake import "$plain" --db 'import/plain{n}/desk.db' \
        -- 'dcc-intake import, with customers' dcc-intake import "$customers" \
           --db 'import/customers{n}/desk.db'
    echo "A tenth of the rows, for the memory it takes:"
    bench_race "$times" --rows $((cases / 10)) \
        -- 'dcc-intake import' dcc-intake import "$tenth" --db 'import/tenth{n}/desk.db'
    sqlite3 import/sample/desk.db "SELECT 'Written for 1,000 cases: '
        || (SELECT (SELECT count(*) FROM event) * 1000 / count(*) FROM cases) || ' events, '
        || (SELECT (SELECT count(*) FROM clock) * 1000 / count(*) FROM cases) || ' clocks'"
    rm -rf import
}

run_calendar() {
    title "Working time"
    bench_calendar
}

run_dispatch() {
    title "Dispatch"
    bench_dispatch
}

run_words() {
    title "Words of rules in texts"
    bench_words
}

run_report() {
    local by dims
    full_desk report
    cp report/desk.db report/covered.db
    sqlite3 report/covered.db 'CREATE INDEX bench ON clock
        (kind, received_at, stage, elapsed, channel, category)'
    for by in channel,category channel,category,month; do
        dims=$(tr -cd , <<<"$by" | wc -c)
        # channel,category,clock,cases,met,breached,running,no_target,share_met,timed,median,p90,mean
        # Groups in which nothing ended have no times to compare.
        cmp <(dcc-report sla --by "$by" --format csv --db report/desk.db | sed 1d |
            cut -d, -f1-$((dims + 2)),$((dims + 9))-$((dims + 11)) | grep -v ',0,,$' | sort) \
            <(bench_report report/covered.db "$by" | sed 1d | grep -v ',0,,$' | sort) ||
            { note "run.sh: the loop and dcc-report sla --by $by disagree"; exit 1; }
        title "Service levels over $cases cases by $by ($((rounds / 3)) rounds)"
        bench_race $((rounds / 3)) \
            -- 'loop over a covering index' bench_report report/covered.db "$by" \
            -- "dcc-report sla" dcc-report sla --by "$by" --db report/desk.db
    done
}

# Answers to surveys on one of five cases, for reports to read. Whoever did the work cannot record them,
# so that they are put into the table of events, and the chain knows nothing of them.
survey_answers() { # survey_answers DESK
    sqlite3 "$1" <<'END'
INSERT INTO event (case_id, kind, at, recorded_at, actor, user, dated, data, digest)
SELECT id, 'feedback_given', first_resolved_at + 3600, first_resolved_at + 3600, 'customer', '', 'clock',
    json_object('invitation', 1, 'csat', 3 + id % 3, 'nps', id % 11, 'ces', 1 + id % 7, 'channel', 'sms'),
    zeroblob(32)
FROM cases WHERE first_resolved_at IS NOT NULL AND id % 5 = 1;
END
}

# Every report beside the loop, which reads each clock once.
run_figures() {
    local desk=figures/desk.db
    full_desk figures
    survey_answers "$desk"
    sqlite3 "$desk" "SELECT 'Of 1,000 cases: ' || (SELECT (SELECT count(*) FROM event) * 1000 / count(*)
        FROM cases) || ' events, ' || (SELECT (SELECT count(*) FROM clock) * 1000 / count(*) FROM cases)
        || ' clocks'"
    cp "$desk" figures/covered.db
    sqlite3 figures/covered.db 'CREATE INDEX bench ON clock
        (kind, received_at, stage, elapsed, channel, category)'
    sed 's/^resolution = "[0-9]*h"/resolution = "20h"/' figures/policy.toml >figures/other.toml
    local times=$((rounds < 6 ? 1 : rounds / 6))
    title "Reports over $cases cases ($times rounds)"
    bench_race "$times" \
        -- 'loop over a covering index' bench_report figures/covered.db channel,category \
        -- 'sla' dcc-report sla --by channel,category --db "$desk" \
        -- 'backlog' dcc-report backlog --by channel,category --db "$desk" \
        -- 'held' dcc-report held --db "$desk" \
        -- 'channels' dcc-report channels --db "$desk" \
        -- 'staff' dcc-report staff --db "$desk" \
        -- 'satisfaction' dcc-report satisfaction --by channel --db "$desk" \
        -- 'loyalty' dcc-report loyalty --db "$desk" \
        -- 'trend resolution_met' dcc-report trend resolution_met --by week --db "$desk" \
        -- 'indicators' dcc-report indicators --prometheus figures/dcc.prom --db "$desk" \
        -- 'summary' dcc-report summary --db "$desk" \
        -- 'facts' dcc-report facts --format csv --db "$desk" \
        -- 'simulate' dcc-report simulate --policy figures/other.toml --db "$desk" \
        -- 'simulate, nothing changes' dcc-report simulate --db "$desk" \
        -- 'page' dcc-report page - --db "$desk"
}

# The rows of a complaint for each case, with its clocks and remedies, so that reports have as many as
# there are cases; the events know nothing of them. Types and products are those of the cases.
complaint_rows() { # complaint_rows DESK
    sqlite3 "$1" <<'END'
BEGIN;
INSERT INTO complaint (case_id, type, department, severity, safety, immediate, complainants, round,
    extensions, decision, outcome, cause, customer, product, received_at, replied_at, ended_at)
SELECT id, coalesce(substr(category, 1, instr(category || '.', '.') - 1), 'other'), team,
    iif(id % 3, 'low', 'high'), 0, 0, 1, 1 + (id % 7 = 0), id % 11 = 0,
    iif(is_open, NULL, iif(id % 4, 'rejected', 'upheld')),
    iif(is_open, NULL, iif(id % 5, 'accepted', 'silent')),
    iif(id % 3, 'process.delay', NULL), customer, product, received_at, resolved_at, closed_at
FROM cases;
INSERT INTO clock (kind, case_id, instance, stage, received_at, started_at, stopped_at, due_at,
    original_due_at, elapsed, channel, category, priority, team, person)
SELECT kind.name, id, 1, iif(first_reply_at IS NULL, 'running', 'completed'), received_at,
    received_at, first_reply_at, received_at + 10000, received_at + 10000,
    first_reply_at - received_at, channel, category, priority, team, person
FROM cases, (SELECT 'acknowledge' AS name UNION SELECT 'reply') AS kind;
INSERT INTO remedy (case_id, number, round, kind, state, amount, currency, granted_at, due_at)
SELECT id, 1, 1, 'refund', 'granted', 1000 + id % 500, 'CNY', resolved_at, resolved_at + 86400
FROM cases WHERE id % 4 = 0 AND resolved_at IS NOT NULL;
COMMIT;
END
}

# Beside the shell counting the same table by type, and by type and product in two spans of time.
run_complaints() {
    local desk=complaints/desk.db now=2025-12-31T00:00:00Z by_type by_product
    full_desk complaints
    complaint_rows "$desk"
    by_type='SELECT type, count(*) FROM complaint GROUP BY type ORDER BY type'
    by_product="SELECT type, coalesce(complaint.product, category), count(*) FILTER (WHERE
        complaint.received_at >= unixepoch('$now', '-7 days')), count(*)
        FROM complaint JOIN cases ON cases.id = case_id GROUP BY 1, 2"
    cmp <(dcc-report complaints --by type --format csv --db "$desk" | sed 1d | cut -d, -f1,2 | sort) \
        <(sqlite3 -csv "$desk" "$by_type") ||
        { note "run.sh: the shell and dcc-report complaints disagree"; exit 1; }
    title "Reports on $cases complaints ($((rounds / 3)) rounds)"
    bench_race $((rounds / 3)) \
        -- 'sqlite3, count by type' sqlite3 "$desk" "$by_type" \
        -- 'sqlite3, count by type and product' sqlite3 "$desk" "$by_product" \
        -- 'dcc-report complaints' dcc-report complaints --by type --db "$desk" \
        -- 'dcc-report causes' dcc-report causes --db "$desk" \
        -- 'dcc-complaint patterns' dcc-complaint patterns --now "$now" --db "$desk" \
        -- 'dcc-complaint patterns, of all' dcc-complaint patterns --now "$now" --days 400 \
           --baseline 400 --at-least 9 --db "$desk"
}

# What a word of the subjects costs: one of every eighth case, of every twentieth, of a single one, a
# character, two words; and beside it the shell reading all subjects for the same.
run_search() {
    local number=$((100000000 + cases / 3))
    full_desk search
    like() { # like CONDITION: the newest 20 cases whose subjects fit
        printf "SELECT id, subject FROM cases WHERE %s ORDER BY id DESC LIMIT 20" "$1"
    }
    title "Words in the subjects of $cases cases, the first twenty ($((rounds / 3)) rounds)"
    bench_race $((rounds / 3)) \
        -- 'sqlite3, LIKE, of one case' sqlite3 search/desk.db "$(like "subject LIKE '%$number%'")" \
        -- 'sqlite3, LIKE, count 包裹' sqlite3 search/desk.db \
           "SELECT count(*) FROM cases WHERE subject LIKE '%包裹%'" \
        -- 'dcc-case --version' dcc-case --version \
        -- 'dcc-case show' dcc-case show 1 --db search/desk.db \
        -- 'dcc-case search, of one case' dcc-case search "$number" --db search/desk.db \
        -- 'dcc-case search 包裹' dcc-case search 包裹 --db search/desk.db \
        -- 'dcc-case search 没有收到' dcc-case search 没有收到 --db search/desk.db \
        -- 'dcc-case search 退款 杭州' dcc-case search 退款 杭州 --db search/desk.db \
        -- 'dcc-case search 杭 (one character)' dcc-case search 杭 --db search/desk.db \
        -- 'dcc-case search 包裹 --open' dcc-case search 包裹 --open --db search/desk.db \
        -- 'dcc-intake suggest' dcc-intake suggest 杭州的包裹没有收到，请查询 --db search/desk.db
}

run_writers() {
    full_desk crowd
    bare_file crowd crowd/bare.db
    bare_file crowd crowd/floor.db
    title "Eight processes that write, a desk of $cases cases (4 s each, in turn)"
    bench_writers 8 4 \
        -- 'sqlite3, bare insert' "${bare_insert[@]}" crowd/bare.db "$insert" \
        -- 'floor: static, bare insert' bench_floor crowd/floor.db 'the parcel has not arrived' \
        -- 'dcc-intake open' "${open_case[@]}" --db crowd/desk.db
}

version=$(dcc-intake --version) || { echo "run.sh: no tools in $build/bin" >&2; exit 69; }
echo "machine:  $(sed -n 's/^model name\s*: //p' /proc/cpuinfo | head -n 1), $(nproc) cores," \
    "load $(cut -d' ' -f1 /proc/loadavg), files on $(findmnt -no FSTYPE -T .)"
echo "versions: $version, SQLite $(sqlite3 --version | cut -d' ' -f1)," \
    "Linux $(uname -r)"
echo "build:    $(sed -n 's/^\(CMAKE_BUILD_TYPE\|DCC_STATIC\|DCC_SANITIZE\):[A-Z]*=/\1=/p' \
    "$build/CMakeCache.txt" | paste -sd' ')"
for section in "${sections[@]}"; do "run_$section"; done
