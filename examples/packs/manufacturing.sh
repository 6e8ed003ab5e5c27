#!/bin/bash
# A day at a manufacturer, on the pack "manufacturing": a machine that stands, a repair under warranty with a
# visit and a part that is late, a defect of a batch that becomes a recall, a complaint with a test, and the
# figures. It checks its own figures and fails if one is wrong.
#   examples/packs/manufacturing.sh      works in a temporary directory and removes it at the end
#   examples/packs/manufacturing.sh DIR  works in DIR and leaves the desk there
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# ---- Intake. A repair under warranty needs serial number and date of purchase; a standstill does not wait.
by jiang.li; at "20 08:20"
leak=$(said dcc-intake open --channel wechat --customer 华丰机械 --phone 138-0000-1234 \
    --email huafeng@example.org --product P50 --subject "水泵漏水，请上门维修")
at "20 08:30"
down=$(said dcc-intake open --channel phone --customer 江南食品 --phone 138-0000-2222 --tier key \
    --email jiangnan@example.org --product CP75 --subject "空压机停机，全线停产")
parts=$(said dcc-intake open --channel dealer --customer "Ann Lee" --email ann@example.org --language en \
    --tier dealer --product W10 --subject "Price of filters for ten machines")
at "20 08:40"
quietly dcc-route triage
echo "The queue at 08:40:"
dcc-route queue
check "a standstill is urgent" urgent fact "$down" priority
check "a repair without its serial number waits" null fact "$leak" person
at "20 08:50"
quietly dcc-case facts "$leak" --serial P50-20260001 --purchased 2026-03-01 --for repair
quietly dcc-route triage

# ---- The standstill: first from afar, then on the spot.
by "$(fact "$down" person)"; at "20 09:00"
quietly dcc-case reply "$down" --body "远程查看，排气温度保护；技师 10 点到。"
visit=$(said dcc-case visit book "$down" --technician "$DCC_ACTOR" --from "2026-11-20 10:00" --for 2h \
    --place "工业路 8 号")
at "20 12:00"
quietly dcc-case visit done "$visit" --found "冷却器堵塞" --done "清洗冷却器，更换温控阀" --part 温控阀 \
    --result "满载两小时正常"
quietly dcc-case resolve "$down" --body "已恢复生产。建议每季度清洗冷却器。"

# ---- The repair: the part is late. The deadline pauses, the customer is told, the visit is moved.
technician=$(fact "$leak" person)
by "$technician"; at "20 09:30"
quietly dcc-case reply "$leak" --body "周六上午上门，保修期内免费。"
visit=$(said dcc-case visit book "$leak" --technician "$technician" --from "2026-11-21 09:00" --for 2h \
    --place "园区路 2 号")
at "20 16:30"
quietly dcc-case reply "$leak" --body "机械密封晚到，改为周一下午上门。"
quietly dcc-case wait "$leak" --on third-party
quietly dcc-case visit move "$visit" --from "2026-11-23 14:00" --reason "机械密封晚到"
at "21 17:00"
quietly dcc-case reply "$leak" --body "机械密封已发出，周一上午到。"
at "23 13:00"
quietly dcc-case resume "$leak"
at "23 16:00"
quietly dcc-case visit done "$visit" --found "机械密封磨损" --done "更换机械密封" --part 机械密封 \
    --result "保压一小时不漏"
quietly dcc-case resolve "$leak" --body "已更换机械密封，保修期内免费。"
echo
dcc-case clocks "$leak"

# ---- A batch: three machines with the same fault become a recall, and who writes later belongs to it.
by jiang.li; at "23 09:00"
batch=()
for n in 1 2 3; do
    batch+=("$(said dcc-intake open --channel phone --customer "客户 $n" --email "c$n@example.org" \
        --product W10 --subject "净水机同样的故障，这个批次都漏水")")
