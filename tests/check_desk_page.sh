#!/bin/bash
# Holds man/dcc-desk.5 to the program: the page lists the event types and fields that `dcc-admin
# events` prints, and its Python program agrees with `dcc-admin verify` on a whole desk and on a
# changed one. OpenSSL takes an anchor as the page says, and dcc-admin a key by OpenSSL.
#
#   tests/check_desk_page.sh      needs DCC_BIN, python3, jq, sqlite3, openssl
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
page=$root/man/dcc-desk.5
PATH=$(cd "${DCC_BIN:?set DCC_BIN to the directory of the tools}" && pwd):$PATH
export PATH DCC_SHARE=${DCC_SHARE:-$root/share} DCC_ACTOR=admin
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export HOME=$work

in_page() {
    awk '/^\.Sh TYPES OF EVENTS/ { inside = 1 } /^\.Sh EXPORT/ { inside = 0 }
         inside && /^\.It Cm / { word = $3 }
         inside && /^(About|Step|Fields|Sealed): / { print word " " $0 }' "$page"
}
in_tool() {
    dcc-admin events --format json | jq -r '.[] |
        "\(.event) About: \(.about).",
        (if .step then "\(.event) Step: \(.step)." else empty end),
        (if .fields != [] then "\(.event) Fields: \(.fields | join(", "))." else empty end),
        (if .sealed != [] then "\(.event) Sealed: \(.sealed | join(", "))." else empty end)'
}
if ! diff <(in_page) <(in_tool); then
    echo "dcc-desk.5 (<) and 'dcc-admin events' (>) differ"
    exit 1
fi

awk '/^import hashlib/ { inside = 1 } /^\.Ed/ { inside = 0 } inside' "$page" >check.py
dcc-admin init --sandbox --db desk.db >id
dcc-intake open --db desk.db --channel phone --customer 王伟 --subject 被重复扣费 >id
dcc-case note --db desk.db C1 --body "a note" >id
by_hand=$(python3 check.py desk.db)
by_tool=$(dcc-admin verify --db desk.db --format json | jq -r '.head | sub(":"; " ")')
if [[ $by_hand != "$by_tool" ]]; then
    echo "by hand: $by_hand; dcc-admin verify: $by_tool"
    exit 1
fi
# An anchor, checked by OpenSSL as the page says, in both directions.
awk '/^line=/ { inside = 1 } /^\.Ed/ { inside = 0 } inside' "$page" | sed 's/\\e$/\\/' >check.sh
dcc-admin anchor --new-key desk.key --quiet
dcc-admin anchor --db desk.db --key desk.key --out anchors.txt
if ! bash check.sh >told 2>&1; then
    echo "OpenSSL does not take the anchor: $(cat told)"
    exit 1
fi
cp anchors.txt whole.txt
sed -i 's/ 5 / 4 /' anchors.txt
if cmp -s anchors.txt whole.txt || bash check.sh >told 2>&1; then
    echo "OpenSSL takes a changed anchor: $(cat told anchors.txt)"
    exit 1
fi
openssl genpkey -algorithm ed25519 -out other.key
chmod 600 other.key
openssl pkey -in other.key -pubout -out other.pub
dcc-admin anchor --db desk.db --key other.key --out other.txt
dcc-admin verify --db desk.db --anchor other.txt --public-key other.pub --quiet

sqlite3 desk.db "DROP TRIGGER event_unchanged; UPDATE event SET actor = 'nobody' WHERE seq = 3"
if told=$(python3 check.py desk.db 2>&1) || [[ $told != "event 3 was changed" ]]; then
    echo "the changed event 3 was not found: $told"
    exit 1
fi
