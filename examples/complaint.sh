#!/bin/bash
# One complaint from receipt to the improvement that follows from it: it is assessed, investigated,
# answered, contested, answered again by other people, and its cause is removed by an action that
# somebody else verifies. At the end its whole file is printed.
#   examples/complaint.sh           works in a temporary directory and removes it at the end
#   examples/complaint.sh DIR       works in DIR and leaves the desk there
# Needs the tools in PATH. The times are fixed, so every run gives the same output. At a real desk do
# not set DCC_NOW and DCC_ACTOR: the defaults are the present and your login name.
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
at() { DCC_NOW="2026-$1"; }
by() { DCC_ACTOR=$1; }
quietly() { "$@" >/dev/null 2>&1; }

at "09-01 08:30"; by admin
quietly dcc-admin init --sandbox

# ---- The case that went wrong: 周杰 promised a refund that did not come.
at "09-01 09:00"; by zhou.jie
case=$(dcc-intake open --channel email --customer 李梅 --email limei@example.com \
    --category billing.refund --order A-20260901 --subject 退款未到账 --body "退款两周还没到。")
quietly dcc-case start "$case"
quietly dcc-case resolve "$case" --body "已提交退款。"

# ---- A complaint about it. The desk acknowledges it by mail; its clocks run.
at "09-10 10:00"; by liu.yang
c=$(dcc-complaint open --case "$case" --subject "退款拖延，客服推诿" \
    --body "打了三次电话都说在处理。" --remedy-sought "退款并赔偿 200 元" --against zhou.jie)
echo "complaint $c"

# ---- Nobody judges their own work.
by zhou.jie
if ! dcc-complaint assess "$c" 2>refused.txt; then head -n 1 refused.txt; fi
by li.na; at "09-10 11:00"
quietly dcc-complaint assess "$c" --severity medium
quietly dcc-complaint assign "$c" --to zhao.lei

# ---- Investigation: a finding, a statement, a proposal. It is returned once, then approved by somebody
# with authority for the amount.
by zhao.lei; at "09-11 09:30"
quietly dcc-complaint finding "$c" --body "退款申请在 9 月 1 日录入，财务 9 月 9 日才收到。"
quietly dcc-complaint finding "$c" --from 周杰 --body "系统显示已提交，我没有再核对。"
at "09-14 10:00"
quietly dcc-complaint propose "$c" --decision partly --remedy refund=89.00 \
    --body "退款将在两天内到账。"
by li.na; at "09-14 11:00"
quietly dcc-complaint return "$c" --reason "应当致歉。"
by zhao.lei; at "09-14 14:00"
quietly dcc-complaint propose "$c" --remedy apology --remedy refund=89.00 \
    --body "我们核实退款确有延误，深表歉意。退款将在两天内到账。"
if ! dcc-complaint approve "$c" 2>refused.txt; then head -n 1 refused.txt; fi
by li.na; at "09-14 15:00"
quietly dcc-complaint approve "$c"
by zhao.lei; at "09-14 15:30"
quietly dcc-complaint reply "$c"
quietly dcc-complaint remedy done "$c.1" --body "电话致歉"
quietly dcc-complaint remedy done "$c.2" --body "转账 20260914-7"

# ---- She contests it: the second round has clocks of its own and needs other people.
at "09-16 09:00"
quietly dcc-complaint outcome "$c" contested --reason "没有赔偿，不接受。"
by zheng.kai
if ! dcc-complaint assign "$c" --to zhao.lei 2>refused.txt; then head -n 1 refused.txt; fi
quietly dcc-complaint assign "$c" --to wu.ting
by wu.ting; at "09-17 10:00"
quietly dcc-complaint assess "$c" --severity medium
quietly dcc-complaint propose "$c" --decision upheld --remedy compensation=200 \
    --body "经复核，延误由我方造成，另行赔偿 200 元。"
by zheng.kai; at "09-17 16:00"
quietly dcc-complaint approve "$c"
by wu.ting; at "09-18 09:00"
quietly dcc-complaint reply "$c"
quietly dcc-complaint remedy done "$c.3" --body "转账 20260918-2"
at "09-19 10:00"
quietly dcc-complaint outcome "$c" accepted --reason "谢谢。"
quietly dcc-complaint close "$c"

# ---- Learning: the root cause, and an action against it, which somebody else verifies.
by wu.ting; at "09-21 10:00"
quietly dcc-complaint cause "$c" --cause process.handover --contributing people.knowledge \
    --body "为什么延误？财务没收到。为什么？靠人转发。为什么？系统没有接口。"
by zheng.kai
action=$(dcc-complaint action add --title "退款申请自动送财务" --measure "每千件退款投诉数" \
    --cause process.handover --complaint "$c" --owner zhao.lei --due 2026-10-15)
echo "action $action"
by zhao.lei; at "09-22 09:00"
quietly dcc-complaint action start "$action"
at "10-12 17:00"
quietly dcc-complaint action done "$action" --body "接口已上线。"
by zheng.kai; at "11-20 10:00"
quietly dcc-complaint action verify "$action" --effective --body "上线后没有同类投诉。"

# ---- What the complainant can read, and the whole file.
by li.na; at "11-20 11:00"
dcc-complaint show "$c" --for-complainant
dcc-complaint action list --all
dcc-complaint file "$c"