done
quietly dcc-route triage
by long.fei; at "23 09:30"
recall=$(said dcc-route incident declare "${batch[@]}" --title "W10 滤壳批次开裂" --severity function \
    --playbook recall)
quietly dcc-route incident tick "$recall" stop trace notice
by jiang.li; at "23 11:00"
joined=$(said dcc-intake open --channel phone --customer "客户 4" --email c4@example.org --product W10 \
    --subject "听说要召回，我这台净水机也漏")
quietly dcc-route triage "$joined"
at "23 14:00"
quietly dcc-case reply "${batch[@]}" "$joined" --body "已登记，我们正在追溯批次。"
by long.fei; at "24 10:00"
quietly dcc-route incident update "$recall" --body "请停用并关闭进水阀，我们上门免费更换滤壳。"
by jiang.li; at "26 10:00"
quietly dcc-case reply "${batch[@]}" "$joined" --body "技师明天上门更换滤壳。"
by shao.hua; at "27 15:00"
quietly dcc-route incident tick "$recall" report parts proof
by long.fei; at "27 16:00"
quietly dcc-route incident resolve "$recall" --body "全部更换完毕。"
echo
dcc-route incident show "$recall"
check "the recall reached all four" "4 4 0" \
    jq -r '"\(.cases) \(.resolved) \(.breached)"' <(dcc-route incident show "$recall" --format json)

# ---- cron announces what is due: the dealer has had no price.
by admin; at "27 16:10"
echo
echo "Escalation on Friday at 16:10:"
dcc-route escalate 2>/dev/null || true
by shao.hua; at "27 16:20"
quietly dcc-case resolve "$parts" --body "Ten filters: 1,800 CNY, in stock."

# ---- A complaint about the repair. While the seal is tested, the time to reply stands still.
by jiang.li; at "24 08:30"
complaint=$(said dcc-complaint open --case "$leak" --subject "刚修好又漏，质量太差" --remedy-sought "换新机")
reply_due() { dcc-case clocks "$complaint" --format json | jq -r '.[] | select(.clock == "reply").due_at'; }
check "seven business days to the answer" 2026-12-03T00:30:00Z reply_due
by ding.lan; at "24 09:00"
quietly dcc-complaint assess "$complaint" --severity medium
by long.fei
quietly dcc-complaint assign "$complaint" --to ding.lan
by ding.lan; at "24 10:00"
quietly dcc-complaint finding "$complaint" --body "旧密封件送检。"
quietly dcc-complaint wait "$complaint" --on testing
at "26 10:00"
quietly dcc-complaint resume "$complaint"
check "two business days more after the test" 2026-12-07T00:30:00Z reply_due
quietly dcc-complaint finding "$complaint" --from 检测中心 --body "密封面硬度不足，来料不良。"
quietly dcc-complaint propose "$complaint" --decision upheld --remedy apology --remedy replacement \
    --body "检测确认密封件来料不良，为您更换整机，保修期重新计算。"
by long.fei; at "26 14:00"
quietly dcc-complaint approve "$complaint"
by ding.lan; at "26 15:00"
quietly dcc-complaint reply "$complaint"
at "27 11:00"
quietly dcc-complaint remedy done "$complaint.r1" --body "上门致歉"
quietly dcc-complaint remedy done "$complaint.r2" --body "新机 P50-20260999"
quietly dcc-complaint outcome "$complaint" accepted
quietly dcc-complaint close "$complaint"
quietly dcc-complaint cause "$complaint" --cause supplier.material --contributing making.inspection
check "the complaint is closed" closed fact "$complaint" state

# ---- Surveys.
at "27 17:00"
rate "$down" 5 --nps 10 --dim skill=5,punctual=5
rate "$leak" 2 --nps 3 --dim product=1,attitude=4 --comment "修了两次。"
rate "${batch[0]}" 4 --nps 7

at "27 17:30"; by long.fei
echo
dcc-report causes | sed -n '/^Cause/,/^$/p'
figures "1 0 2"
