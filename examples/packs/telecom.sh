#!/bin/bash
# A day at a telecommunications operator, on the pack "telecom": a leased line, a technician's visit, a cut
# fibre with many customers, a disputed charge that becomes a complaint, and the figures of the day. It checks
# its own figures and fails if one is wrong.
#   examples/packs/telecom.sh      works in a temporary directory and removes it at the end
#   examples/packs/telecom.sh DIR  works in DIR and leaves the desk there
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# ---- Intake. The number of the order is missing: dcc says so, and the case is dispatched when it is there.
by he.min; at "20 08:40"
broadband=$(said dcc-intake open --channel hotline --customer 王伟 --phone 138-0000-1234 \
    --email wang@example.org --subject "宽带上不了网，光猫亮红灯")
at "20 08:45"
leased=$(said dcc-intake open --channel manager --customer 华东贸易公司 --tier enterprise \
    --email it@example.org --product DIA100 --serial LL-021-00017 --subject "专线中断，连不上总部")
charge=$(said dcc-intake open --channel app --customer 李娜 --phone 138-0000-2222 --email li@example.org \
    --subject "没出国却多扣国际漫游费")
install=$(said dcc-intake open --channel web --customer "Ann Lee" --email ann@example.org --language en \
    --subject "Installation of a new line at home")
at "20 08:50"
quietly dcc-route triage
echo "The queue at 08:50:"
dcc-route queue
check "a case without its order number is not dispatched" null fact "$install" person
quietly dcc-case facts "$install" --order BD20261120
quietly dcc-route triage
check "it is dispatched now" field fact "$install" team

# ---- A bad signal at home turns out to be a job for a technician, who must be told where and when.
mobile=$(said dcc-intake open --channel hotline --customer 赵敏 --phone 138-0000-5555 \
    --email zhao@example.org --subject "手机信号不好，在家打不通")
quietly dcc-route triage "$mobile"
by "$(fact "$mobile" person)"; at "20 09:00"
quietly dcc-case reply "$mobile" --body "室内信号弱，安排技师上门。"
if dcc-route handover "$mobile" --to field --reason "室内弱覆盖" --field "done_so_far=测过场强" 2>refused.txt; then
    exit 1
fi
echo
head -n 1 refused.txt
quietly dcc-route handover "$mobile" --to field --reason "室内弱覆盖" --field "done_so_far=测过场强" \
    --field "address=人民路 3 号" --field "time_wanted=周五下午"
by du.peng; at "20 09:10"
quietly dcc-route accept "$mobile"
at "20 16:00"
quietly dcc-case resolve "$mobile" --body "已加装室内放大器，通话正常。"

# ---- The leased line: an answer within 15 minutes, and a second pair of eyes on a change of the network.
engineer=$(fact "$leased" person)
by "$engineer"; at "20 08:58"
quietly dcc-case reply "$leased" --body "已受理，正在定位断点。"
at "20 09:40"
quietly dcc-case propose "$leased" --steps "切换到备用光路" --effect "中断十秒" --feasibility "备用光路空闲"
by feng.bo; at "20 09:50"
quietly dcc-case review "$leased" --approve --check reasonable=yes,feasible=yes,effect=yes,fallback=yes
by "$engineer"; at "20 10:10"
quietly dcc-case confirm "$leased"
quietly dcc-case resolve "$leased" --body "已切换到备用光路，业务恢复。"

# ---- The technician's visit.
by du.peng; at "20 10:15"
quietly dcc-case reply "$broadband" --body "今天下午上门检修。"
visit=$(said dcc-case visit book "$broadband" --technician "$(fact "$broadband" person)" \
    --from "2026-11-20 14:00" --for 1h --place "人民路 1 号 301")

# ---- 10:20: a fibre is cut. The first calls are declared an incident; later ones join by themselves.
by he.min; at "20 10:20"
calls=()
for n in 1 2 3; do
    calls+=("$(said dcc-intake open --channel hotline --customer "住户 $n" --phone "139-0000-000$n" \
        --email "c$n@example.org" --subject "幸福里整个小区断网")")
done
quietly dcc-route triage
by lu.jun; at "20 10:30"
outage=$(said dcc-route incident declare "${calls[@]}" --title 幸福里光缆中断 --severity minor \
    --playbook outage)
quietly dcc-route incident tick "$outage" scope notice dispatch
by he.min; at "20 10:40"
late=$(said dcc-intake open --channel app --customer "住户 4" --phone 139-0000-0004 --email c4@example.org \
    --subject "整个小区断网，什么时候恢复")
quietly dcc-route triage "$late"
by lu.jun; at "20 11:00"
quietly dcc-route incident update "$outage" --body "断点已找到，预计 12 点前恢复。"
at "20 11:50"
quietly dcc-route incident resolve "$outage" --body "光缆已熔接，网络恢复。"
echo
dcc-route incident show "$outage"
check "the late call joined the incident" "4 4 0" \
    jq -r '"\(.cases) \(.resolved) \(.breached)"' <(dcc-route incident show "$outage" --format json)

# ---- The visit leaves a service record.
by "$(fact "$broadband" person)"; at "20 15:00"
quietly dcc-case visit done "$visit" --found "入户光纤弯折" --done "更换入户光纤" --part "皮线光缆 20 米" \
    --result "测速 500M"
quietly dcc-case resolve "$broadband" --body "已更换入户光纤，测速正常。"

# ---- cron announces what is due: the disputed charge has had no answer.
by admin; at "20 16:30"
echo
echo "Escalation at 16:30:"
dcc-route escalate 2>/dev/null || true
by "$(fact "$charge" person)"; at "20 16:40"
quietly dcc-case reply "$charge" --body "正在核对漫游话单。"
quietly dcc-case resolve "$charge" --body "系统按漫游计费，无法退。"

by shi.lei; at "20 16:45"
quietly dcc-case reply "$install" --body "We come on Saturday."
quietly dcc-case visit book "$install" --technician shi.lei --from "2026-11-21 09:00" --for 2h
at "21 11:00"
quietly dcc-case visit done "$install.1" --found "no line" --done "new line" --part "router" --result "works"
quietly dcc-case resolve "$install" --body "The line works."

# ---- The customer complains; the limit is that of the preset "cn-telecom-2016".
by bai.ling
complain 23 "$charge" bai.ling song.qiang "乱扣漫游费，拒绝退费" "基站边界误计漫游，话单 58.00 元。" refund=58.00 \
    "经查为边界误计，漫游费全额退还。" billing.rating
check "15 days to the answer" 2026-12-08T01:30:00Z \
    jq -r '.[] | select(.clock == "reply").due_at' <(dcc-case clocks "$complaint" --format json)
check "the complaint is closed" closed fact "$complaint" state

# ---- Surveys: one customer is dissatisfied, which opens a complaint by itself.
at "23 11:00"
rate "$leased" 5 --nps 9 --dim speed=5,network=4
rate "$broadband" 2 --nps 4 --dim speed=2,attitude=4 --comment "等了大半天才上门。"
rate "$late" 4 --nps 8

at "23 18:00"; by song.qiang
echo
figures "1 0 2"
