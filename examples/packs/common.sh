# What the days in the packs have in common; they source it. It makes a desk from the pack that bears the
# script's name: in the directory that is given, or in a temporary one that is removed at the end.
# Needs the tools and jq in PATH. Times are fixed, so every run gives the same output.
set -euo pipefail

if [[ ${1-} ]]; then
    mkdir -p "$1"
    cd "$1"
else
    scratch=$(mktemp -d)
    trap 'rm -rf "$scratch"' EXIT
    cd "$scratch"
fi
export DCC_DB=$PWD/desk.db DCC_NOW DCC_ACTOR=admin
unset DCC_POLICY DCC_FORMAT

at() { DCC_NOW="2026-11-$1"; }                 # the present: "20 09:00"
by() { DCC_ACTOR=$1; }                         # who acts
quietly() { "$@" >/dev/null 2>errors.txt || { cat errors.txt >&2; return 1; }; }
said() { "$@" --quiet 2>errors.txt || { cat errors.txt >&2; return 1; }; }
fact() { dcc-case show "$1" --format json | jq -r ".$2"; }

# check WHAT EXPECTED COMMAND…: stops the day if the command prints something else.
check() {
    local found
    found=$("${@:3}")
    [[ $found == "$2" ]] || { echo "$1: $found instead of $2" >&2; exit 1; }
}

# complain DAY CASE HANDLER APPROVER SUBJECT FINDING REMEDY REASONS CAUSE: a complaint from its receipt at
# 09:30 to its cause. Its number is in $complaint.
complain() {
    at "$1 09:30"
    complaint=$(said dcc-complaint open --case "$2" --subject "$5")
    by "$4"; at "$1 10:00"
    [[ $(fact "$complaint" state) != received ]] || quietly dcc-complaint acknowledge "$complaint"
    quietly dcc-complaint assess "$complaint"
    quietly dcc-complaint assign "$complaint" --to "$3"
    by "$3"; at "$1 14:00"
    quietly dcc-complaint finding "$complaint" --body "$6"
    quietly dcc-complaint propose "$complaint" --decision upheld --remedy apology --remedy "$7" --body "$8"
    by "$4"; at "$1 15:30"
    quietly dcc-complaint approve "$complaint"
    by "$3"; at "$1 16:00"
    quietly dcc-complaint reply "$complaint"
    quietly dcc-complaint remedy done "$complaint.r1"
    quietly dcc-complaint remedy done "$complaint.r2"
    at "$1 17:00"
    quietly dcc-complaint outcome "$complaint" accepted
    quietly dcc-complaint close "$complaint"
    quietly dcc-complaint cause "$complaint" --cause "$9"
}

# rate CASE CSAT [OPTION…]: the answer to the survey, recorded by somebody who did not work on the case.
rate() { quietly dcc-case feedback "$1" --as admin --csat "${@:2}"; }

# figures "OPEN LATE COMPLAINTS": the figures of the day, of which these three must be so.
figures() {
    dcc-complaint list --all
    echo
    dcc-report summary
    echo
    dcc-report sla | sed -n '/^Clock/,/^$/p'
    dcc-report satisfaction | sed -n '/^Resolved/,/^$/p; /^Latest comments/,/^$/p'
    check "open and late cases, complaints" "$1" \
        jq -r '"\(.open) \(.late) \(.complaints)"' <(dcc-report summary --format json)
    by admin
    quietly dcc-admin verify
    echo "The desk is intact."
}

at "20 08:00"
said dcc-admin init --sandbox --pack "$(basename "$0" .sh)" >/dev/null
