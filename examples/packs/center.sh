#!/bin/bash
# A day at a general customer centre, on the pack "center": an answer at once, a hand-over between
# departments, a repair with a visit, an outage, a complaint about a charge, and the figures. It checks its own
# figures and fails if one is wrong. ../day.sh and ../whole-life.sh show single cases step by step.
#   examples/packs/center.sh      works in a temporary directory and removes it at the end
#   examples/packs/center.sh DIR  works in DIR and leaves the desk there
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# ---- Intake. Who takes a question answers it.
by wang.fang; at "20 09:05"
charge=$(said dcc-intake open --channel phone --customer 王伟 --phone 138-0000-1234 --email wang@example.org \
    --order A-1001 --subject 十一月的账单被重复扣费)
question=$(said dcc-intake open --channel chat --category consultation --subject 请问新款什么时候有货)
quietly dcc-case resolve "$question" --body "下周一到货。"
router=$(said dcc-intake open --channel email --customer "Ann Lee" --email ann@example.org --language en \
    --tier gold --product R200 --subject "My router is not working")
washer=$(said dcc-intake open --channel shop --customer 李娜 --phone 138-0000-2222 --email li@example.org \
    --product WM80 --serial WM80-123456 --subject "洗衣机漏水要维修")
at "20 09:30"
quietly dcc-route triage
echo "The queue at 09:30:"
dcc-route queue

# ---- The router turns out to be a disputed delivery: it is handed over, with what was done so far.
by "$(fact "$router" person)"; at "20 09:45"
quietly dcc-case reply "$router" --body "It was damaged in transit; my colleague sends a new one."
quietly dcc-route handover "$router" --to aftersales --reason "damaged in transit"
by zhou.jie; at "20 10:00"
quietly dcc-route accept "$router"
quietly dcc-case resolve "$router" --body "A new router is on its way."
check "it passed through two departments" "technical aftersales" \
    jq -r '[.held[].team | strings] | join(" ")' <(dcc-route held "$router" --format json)

# ---- The repair, with a visit.
by "$(fact "$washer" person)"; at "20 10:10"
visit=$(said dcc-case visit book "$washer" --technician "$DCC_ACTOR" --from "2026-11-20 14:00" --for 1h \
    --place "中山路 1 号")
quietly dcc-case reply "$washer" --body "今天下午两点上门。"
at "20 15:00"
quietly dcc-case visit done "$visit" --found "门封老化" --done "更换门封" --part 门封 --result "不漏"
quietly dcc-case resolve "$washer" --body "已更换门封。"

# ---- An outage.
by liu.yang; at "20 11:00"
calls=()
for n in 1 2; do
    calls+=("$(said dcc-intake open --channel phone --customer "客户 $n" --email "c$n@example.org" \
        --subject "网站无法访问")")
done
quietly dcc-route triage
by zhao.lei; at "20 11:10"
outage=$(said dcc-route incident declare "${calls[@]}" --title "网站中断" --severity major --playbook outage)
quietly dcc-route incident tick "$outage" notice engineer
at "20 12:00"
quietly dcc-route incident resolve "$outage" --body "网站已恢复。"
check "the outage kept its deadlines" "2 2 0" \
    jq -r '"\(.cases) \(.resolved) \(.breached)"' <(dcc-route incident show "$outage" --format json)

# ---- cron announces what is due: the charge has had no answer.
by admin; at "20 12:30"
echo
echo "Escalation at 12:30:"
dcc-route escalate 2>/dev/null || true
by "$(fact "$charge" person)"; at "20 12:40"
quietly dcc-case resolve "$charge" --body "系统显示只扣了一笔。"

# ---- The complaint. Nobody who worked on the case judges it.
by liu.yang
complain 23 "$charge" sun.yue zheng.kai "重复扣费不承认" "对账单显示两笔，89.00 元。" refund=89.00 \
    "确认重复扣费，已退还并致歉。" system.billing
check "seven business days to the answer" 2026-12-02T01:30:00Z \
    jq -r '.[] | select(.clock == "reply").due_at' <(dcc-case clocks "$complaint" --format json)
check "the complaint is closed" closed fact "$complaint" state

# ---- Surveys.
at "23 11:00"
rate "$router" 5 --nps 9 --dim speed=5
rate "$washer" 4 --nps 8 --dim attitude=5
rate "${calls[0]}" 2 --nps 2 --comment "停了一个小时。"

at "23 18:00"; by zheng.kai
echo
figures "1 0 2"
