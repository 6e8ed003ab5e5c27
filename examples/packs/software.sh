#!/bin/bash
# A day at a software company, on the pack "software": severity 1 with a post-mortem, a defect that
# engineering mends by a task, a licence, a late project that becomes a complaint, and the figures. It checks
# its own figures and fails if one is wrong.
#   examples/packs/software.sh      works in a temporary directory and removes it at the end
#   examples/packs/software.sh DIR  works in DIR and leaves the desk there
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# ---- Intake by portal, phone and chat.
by guo.rui; at "20 09:10"
defect=$(said dcc-intake open --channel portal --customer 北辰科技 --email it@beichen.example --tier premium \
    --product ERP --subject "升级后报表报错" --body "版本 8.2，打开利润表提示空指针，预期显示利润。")
question=$(said dcc-intake open --channel im --customer "Ann Lee" --email ann@example.org --language en \
    --product CRM --subject "How do I export contacts?")
quietly dcc-case resolve "$question" --body "Contacts, menu Export, CSV."
licence=$(said dcc-intake open --channel email --customer 南山物流 --email ops@nanshan.example \
    --product ERP --subject "授权点数不够")
delay=$(said dcc-intake open --channel csm --customer 蓝海集团 --email pmo@lanhai.example --tier enterprise \
    --order HT-2026-0042 --subject "项目延期，上线时间一再推迟")
at "20 09:30"
quietly dcc-route triage
echo "The queue at 09:30:"
dcc-route queue
check "an upgrade that breaks a team's work is S2" s2 fact "$defect" priority
check "a licence without its key waits" null fact "$licence" person
quietly dcc-case facts "$licence" --serial AB12-CD34-EF56-GH78
quietly dcc-route triage

by qiao.lin; at "20 09:50"
quietly dcc-case resolve "$licence" --body "已增加 50 点。"

# ---- 10:00: severity 1. The alert of the monitoring and the calls of customers belong together.
at "20 10:00"
alert=$(said dcc-intake open --channel monitor --customer 蓝海集团 --tier enterprise --product ERP \
    --subject "ERP 宕机：健康检查 503")
by ye.qing; at "20 10:03"
call=$(said dcc-intake open --channel phone --customer 蓝海集团 --email pmo@lanhai.example --tier enterprise \
    --product ERP --subject "系统打不开，全公司登录不了")
quietly dcc-route triage
by pan.wei; at "20 10:08"
check "the call is S1" s1 fact "$call" priority
incident=$(said dcc-route incident declare "$alert" "$call" --title "ERP 登录中断" --severity s1 \
    --playbook severity-1)
quietly dcc-route incident tick "$incident" bridge status freeze
quietly dcc-case reply "$alert" "$call" --body "已启动应急，每小时通报一次。"
at "20 10:40"
quietly dcc-route incident update "$incident" --body "数据库连接池耗尽，正在回退昨晚的发布。"
at "20 11:05"
quietly dcc-route incident tick "$incident" evidence
quietly dcc-route incident resolve "$incident" --body "已回退发布，登录恢复；五个工作日内提交复盘报告。"
echo
dcc-route incident show "$incident"
check "no deadline of severity 1 was missed" "2 2 0" \
    jq -r '"\(.cases) \(.resolved) \(.breached)"' <(dcc-route incident show "$incident" --format json)

# ---- The defect: engineering contributes by a task, and the change is reviewed.
developer=$(fact "$defect" person)
by "$developer"; at "20 10:05"
quietly dcc-case reply "$defect" --body "已复现，今天给出补丁。"
task=$(said dcc-route task open "$defect" --to operations --title "准备灰度环境")
by fu.tao; at "20 14:00"
quietly dcc-route task start "$task"
quietly dcc-route task done "$task" --body "灰度环境就绪"
by "$developer"; at "20 15:00"
quietly dcc-case propose "$defect" --steps "补丁 8.2.1" --effect "停机五分钟" --feasibility "灰度已验证"
by cui.ning; at "20 15:20"
quietly dcc-case review "$defect" --return --check reasonable=yes,tested=yes,rollback=no,effect=yes \
    --reason "请补充回退步骤。"
by "$developer"; at "20 16:00"
quietly dcc-case propose "$defect" --steps "补丁 8.2.1；失败则恢复 8.1 备份" --effect "停机五分钟" \
    --feasibility "灰度已验证"
by cui.ning
quietly dcc-case review "$defect" --approve --check reasonable=yes,tested=yes,rollback=yes,effect=yes
by "$developer"; at "20 17:00"
quietly dcc-case confirm "$defect"
quietly dcc-case resolve "$defect" --body "补丁 8.2.1 已发布，利润表正常。"

# ---- cron announces what is due: nobody has answered the question of the project in its business day.
by admin; at "23 10:00"
echo
echo "Escalation on Monday at 10:00:"
dcc-route escalate 2>/dev/null || true
by dai.jun; at "23 10:10"
quietly dcc-case reply "$delay" --body "新的计划本周内确认。"
quietly dcc-case resolve "$delay" --body "接口人更换，上线推迟到下月。"

# ---- A complaint in the procedure after ISO 10002. A person acknowledges it, not a mail.
by meng.jie
complain 24 "$delay" an.ran yan.bin "两次推迟上线，没有人说明原因" "需求变更三次，没有走变更单。" \
    compensation=20000 "延期由我方变更管理不当造成，减免两个月服务费，增派一名顾问。" requirements.change
check "five business days to the answer" 2026-12-01T01:30:00Z \
    jq -r '.[] | select(.clock == "reply").due_at' <(dcc-case clocks "$complaint" --format json)
check "the complaint is closed" closed fact "$complaint" state
by yan.bin; at "24 17:30"
action=$(said dcc-complaint action add --title "变更单强制评审" --measure "未评审变更数" \
    --cause requirements.change --complaint "$complaint" --owner dai.jun --due 2026-12-18)

# ---- Surveys.
at "25 10:00"
rate "$defect" 5 --nps 9 --dim knowledge=5,speed=4
rate "$question" 5 --nps 10
rate "$call" 3 --nps 5 --dim product=2 --comment "复盘报告何时给？"

at "25 18:00"; by yan.bin
echo
dcc-complaint action list
check "the action against the cause is planned" planned fact "$action" state
echo
figures "0 0 1"
