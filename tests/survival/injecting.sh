# Sourced after common.sh by the tests that interrupt system calls with strace: the commands that
# they interrupt, each with the desk that it starts from and what must hold afterwards.

if ! command -v strace >/dev/null; then
    echo "skipped: there is no strace"
    exit 77
fi
if ! strace -qq -o /dev/null -e inject=getppid:error=EIO true 2>strace.err; then
    echo "skipped: strace is not permitted to trace here: $(head -n 1 strace.err)"
    exit 77
fi

commands=(init open reply import deliver backup replace restore redact anchor)

# What every command starts from: a desk with three cases and two mails, a backup of it and an
# earlier one, a key, and rows to import.
mkdir start
export DCC_DB=$scratch/start/desk.db
dcc-admin init --sandbox --quiet >/dev/null || fail "no desk"
dcc-intake open --channel email --customer A --email a@example.com --subject "first" --body "text" \
    >/dev/null || fail "no first case"
dcc-intake open --channel email --customer B --email b@example.com --subject "second" >/dev/null ||
    fail "no second case"
dcc-admin backup --with-policy start/earlier 2>/dev/null || fail "no earlier backup"
dcc-intake open --channel phone --customer C --phone 13800001009 --subject "third" --body "text" \
    >/dev/null || fail "no third case"
dcc-admin backup --with-policy start/backup 2>/dev/null || fail "no backup"
dcc-admin anchor --new-key start/key 2>/dev/null || fail "no key"
printf '%s\n' 'external_id,subject,channel,received_at,customer_phone' \
    'X1,one,email,2026-03-01T08:00:00Z,13800001001' \
    'X2,two,email,2026-03-02T08:00:00Z,13800001002' \
    'X3,three,email,2026-03-03T08:00:00Z,13800001001' >start/table.csv
sqlite3 start/desk.db 'PRAGMA journal_mode' >/dev/null  # ends the log, so that it is one file
cases_before=3
export DCC_DB=$scratch/run/desk.db

# A directory as it was at the start, for the next command, and no cache.
begin() {
    cd "$scratch" || exit 2
    rm -rf run "$HOME/.cache"
    cp -a start run
    cd run || exit 2
}

# set_command NAME: sets `command`, run in a directory made by begin().
set_command() {
    case $1 in
        init) command=(dcc-admin init --sandbox --db new/desk.db) ;;
        open) command=(dcc-intake open --channel email --customer D --email d@example.com
            --subject "fourth" --body "text" --external-id E4) ;;
        reply) command=(dcc-case reply C1 --body "an answer") ;;
        import) command=(dcc-intake import table.csv) ;;
        deliver) command=(dcc-case outbox deliver --command "cat >>'$scratch/run/sent.txt'") ;;
        backup) command=(dcc-admin backup --with-policy copy) ;;
        replace) command=(dcc-admin backup --with-policy earlier) ;;
        restore) command=(dcc-admin restore backup --db new/desk.db) ;;
        redact) command=(dcc-admin redact C3 --reason "asked for") ;;
        anchor) command=(dcc-admin anchor --key key --out anchors.txt) ;;
    esac
}

# What is being done to which command, for messages.
what=
fail() {
    echo "FAILED: ${what:+$what: }$*" >&2
    exit 1
}

# Numbers of the desk of the run.
count() { sqlite3 -readonly desk.db "$1"; }
count_cases() { count 'SELECT count(*) FROM event WHERE kind = "opened"'; }
count_kind() { count "SELECT count(*) FROM event WHERE kind = '$1'"; }

# is_there NAME: the work of the command is done.
is_there() {
    case $1 in
        init | restore) [[ -e new/desk.db ]] && (is_whole "$scratch/run/new/desk.db") ;;
        backup) [[ -e copy/desk.db ]] ;;
        replace) [[ $(sqlite3 -readonly earlier/desk.db 'SELECT max(seq) FROM event') == \
            $(count 'SELECT max(seq) FROM event') ]] ;;
        open) (($(count_cases) > cases_before)) ;;
        reply) (($(count_kind replied) > 0)) ;;
        import) (($(count_cases) == cases_before + 3)) ;;
        deliver) [[ ! $(dcc-case outbox list --format ids) ]] ;;
        redact) (($(count_kind texts_erased) > 0)) ;;
        anchor) [[ -s anchors.txt ]] ;;
    esac
}

