#!/bin/bash
# One case from start to end: a phone call, a solution that is returned once and then approved, work
# on it with a promised date that must be changed, a service visit, and an unsatisfied customer, whose
# answer opens a complaint.
#   examples/whole-life.sh           works in a temporary directory and removes it at the end
#   examples/whole-life.sh DIR       works in DIR and leaves the desk there
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
at() { DCC_NOW="2026-11-$1"; }
by() { DCC_ACTOR=$1; }

at "23 08:30"; by admin
dcc-admin init --sandbox --quiet >/dev/null

# ---- Monday morning: a call. The serial number is missing: dcc says so, keeps the case as incomplete,
# and asks the customer for the number.
at "23 09:10"; by wang.fang
c=$(dcc-intake open --channel phone --customer 王伟 --phone 138-0000-1234 --email wangwei@example.com \
    --category aftersales.repair --product K200 --subject 净水器漏水 --body "厨房地板湿了，请尽快上门。")
at "23 09:20"
dcc-case receive "$c" --body "序列号是 K2-0012345。" >/dev/null
dcc-case facts "$c" --serial K2-0012345 --order A-20260301 --purchased 2026-03-01 --for repair >/dev/null
at "23 09:25"
dcc-route triage "$c" >/dev/null
assignee=$(dcc-case show "$c" --format json | jq -r .person)
echo "$c is assigned to $assignee"

# ---- A solution that costs more than 500 needs a supervisor's approval. Nobody reviews their own work.
by "$assignee"; at "23 09:40"
dcc-case start "$c" >/dev/null
dcc-case reply "$c" --body "我们今天给出维修方案。" >/dev/null
dcc-case propose "$c" --steps "更换整机" --cost 1800 --effect "当天恢复使用" \
    --feasibility "仓库有货" 2>/dev/null >/dev/null
if ! dcc-case resolve "$c" --body "已换" 2>refused.txt; then head -n 1 refused.txt; fi
supervisor=li.na
by "$supervisor"; at "23 10:30"
dcc-case review "$c" --return --check reasonable=no,feasible=yes,effect=yes \
    --reason "保修期内应先更换密封件，费用过高。" >/dev/null
by "$assignee"; at "23 11:00"
dcc-case propose "$c" --steps "上门更换密封件和进水管" --cost 620 --effect "两天内修好，不收费" \
    --feasibility "配件有货，周二可上门" >/dev/null 2>&1
if ! dcc-case review "$c" --approve --check reasonable=yes,feasible=yes,effect=yes 2>refused.txt; then
    head -n 1 refused.txt
fi
by "$supervisor"; at "23 11:20"
dcc-case review "$c" --approve --check reasonable=yes,feasible=yes,effect=yes >/dev/null

# ---- Execution: confirm the solution, promise a date, book a visit. The spare part is late, so the
# customer is notified before the promised date.
by "$assignee"; at "23 11:30"
dcc-case confirm "$c" >/dev/null
dcc-case promise "$c" --by "2026-11-24 18:00" >/dev/null
visit=$(dcc-case visit book "$c" --technician "$assignee" --from "2026-11-24 14:00" --for 2h \
    --place "中山路 1 号" 2>/dev/null)
at "24 10:00"
dcc-case promise "$c" --by "2026-11-25 18:00" --reason "配件晚到一天" >/dev/null
dcc-case visit move "$visit" --from "2026-11-25 09:00" --reason "配件晚到一天" >/dev/null
echo
echo "What the customer can read on Tuesday:"
dcc-case show "$c" --for-customer
at "25 11:00"
dcc-case visit done "$visit" --found "密封圈老化" --done "更换密封圈和进水管" --part 密封圈 \
    --part 进水管 --result "试水两小时不漏" >/dev/null
at "25 11:30"
dcc-case resolve "$c" --body "已上门更换密封圈和进水管，试水正常。" >/dev/null

# ---- Messages stay in the outbox until they are passed to a mail program; here they go to a file.
by admin
echo
dcc-case outbox deliver --command 'cat >> mails.txt' >/dev/null
echo "Mails sent: $(grep -c '^Message-ID:' mails.txt)"

# ---- The customer answers the survey with 2 of 5. This opens a complaint automatically.
by wang.fang; at "26 10:00"
dcc-case feedback "$c" --csat 2 --nps 3 --ces 3 --dim speed=1,attitude=4 --comment "等了三天。" >/dev/null
echo
by "$supervisor"
dcc-case list --format json | jq -r '.[] | select(.kind == "complaint") |
    "\(.id) \(.kind) about \(.about): \(.subject)"'
echo
echo "The promised dates of $c:"
dcc-case clocks "$c" --format json | jq -r '.[] | select(.clock == "promise") |
    "\(.due_at) \(.standing)"'
by admin
dcc-admin verify --quiet
echo "The desk is intact."
