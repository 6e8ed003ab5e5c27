#!/bin/bash
# Verbs that list what a desk has, in desks with none, one and several of each: in every format the
# output parses and has that many things.
#
#   tests/outputs/lists.sh                   needs DCC_BIN, python3
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
export DCC_TOOLS=${DCC_BIN:?set DCC_BIN to the directory of the tools} PATH=$DCC_BIN:$PATH
export DCC_NOW=2026-06-01T10:00:00+08:00 LC_ALL=C.UTF-8
unset DCC_POLICY DCC_ACTOR DCC_FORMAT
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A desk in the directory $1 with $2 of each.
make_desk() {
    local i case complaint
    mkdir "$1"
    export DCC_DB=$1/desk.db
    dcc-admin init
    for ((i = 1; i <= $2; ++i)); do
        case=$(dcc-intake open --channel phone --customer "王伟" --phone "1380000000$i" \
            --email "w$i@example.com" --subject "No signal at home")
        dcc-route assign "$case" --to liu.yang
        dcc-route task open "$case" --to technical --title "Measure the line"
        dcc-case visit book "$case" --technician sun.yue --from "2026-06-0${i}T14:00:00+08:00" \
            --to "2026-06-0${i}T15:00:00+08:00"
        dcc-case article add --title "No signal" --body "Restart the router at home."
        dcc-route staff absent wang.fang --from "2026-07-0${i}" --to "2026-07-0${i}"
        dcc-route incident declare --title "Outage $i"
        complaint=$(dcc-complaint open --case "$case" --type service --channel phone \
            --subject "Nobody came")
        dcc-complaint action add --title "Train" --measure "Train the team" --cause process \
            --owner li.na --due 2026-06-30
    done
    for ((i = 1; i <= $2; ++i)); do
        printf 'what they sent, %s\n' "$i" >"$1/evidence$i.txt"
        dcc-complaint evidence add "${complaint:-}" "$1/evidence$i.txt"
    done
} >/dev/null

for n in 0 1 2; do make_desk "$work/$n" "$n"; done
python3 -IS "$here/lists.py" "$work"
