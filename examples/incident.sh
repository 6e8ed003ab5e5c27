#!/bin/bash
# A day with an incident, as a script: an outage is declared, its cases gather, their customers are told,
# deadlines that come near are announced, and all is resolved.
#   examples/incident.sh      works in a temporary directory and removes it at the end
#   examples/incident.sh DIR  works in DIR and leaves the desk there
# Needs the tools and jq in PATH. The times are fixed, so every run gives the same output. A drill is the
# same on a copy: `dcc-admin backup drill.db`, then these commands with DCC_DB=drill.db.
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
at() { DCC_NOW="2026-11-20 $1"; }
report() {
    dcc-intake open --channel email --customer "$1" --email "$2" --language "$3" --subject "$4" --quiet
}

at 08:30
dcc-admin init --sandbox --quiet >/dev/null

# ---- The first calls come in before anybody knows what they have in common.
at 09:00
first=$(report 王伟 wang@example.org zh 家里断网了)
second=$(report "Ann Lee" ann@example.org en "My router shows a red light")
dcc-route triage --quiet >/dev/null 2>&1
dcc-route triage "$second" --category technical.outage --quiet >/dev/null

# ---- 09:20: it is an outage. The people of the playbook are told, its cases get the terms of a surge.
at 09:20
outage=$(dcc-route incident declare "$first" "$second" --title 城东光缆中断 --severity major \
    --playbook outage --quiet 2>/dev/null)
dcc-route incident tick "$outage" notice engineer --quiet >/dev/null
# What matches the playbook's words belongs to it by itself.
at 09:30
report 李娜 li@example.org zh 整个小区断网 >/dev/null 2>&1
dcc-route triage --quiet >/dev/null 2>&1
dcc-case clocks "$second" | head -n 3

# ---- One update for all customers, each in their language.
at 10:00
dcc-route incident update "$outage" --body "光缆已找到断点，预计中午恢复。" \
    --translation "en=The break is found; we expect to be back at noon." --quiet >/dev/null
dcc-case outbox list --format json |
    jq -r '.[] | select(.kind == "incident") | "\(.to): \(.subject)"'

# ---- cron runs this every few minutes: deadlines that come near, and missed ones, are announced once.
at 12:30
dcc-route escalate --quiet 2>/dev/null || true
dcc-route escalate

# ---- Resolved: one answer for all cases, and the summary.
at 13:00
dcc-route incident resolve "$outage" --body "服务已恢复。" --translation "en=The service is back." \
    --quiet >/dev/null
dcc-route incident show "$outage"
dcc-route incident list
