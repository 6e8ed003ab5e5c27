#!/bin/bash
# Delivers an outbox through a real mail program, msmtp, to a mail server of the test's own, and
# reads what arrived with another program's eyes. Skipped where either program is not installed.
set -euo pipefail
: "${DCC_BIN:?set DCC_BIN to the directory of the tools}"
here=$(cd "$(dirname "$0")" && pwd)
python=/usr/bin/python3
[[ -x $python ]] && command -v msmtp >/dev/null || { echo "needs python3 and msmtp"; exit 77; }

work=$(mktemp -d)
server=
trap '[[ $server ]] && kill "$server" 2>/dev/null; rm -rf "$work"' EXIT
cd "$work"
export PATH=$DCC_BIN:$PATH HOME=$work DCC_DB=$work/desk.db DCC_ACTOR=admin DCC_NOW=2026-11-21T08:00:00Z
export LC_ALL=C.UTF-8
unset DCC_POLICY DCC_FORMAT

mkdir mails
$python "$here/sink.py" mails &
server=$!
for ((i = 0; i < 500; i++)); do [[ -e mails/port ]] && break; sleep 0.02; done
port=$(cat mails/port)
send="msmtp --host=127.0.0.1 --port=$port --tls=off --auth=off --from=service@example.com -t"

fail() { echo "deliver.sh: $*"; exit 1; }
# expect WHAT-CAME WHAT-IS-WANTED
expect() { [[ $1 == "$2" ]] || { diff <(echo "$2") <(echo "$1"); fail "line ${BASH_LINENO[0]}"; }; }

dcc-admin init --sandbox >/dev/null
desk=$(dcc-admin export | head -n 1 | jq -r .desk)
hostile=$'x\u2028Bcc: victim@example.com\u2028\u2028evil'
dcc-intake open --channel email --customer 王伟 --email wang@example.org --subject "$hostile" >/dev/null
dcc-case reply C1 --body $'第一行\n.\n..点\nFrom here on\n最后一行' >/dev/null
dcc-intake open --channel email --customer $'Ann "X" <a@b>\r\nBcc: c@d' --email ann@example.org \
    --language en --subject "$(printf 'very long %.0s' {1..45})" >/dev/null
dcc-intake open --channel web --customer 无人 --email refused@example.org --subject "退回" >/dev/null

status=0
told=$(dcc-case outbox deliver --command "$send" --format json 2>errors) || status=$?
expect "$status $(jq -c . <<<"$told")" '1 {"sent":3,"failed":1,"undeliverable":0,"waiting":1}'
grep -q 'C3.1: msmtp: .*refused@example.org' errors || fail "$(cat errors)"

expect "$(cat mails/*.envelope | tr -d '\r' | sort | uniq -c | awk '{print $1, $2}')" \
"1 <ann@example.org>
3 <service@example.com>
2 <wang@example.org>"

# Without the times at which messages were recorded.
read_mail() { $python "$here/read.py" "mails/$1.eml" | sed "s/[.][0-9]*[.]$desk/.$desk/g"; }
expect "$(read_mail 1 | sed '/^尊敬的/,/^====/d')" "客户服务中心|service@example.com
王伟|wang@example.org
【客户服务中心】您的服务请求已受理（编号 C1）
2026-11-21T08:00:00+00:00
<C1.1.$desk@example.com>|None
auto-generated|text/plain|utf-8"
expect "$(read_mail 1 | grep '^事项')" '事项：x Bcc: victim@example.com  evil'
expect "$(read_mail 2 | sed -n '5,6p; /^第一行/,/^最后一行/p')" \
"<C1.2.$desk@example.com>|<C1.1.$desk@example.com>
None|text/plain|utf-8
第一行
.
..点
From here on
最后一行"
expect "$(read_mail 3 | sed -n 2p)" 'Ann "X" <a@b> Bcc: c@d|ann@example.org'
expect "$(read_mail 3 | grep '^Subject: ')" "Subject: $(printf 'very long %.0s' {1..45} | sed 's/ $//')"
if grep -il '^bcc:' mails/*.eml; then fail "a header was put in"; fi

# Killed while a mail is under way, the deliverer sends that one again, under its old id.
dcc-case resolve C1 --body 好了 >/dev/null
DCC_NOW=2026-11-21T09:00:00Z dcc-case outbox deliver --limit 1 \
    --command "$send; touch sent; while [ ! -e gone ]; do sleep 0.02; done" &
deliverer=$!
for ((i = 0; i < 500; i++)); do [[ -e sent ]] && break; sleep 0.02; done
kill -KILL "$deliverer"
wait "$deliverer" 2>/dev/null || true
touch gone
dcc-case outbox deliver --command "$send" --quiet
ids() { grep -ih '^Message-ID' mails/*.eml | tr -d '\r' | sed "s/[0-9]*\.$desk/DESK/" | sort | uniq -c; }
expect "$(ids | awk '{print $1, $3}')" "1 <C1.1.DESK@example.com>
1 <C1.2.DESK@example.com>
2 <C1.3.DESK@example.com>
1 <C1.4.DESK@example.com>
1 <C2.1.DESK@example.com>"
expect "$(dcc-admin verify --format json | jq -c .whole)" true
