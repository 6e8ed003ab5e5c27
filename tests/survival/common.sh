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

# is WHAT WANTED GOT
is() { [[ $2 == "$3" ]] || fail "$1: \"$2\" was wanted, but it is \"$3\""; }

is_whole() {
    local told
    told=$(dcc-admin verify --db "${1:-$DCC_DB}" 2>&1) || fail "the desk is not whole: $told"
}

# How many cases the desk holds.
cases() { dcc-admin verify --format json | jq .cases; }

# The ids of all cases of a desk, a line each.
ids() { dcc-case list --all --format ids; }
