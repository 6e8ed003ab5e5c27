#!/bin/bash
# A day after a sales peak at an online shop, on the pack "ecommerce": chats, a return, a refund, a surge of
# late parcels, spoiled food, a fake that becomes a complaint, and the figures. It checks its own figures and
# fails if one is wrong.
#   examples/packs/ecommerce.sh      works in a temporary directory and removes it at the end
#   examples/packs/ecommerce.sh DIR  works in DIR and leaves the desk there
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# ---- Chats: who takes one answers it to the end.
by lin.xiao; at "20 09:00"
size=$(said dcc-intake open --channel chat --customer 小美 --phone 138-0000-1234 --subject "羽绒服有货吗，什么尺码合适")
quietly dcc-route triage "$size"
quietly dcc-case resolve "$size" --body "身高 165 建议 M 码，有货。"

# ---- Claims. The return lacks the date of purchase; the customer is asked for it.
at "20 09:10"
return=$(said dcc-intake open --channel app --customer 王伟 --phone 138-0000-2222 --email wang@example.org \
    --product JACKET --order TM20261116001 --subject "不喜欢，申请退货")
refund=$(said dcc-intake open --channel app --customer 李娜 --phone 138-0000-3333 --email li@example.org \
    --order TM20261108001 --subject "退款十天没到账")
fake=$(said dcc-intake open --channel chat --customer 赵敏 --phone 138-0000-4444 --email zhao@example.org \
    --tier svip --product PHONE-X --order TM20261112001 --subject "收到的手机是假货")
at "20 09:15"
quietly dcc-route triage
echo "The queue at 09:15:"
dcc-route queue
check "money of a member is urgent" urgent fact "$fake" priority
check "a return without its date of purchase waits" null fact "$return" person
quietly dcc-case facts "$return" --purchased 2026-11-16 --for return
quietly dcc-route triage

# ---- 15:00: the parcels of the peak are late. Safety stays in a queue of its own.
by zhu.min; at "20 15:00"
chats=()
for n in 1 2 3 4 5; do
    chats+=("$(said dcc-intake open --channel chat --customer "买家 $n" --email "b$n@example.org" \
        --order "TM2026111100$n" --subject "双十一的快递还没发货，催单")")
done
food=$(said dcc-intake open --channel chat --customer "Ann Lee" --email ann@example.org --language en \
    --product SNACK --order TM20261111009 --subject "Food poisoning after the nuts")
quietly dcc-route triage
by tian.tian; at "20 15:10"
surge=$(said dcc-route incident declare "${chats[@]}" --title "双十一发货延迟" --severity orange --playbook surge)
quietly dcc-route incident tick "$surge" notice staff triage
quietly dcc-route incident update "$surge" --body "仓库已加班，48 小时内全部发出。"
check "safety is urgent, surge or not" urgent fact "$food" priority
by xie.nan; at "20 15:20"
quietly dcc-case reply "$food" --body "Please see a doctor; we pay. The goods are off sale."
by tian.tian; at "20 18:30"
quietly dcc-route incident resolve "$surge" --body "全部订单已发出。"
echo
dcc-route incident show "$surge"
check "the surge kept its deadlines" "5 5 0" \
    jq -r '"\(.cases) \(.resolved) \(.breached)"' <(dcc-route incident show "$surge" --format json)
by xie.nan; at "20 20:10"
quietly dcc-case propose "$food" --cost 680 --steps "Refund, the doctor's bill" --effect "paid today" \
    --feasibility "agreed with the merchant"
by cao.yang
quietly dcc-case review "$food" --approve --check reasonable=yes,feasible=yes,effect=yes
by xie.nan; at "20 20:30"
quietly dcc-case confirm "$food"
quietly dcc-case resolve "$food" --body "Refunded, with the doctor's bill. The goods are withdrawn."

# ---- The return: the clock stands still until the parcel is back.
by "$(fact "$return" person)"; at "20 15:30"
quietly dcc-case reply "$return" --body "请三日内寄回，运费我们承担。"
quietly dcc-case wait "$return" --on customer
at "23 14:00"
quietly dcc-case receive "$return" --body "已寄回，单号 SF100。"
at "23 16:00"
quietly dcc-case resolve "$return" --body "验货完好，已原路退款。"

# ---- cron announces what is due: the refund of the other customer has had no answer.
by admin; at "20 20:40"
echo
echo "Escalation on Friday at 20:40:"
dcc-route escalate 2>/dev/null || true
by "$(fact "$refund" person)"; at "20 20:50"
quietly dcc-case reply "$refund" --body "支付通道失败，已改走银行转账。"
quietly dcc-case resolve "$refund" --body "已到账。"

# ---- The fake: no answer in an hour; the customer complains, by word of the regulator too.
by "$(fact "$fake" person)"; at "20 21:00"
quietly dcc-case reply "$fake" --body "请寄回检测。"
by wei.dong
complain 23 "$fake" wei.dong liang.jing "假货，要求退一赔三" "检测报告：非原厂。商家无法提供授权。" compensation=4500 \
    "检测确认非正品，退还货款并按规定赔偿。" merchant.fake
check "three business days to the answer" 2026-11-26T01:30:00Z \
    jq -r '.[] | select(.clock == "reply").due_at' <(dcc-case clocks "$complaint" --format json)
check "a fake is a grave complaint" high jq -r .severity <(dcc-complaint show "$complaint" --format json)

# ---- Surveys.
at "24 10:00"
rate "$size" 5 --nps 10 --dim attitude=5,speed=5
rate "$return" 4 --nps 8 --dim refund=4
rate "$refund" 1 --nps 0 --dim refund=1 --comment "十天才退。"
rate "${chats[0]}" 3 --dim delivery=2

at "24 18:00"; by liang.jing
echo
figures "2 1 2"                          # the case of the fake is still open, and late
