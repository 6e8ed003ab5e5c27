#!/bin/bash
# The whole life of one case: a phone call, a solution that is returned once and then approved, its
# execution with a promise that has to be changed, a service visit, and a customer who is not
# satisfied, which opens a complaint.
#   examples/whole-life.sh           in a fresh temporary directory that is removed again
#   examples/whole-life.sh DIR       in DIR, which then holds the desk
# Needs the tools and jq in PATH. Times are given, so that it is the same whenever it is run; at a real
# desk leave out DCC_NOW and DCC_ACTOR: they are the present and your login name.
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
dcc-admin init --quiet >/dev/null

# ---- Monday morning: a call. The serial number is not at hand; the desk says what is missing, keeps
# the case, and asks for it.
at "23 09:10"; by wang.fang
c=$(dcc-intake open --channel phone --customer 王伟 --phone 138-0000-1234 --email wangwei@example.com \
    --category aftersales.repair --product K200 --subject 净水器漏水 --body "厨房地板湿了，请尽快上门。")
at "23 09:20"
dcc-case receive "$c" --body "序列号是 K2-0012345。" >/dev/null
dcc-case facts "$c" --serial K2-0012345 --order A-20260301 --purchased 2026-03-01 --for repair >/dev/null
at "23 09:25"
dcc-route triage "$c" >/dev/null
holder=$(dcc-case show "$c" --format json | jq -r .person)
echo "$c is held by $holder"

# ---- A solution that costs more than 500 needs a supervisor's approval; nobody reviews their own.
by "$holder"; at "23 09:40"
dcc-case start "$c" >/dev/null
dcc-case reply "$c" --body "我们今天给出维修方案。" >/dev/null
dcc-case propose "$c" --steps "更换整机" --cost 1800 --effect "当天恢复使用" \
    --feasibility "仓库有货" 2>/dev/null >/dev/null
if ! dcc-case resolve "$c" --body "已换" 2>refused.txt; then head -n 1 refused.txt; fi
supervisor=li.na
by "$supervisor"; at "23 10:30"
dcc-case review "$c" --return --check reasonable=no,feasible=yes,effect=yes \
    --reason "保修期内应先更换密封件，费用过高。" >/dev/null
by "$holder"; at "23 11:00"
dcc-case propose "$c" --steps "上门更换密封件和进水管" --cost 620 --effect "两天内修好，不收费" \
    --feasibility "配件有货，周二可上门" >/dev/null 2>&1
if ! dcc-case review "$c" --approve --check reasonable=yes,feasible=yes,effect=yes 2>refused.txt; then
    head -n 1 refused.txt
fi
by "$supervisor"; at "23 11:20"
dcc-case review "$c" --approve --check reasonable=yes,feasible=yes,effect=yes >/dev/null

# ---- Execution: understood, promised, booked. The part comes late, so the customer is told in time.
by "$holder"; at "23 11:30"
dcc-case confirm "$c" >/dev/null
dcc-case promise "$c" --by "2026-11-24 18:00" >/dev/null
visit=$(dcc-case visit book "$c" --technician "$holder" --from "2026-11-24 14:00" --for 2h \
    --place "中山路 1 号" 2>/dev/null)
at "24 10:00"
dcc-case promise "$c" --by "2026-11-25 18:00" --reason "配件晚到一天" >/dev/null
dcc-case visit move "$visit" --from "2026-11-25 09:00" --reason "配件晚到一天" >/dev/null
echo
echo "What the customer may read on Tuesday:"
dcc-case show "$c" --for-customer
at "25 11:00"
dcc-case visit done "$visit" --found "密封圈老化" --done "更换密封圈和进水管" --part 密封圈 \
    --part 进水管 --result "试水两小时不漏" >/dev/null
at "25 11:30"
dcc-case resolve "$c" --body "已上门更换密封圈和进水管，试水正常。" >/dev/null

# ---- Messages wait in the outbox until they are handed to a mail program; here to a file.
by admin
echo
dcc-case outbox deliver --command 'cat >> mails.txt' >/dev/null
echo "Mails sent: $(grep -c '^Message-ID:' mails.txt)"

# ---- The customer answers the survey: 2 of 5. A complaint opens by itself.
by wang.fang; at "26 10:00"
dcc-case feedback "$c" --csat 2 --nps 3 --ces 3 --dim speed=1,attitude=4 --comment "等了三天。" >/dev/null
echo
by "$supervisor"
dcc-case list --format json | jq -r '.[] | select(.kind == "complaint") |
    "\(.id) \(.kind) about \(.about): \(.subject)"'
echo
echo "How the promises of $c went:"
dcc-case clocks "$c" --format json | jq -r '.[] | select(.clock == "promise") |
    "\(.due_at) \(.standing)"'
by admin
dcc-admin verify --quiet
echo "The desk is whole."
