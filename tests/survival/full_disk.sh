#!/bin/bash
# The disk fills up: the commands say so (status 74), what was acknowledged stays, and the desk
# works again once there is room.
#   full_disk.sh [--full]
set -u
. "$(dirname "$0")/common.sh"

mounted=
unmount() { [[ $mounted ]] && umount "$mounted"; rm -rf "$scratch"; }
trap unmount EXIT

awk 'BEGIN {
    print "external_id,subject,channel,received_at,body"
    for (i = 1; i <= 6000; i++)
        printf "X%d,matter %d,email,2026-03-01T08:00:00Z,%0200d\n", i, i, i
}' >table.csv
body=$(head -c 3000 /dev/zero | tr '\0' x)

# fill: opens cases until one fails.
fill() {
    local i status
    for ((i = 1; i <= 2000; i++)); do
        dcc-intake open --channel email --subject "S$i" --body "$body" >>acknowledged.txt 2>errors.txt
        status=$?
        ((status == 0)) && continue
        # 76: it is open, and its number found no room.
        [[ $status == 7[46] ]] || fail "status on a full disk: $status"
        grep -q '^dcc-intake: error: ' errors.txt || fail "it does not say why: $(cat errors.txt)"
        return
    done
    fail "the disk never filled up"
}

# check_after: nothing is lost, and there is no more than what was acknowledged.
check_after() {
    is "cases on the full disk" "$(sort acknowledged.txt)" \
        "$(dcc-case list --all --limit 0 --format ids | sort)"
    is_whole
}

# check_room: with room again, all goes on.
check_room() {
    local before
    before=$(cases)
    dcc-intake open --channel email --subject "room again" >>acknowledged.txt || fail "no open after"
    dcc-intake import table.csv >/dev/null || fail "no import after: status $?"
    is "cases in the end" $((before + 1 + 6000)) "$(cases)"
    is_whole
}

# ---- no file may grow past a size
trap '' XFSZ
limits=0
for ((limit = $(dose 1500 900); limit <= 1500; limit += 7)); do
    rm -f desk.db* policy.toml acknowledged.txt
    dcc-admin init --sandbox --quiet >/dev/null || fail "no desk"
    (
        ulimit -f "$limit"
        fill
        dcc-intake import table.csv >/dev/null 2>errors.txt
        is "status of an import on a full disk" 74 $?
    ) || exit 1
    check_after
    check_room
    limits=$((limits + 1))
done
echo "file size limits: $limits; $(wc -l <acknowledged.txt) opens acknowledged under the last"

# ---- a small disk
mkdir small
if ! mount -t tmpfs -o size=2500k tmpfs small 2>/dev/null; then
    echo "skipped: a small disk of its own (mounting is not permitted)"
    exit 0
fi
mounted=$scratch/small
rm -f acknowledged.txt
export DCC_DB=$mounted/desk.db DCC_POLICY=$scratch/policy.toml
dcc-admin init --sandbox --quiet >/dev/null || fail "no desk on the small disk"
dcc-intake open --channel email --customer A --email a@example.com --subject mail >>acknowledged.txt
fill
check_after
# A delivery that could not be recorded would be sent again by each run.
for run in 1 2; do
    dcc-case outbox deliver --command "echo >> '$scratch/sent.txt'" >/dev/null 2>errors.txt
    is "status of delivery $run on a full disk" 74 $?
done
[[ -e sent.txt ]] && fail "a mail was sent that could not be put on record"
dcc-intake import table.csv --reject rejected.csv >/dev/null 2>errors.txt
is "status of an import on a full disk" 74 $?
check_after
dcc-admin rebuild 2>errors.txt
is "status of a rebuild on a full disk" 74 $?
grep -q 'the disk is full' errors.txt || fail "it does not say why: $(cat errors.txt)"
[[ -e $DCC_DB-rebuild ]] && fail "half a rebuild was left"
check_after
dcc-admin backup "$mounted/copy.db" 2>errors.txt
is "status of a backup on a full disk" 74 $?
[[ -e $mounted/copy.db ]] && fail "half a backup was left"
mount -o remount,size=200m "$mounted" || fail "the disk cannot be made larger"
dcc-admin rebuild --quiet || fail "no rebuild after"
dcc-case outbox deliver --command "echo >> '$scratch/sent.txt'" >/dev/null || fail "no delivery after"
is "mails sent once there is room" 1 "$(wc -l <sent.txt)"
check_room
echo "small disk: $(wc -l <acknowledged.txt) opens acknowledged"