verifies() { dcc-admin verify --quiet "$@" >"$scratch/verify.txt" 2>&1; }

# is_intact NAME: the desk, and whatever the command has made, is intact.
is_intact() {
    is_whole
    case $1 in
        init)
            # A file that is not a desk yet, or whose making is to be undone first (a journal is left),
            # becomes one when the command is run again.
            [[ ! -e new/desk.db ]] || verifies --db new/desk.db ||
                [[ -e new/desk.db-journal ]] ||
                grep -q 'not a dcc desk file' "$scratch/verify.txt" ||
                fail "half a desk was left: $(cat "$scratch/verify.txt")"
            ;;
        restore) [[ ! -e new/desk.db ]] || is_whole "$scratch/run/new/desk.db" ;;
        backup) [[ ! -e copy ]] || { is_whole "$scratch/run/copy/desk.db" && [[ -s copy/policy.toml ]]; } ||
            fail "half a backup was left" ;;
        replace) { is_whole "$scratch/run/earlier/desk.db" && [[ -s earlier/policy.toml ]]; } ||
            fail "half a backup is in the place of the earlier one" ;;
        anchor) [[ ! -s anchors.txt ]] || verifies --anchor anchors.txt --public-key key.pub ||
            fail "half an anchor was left: $(cat "$scratch/verify.txt")" ;;
    esac
}

# Whether the interrupted command has changed nothing at all, so that there is nothing to check.
is_unchanged() { diff -rq "$scratch/start" "$scratch/run" >"$scratch/diff.txt"; }

# again NAME: the same command, without interruption, does the work or says that it is done; then
# it is done, and once.
again() {
    local status
    "${command[@]}" >"$scratch/again.txt" 2>&1
    status=$?
    ((status == 0)) || grep -q 'exists already\|external id\|has no texts' "$scratch/again.txt" ||
        fail "again: status $status: $(cat "$scratch/again.txt")"
    is_there "$1" || fail "it is not done when run again"
    is_intact "$1"
    case $1 in
        open) is "cases" $((cases_before + 1)) "$(count_cases)" ;;
        import) is "cases" $((cases_before + 3)) "$(count_cases)" ;;
        deliver)
            # At least once, and no more than once for each try.
            is "mails with an id of their own" 2 "$(grep '^Message-ID' sent.txt | sort -u | wc -l)"
            (($(grep -c '^Message-ID' sent.txt) <= 4)) || fail "a mail was sent too often"
            ;;
    esac
}

# calls COMMAND…: the system calls that it makes, in their order: a name and the how-manieth of that
# name it is. The first, which starts the program, is not one of its own.
calls() {
    strace -qq -o "$scratch/trace.txt" "$@" >"$scratch/out.txt" 2>"$scratch/err.txt" ||
        fail "${*:1:3}: $(cat "$scratch/err.txt")"
    sed -n '2,$s/^\([a-z0-9_]*\)(.*/\1/p' "$scratch/trace.txt" | awk '{ print $1, ++times[$1] }'
}

# inject SYSCALL NUMBER WHAT COMMAND…: runs it, with that happening at that call; sets `status`.
inject() {
    local call=$1 at="$1:$3:when=$2"
    shift 3
    strace -qq -o "$scratch/trace.txt" -e trace="$call" -e inject="$at" "$@" \
        >"$scratch/out.txt" 2>"$scratch/err.txt" &
    wait $! 2>/dev/null
    status=$?
}

# Runs check_killed NAME CALL NUMBER for each of the commands, at one in $every of its system calls.
kill_at_calls() {
    local sum=0 name killed call number
    for name in "${commands[@]}"; do
        set_command "$name"
        begin
        calls "${command[@]}" >"$scratch/calls.txt"
        killed=0
        while read -r call number; do
            ((RANDOM % every == 0)) || continue
            check_killed "$name" "$call" "$number" && killed=$((killed + 1))
        done <"$scratch/calls.txt"
        echo "$name: killed at $killed of $(wc -l <"$scratch/calls.txt") calls"
        what=
        sum=$((sum + killed))
    done
    ((sum > 0)) || fail "nothing was killed"
    echo "$sum kills"
}
