# Sourced by the tests of survival: a fresh desk in its own directory, and functions for checks. Each
# of them does a small dose of its campaign, or all of it with --full as its first argument.

full=
if [[ ${1-} == --full ]]; then
    full=1
    shift
fi
# dose SMALL FULL: the number that is wanted.
dose() { echo "${@:1 + ${full:-0}:1}"; }

: "${DCC_BIN:?set DCC_BIN to the directory of the tools}"
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
DCC_BIN=$(cd "$DCC_BIN" && pwd) || exit 2
export PATH=$DCC_BIN:$PATH DCC_SHARE=${DCC_SHARE:-$(cd "$here/../.." && pwd)/share}
unset DCC_POLICY DCC_FORMAT XDG_DATA_HOME

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 2
export HOME=$scratch TZ=UTC LC_ALL=C.UTF-8
export DCC_DB=$scratch/desk.db DCC_ACTOR=admin DCC_NOW=2026-11-21T08:00:00Z

fail() {
    echo "FAILED: $*" >&2
    exit 1
}

# wrong WHAT: a wrong result that does not end the test; it must fail in the end if there are $errors.
errors=0
wrong() {
    echo "WRONG: $*" >&2
    errors=$((errors + 1))
}

# is WHAT WANTED GOT
is() { [[ $2 == "$3" ]] || fail "$1: \"$2\" was wanted, but it is \"$3\""; }

is_whole() {
    local told
    told=$(dcc-admin verify --db "${1:-$DCC_DB}" 2>&1) || fail "the desk is not whole: $told"
}

# How many cases the desk holds.
cases() { dcc-admin verify --format json | jq .cases; }

# The ids of all cases of a desk, a line each.
ids() { dcc-case list --all --limit 0 --format ids; }

# good_desk: makes $DCC_DB a desk that has rows in every table, with nothing in its log.
good_desk() {
    local i
    "$here/../../examples/whole-life.sh" "$scratch" >/dev/null 2>&1 || fail "no desk"
    rm -f mails.txt refused.txt desk.db-outbox
    awk 'BEGIN {
        print "external_id,subject,channel,received_at,first_reply_at,resolved_at,customer_phone,body"
        for (i = 1; i <= 120; i++)
            printf "X%d,matter %d,email,2026-03-%02dT08:00:00Z,2026-03-%02dT09:00:00Z,%s,139%08d,%s\n",
                i, i, i % 28 + 1, i % 28 + 1,
                i % 3 ? sprintf("2026-03-%02dT10:00:00Z", i % 28 + 1) : "", i % 50,
                "the parcel " i * 7 " did not arrive"
    }' >table.csv
    export DCC_NOW=2026-12-01T08:00:00Z
    dcc-intake import table.csv >/dev/null 2>&1 || fail "no import"
    dcc-admin redact C7 --reason "they asked for it" --quiet >/dev/null 2>&1 || fail "nothing erased"
    dcc-case article add --title "Late parcels" --body "Ask the carrier for the parcel." >/dev/null &&
        dcc-case article add --title "Lost parcels" --body "Send another parcel." >/dev/null &&
        dcc-case article edit A2 --title "Parcels that are lost" >/dev/null &&
        dcc-case article add --title "Old" --body "It was so." >/dev/null &&
        dcc-case article retire A3 --reason old >/dev/null || fail "no articles"
    for i in 3 6 9; do
        dcc-intake open --channel phone --customer "Customer $i" --phone "138000000$i" \
            --subject "parcel $i is late" --body "I wait for parcel $i" >/dev/null || fail "no case"
    done
    dcc-route triage >/dev/null 2>&1 || fail "no triage"
    dcc-admin rebuild --quiet || fail "no rebuild"
    is_whole
    rm -f desk.db-wal desk.db-shm
}

# pick N: a random number from 0 to N - 1.
pick() { echo $(((RANDOM << 15 | RANDOM) % $1)); }

# flip FILE OFFSET: changes a random bit of that byte.
flip() {
    local byte
    byte=$(od -An -tu1 -j "$2" -N 1 "$1")
    printf "\\x$(printf %02x $((byte ^ 1 << RANDOM % 8)))" |
        dd of="$1" bs=1 seek="$2" conv=notrunc status=none
}
