#!/bin/bash
# A restore drill: a desk is backed up while people work on it, its disk is lost, and the backup
# becomes a desk elsewhere. The drill compares reports, export and head of the two desks to the byte.
#   examples/restore-drill.sh           works in a temporary directory and removes it at the end
#   examples/restore-drill.sh DIR       works in DIR and leaves the desk there
# Needs the tools and jq in PATH. To try your own backups, keep the part from "lose the disk" on.
set -euo pipefail

if [[ ${1-} ]]; then
    mkdir -p "$1"
    cd "$1"
else
    scratch=$(mktemp -d)
    trap 'rm -rf "$scratch"' EXIT
    cd "$scratch"
fi
export DCC_DB=$PWD/disk/desk.db DCC_NOW="2026-11-20 09:00" DCC_ACTOR=admin
unset DCC_POLICY DCC_FORMAT

# What a center cannot do without, of the desk at DCC_DB, into a directory.
record() {
    mkdir "$1"
    dcc-report sla --format json >"$1/sla.json"
    dcc-report backlog --format json >"$1/backlog.json"
    dcc-case list --all --limit 0 --format json >"$1/cases.json"
    dcc-admin export >"$1/export.jsonl"
    dcc-admin verify --format json | jq -r .head >"$1/head.txt"
}

# ---- A desk in use. Only the center itself reads its file; a colleague opens cases all the time.
mkdir disk backups
dcc-admin init --sandbox --quiet >/dev/null
dcc-intake open --channel phone --customer 王伟 --phone 138-0000-1234 --subject 被重复扣费 >/dev/null
dcc-route triage --quiet >/dev/null
touch working
while [[ -e working ]]; do
    dcc-intake open --channel email --subject "My router is not working" >>opened.txt
done &
colleague=$!
while [[ ! -s opened.txt ]]; do sleep 0.01; done

# ---- Back it up: once while it is in use, and once at the end of the day.
dcc-admin backup --with-policy backups/at-noon
rm working
wait $colleague
dcc-admin backup --with-policy backups/at-night
record before

# ---- The backup of the desk in use is one moment of it: the desk's chain contains its head.
dcc-admin restore backups/at-noon --db noon/desk.db --quiet
noon=$(dcc-admin verify --db noon/desk.db --format json | jq -r .head)
dcc-admin verify --anchor "$noon" --quiet
echo "The backup at noon, while the desk was in use, is a moment of its history."

# ---- Lose the disk, and restore the backup elsewhere.
rm -rf disk
export DCC_DB=$PWD/new-disk/desk.db
dcc-admin restore backups/at-night --format json >proof.json
echo "Restored: $(jq -r 'if .whole then "intact" else "damaged" end' proof.json)"
record after
diff -r before after
echo "Reports, cases, export and head are the same as before."

# ---- A restore never replaces a desk, and work goes on.
dcc-admin restore backups/at-night 2>/dev/null || echo "A second restore is refused: status $?"
dcc-intake open --channel phone --subject "Are you there again?" >/dev/null
dcc-admin verify --quiet
