#!/bin/bash
# Writes pages for management as the tool makes them: tool_pages.sh DIRECTORY. Needs DCC_BIN. They are of
# a desk in whose names somebody has put markup: its own, that of a channel, a category and a cause.
set -euo pipefail
directory=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
PATH=$(cd "$DCC_BIN" && pwd):$PATH
export PATH DCC_SHARE=${DCC_SHARE:-$(cd "$(dirname "$0")/../../share" && pwd)}
export DCC_DB=$work/desk.db DCC_ACTOR=admin TZ=UTC
unset DCC_POLICY DCC_FORMAT

dcc-admin init --sandbox --quiet --now "2026-08-01 09:00" >"$work/out"
bad="</title></svg></style>\\\\\"'><script>document.title='broken'</script><img src=\\\\\"https://example.invalid/x\\\\\" onerror=\\\\\"alert(1)\\\\\"> \\& ]]>"
sed -i "s|^name = \"客户服务中心\"|name = \"$bad\"|
    s|zh = \"电话\", en = \"Phone\"|zh = \"$bad\", en = \"$bad\"|
    s|zh = \"账单与支付\", en = \"[^\"]*\"|zh = \"$bad\", en = \"$bad\"|" "$work/policy.toml"
day() { printf '%(%F)T' $((1785715200 + $1 * 86400)); }
{
    echo external_id,channel,subject,received_at,category,priority,customer_name,resolved_at,reply,team
    for week in {0..15}; do
        for i in {0..9}; do
            came=$((week * 7 + i % 6)) took=$(((week * i * 7 + i) % 5))
            channel=(phone email web chat shop) category=(billing.charge technical.fault suggestion)
            end="$(day $((came + took))) 11:00"
            if ((i == 9 || week == 15)); then end=; fi
            echo "W$week-$i,${channel[i % 5]},<script>alert($i)</script>,$(day $came) 10:00,${category[i % 3]},normal,Customer $i,$end,Done,technical"
        done
    done
} >"$work/cases.csv"
export DCC_NOW="2026-11-22 12:00"
dcc-intake import "$work/cases.csv" --quiet --reject "$work/rejected" >"$work/out" 2>&1 || true
{
    echo case,csat,nps,speed,attitude
    for week in {0..14}; do
        for i in {0..8}; do echo "ext:W$week-$i,$((2 + (week + i) % 4)),$(((week * i) % 11)),$((3 + i % 3)),5"; done
    done
} >"$work/answers.csv"
dcc-case feedback --import "$work/answers.csv" --quiet --as zheng.kai --reject "$work/rejected2" >"$work/out" 2>&1 || true
for i in 1 2 3 4 5 6; do
    dcc-complaint open --channel phone --type service --subject "</svg><script>alert(2)</script>" --quiet \
        --now "2026-10-$((10 + i)) 10:00" >"$work/out"
done
dcc-report page "$directory/hostile_tool_zh.html" --from 2026-08-03 --to 2026-11-22
dcc-report page "$directory/hostile_tool_en.html" --from 2026-11-01 --lang en
