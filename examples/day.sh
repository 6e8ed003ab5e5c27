#!/bin/bash
# A day at the desk, as a script: what people type, and how scripts use the output.
#   examples/day.sh           works in a temporary directory and removes it at the end
#   examples/day.sh DIR       works in DIR and leaves the desk there
# Needs the tools and jq in PATH. The times are fixed, so every run gives the same output. At a real
# desk do not set DCC_NOW and DCC_ACTOR: the defaults are the present and your login name.
set -euo pipefail

if [[ ${1-} ]]; then
    mkdir -p "$1"
    cd "$1"
else
    scratch=$(mktemp -d)
    trap 'rm -rf "$scratch"' EXIT
    cd "$scratch"
fi
export DCC_DB=$PWD/desk.db DCC_NOW DCC_ACTOR
unset DCC_POLICY DCC_FORMAT
at() { DCC_NOW="2026-11-20 $1"; }

# ---- Once: create the desk. policy.toml beside it holds the rules: channels, people, time limits.
at 08:30
DCC_ACTOR=admin
dcc-admin init --sandbox --quiet >/dev/null
dcc-admin policy check --quiet >/dev/null

# ---- The front line opens a case for each request. Each command prints the number of the case.
DCC_ACTOR=wang.fang
at 09:05
wang=$(dcc-intake open --channel phone --customer 王伟 --phone 138-0000-1234 --order A-1001 \
    --subject 十一月的账单被重复扣费 --body "同一笔费用扣了两次，请退回一次。")
at 09:20
ann=$(dcc-intake open --channel email --customer "Ann Lee" --email ann@example.com --language en \
    --tier gold --product R200 --external-id MAIL-17 --subject "My router is not working")
# A question that can be answered at once is opened and resolved by the same person.
at 09:25
stock=$(dcc-intake open --channel chat --category consultation --subject 请问新款什么时候有货)
dcc-case resolve "$stock" --body "下周一到货。" --quiet >/dev/null

# ---- Triage gives all new cases a category, a priority, deadlines and an assignee.
at 09:30
dcc-route triage --quiet >/dev/null
echo "The queue at 09:30, the most urgent deadline first:"
dcc-route queue

# ---- The assignee works on the case. Waiting for the customer pauses the resolution clock, and the
# customer's message starts it again.
DCC_ACTOR=$(dcc-case show "$wang" --format json | jq -r .person)
at 09:40
dcc-case start "$wang" >/dev/null
dcc-case note "$wang" --body "账务系统里确有两笔。" >/dev/null
dcc-case reply "$wang" --body "已查到两笔扣费，请把账单截图发给我们。" >/dev/null
dcc-case wait "$wang" --on customer >/dev/null
at 13:45
dcc-case receive "$wang" --body "截图发过去了。" --channel chat >/dev/null
at 15:10
dcc-case resolve "$wang" --body "多扣的一笔已退回。" >/dev/null

# ---- The output of one command can be the input of the next. A case can also be named by its external
# id.
DCC_ACTOR=li.na
at 15:30
dcc-case list --team technical --format ids | dcc-route assign - --to zhao.lei >/dev/null
DCC_ACTOR=zhao.lei
dcc-case reply ext:MAIL-17 --body "Please switch it off for ten seconds." >/dev/null

# ---- In the evening.
DCC_ACTOR=li.na
at 18:00
echo
echo "Overdue at 18:00:"
dcc-case list --overdue
echo
dcc-report sla
echo
echo "The clocks of $ann:"
dcc-case clocks "$ann"

# ---- For scripts: JSON and CSV are stable formats, and the exit status shows the result.
echo
echo "First responses met: $(dcc-report sla --format json |
    jq -r '.rows[] | select(.clock == "first_response") | "\(.met) of \(.met + .breached)"')"
if ! dcc-case close "$ann" 2>refusal.txt; then
    echo "Not closed: $(head -n 1 refusal.txt)"
fi

# ---- At night: verify that nothing was changed or lost, and make a copy (see cron/).
DCC_ACTOR=admin
at 23:00
dcc-admin verify --quiet
dcc-admin backup "desk-2026-11-20.db"
echo "The desk is intact; its copy is desk-2026-11-20.db"
