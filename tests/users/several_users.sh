#!/bin/bash
# One desk and several users of the operating system, as dcc-security(7) describes it: a group with a
# setgid directory, users who may only read, and an account that owns the desk and is reached by sudo.
# The users exist only for this run: it works on a copy of /etc in a mount namespace of its own.
#
#   tests/users/several_users.sh      needs DCC_BIN and the superuser; skipped (77) otherwise
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
skip() { echo "skipped: $*"; exit 77; }
if [[ ${DCC_USERS_INSIDE-} != 1 ]]; then
    [[ $(id -u) == 0 ]] || skip "not the superuser"
    for tool in unshare useradd groupadd setpriv flock jq sudo; do
        command -v $tool >/dev/null || skip "$tool is not installed"
    done
    unshare --mount true 2>/dev/null || skip "no mount namespace"
    DCC_BIN=$(cd "${DCC_BIN:?set DCC_BIN to the directory of the tools}" && pwd) || exit 2
    scratch=$(mktemp -d)
    trap 'rm -rf "$scratch"' EXIT
    DCC_USERS_INSIDE=1 DCC_BIN=$DCC_BIN scratch=$scratch unshare --mount "$0"
    exit
fi

failed=0
fail() { echo "FAILED: $*"; failed=1; }
umask 022
chmod 755 "$scratch"
cp -a /etc "$scratch/etc" && mount --bind "$scratch/etc" /etc || skip "no bind mount"
# Where other users can reach them, wherever the build is.
bin=$scratch/usr/bin
mkdir -p "$bin" "$scratch/usr/share"
cp "$DCC_BIN"/dcc-{admin,case,intake,report,route} "$bin"
cp -rL "$root/share" "$scratch/usr/share/dcc"
chmod -R go+rX "$scratch/usr"
groupadd desk
for user in anna bob carl dcc; do
    useradd --no-create-home --home-dir "$scratch/$user" --shell /bin/sh "$user"
    install -d -m 700 -o "$user" -g "$user" "$scratch/$user"
done
usermod --append --groups desk anna
usermod --append --groups desk bob

# as USER COMMAND…: with that user's groups and an environment of their own
as() {
    local user=$1; shift
    setpriv --reuid "$user" --regid "$user" --init-groups -- \
        env -i HOME="$scratch/$user" USER="$user" LOGNAME="$user" TZ=UTC LC_ALL=C.UTF-8 DCC_LANG=en \
        PATH="$bin:/usr/sbin:/usr/bin:/sbin:/bin" ${DCC_DB+DCC_DB="$DCC_DB"} "$@"
}
# expect STATUS USER COMMAND…: what it prints is in $told
expect() {
    local status=$1 got; shift
    told=$(as "$@" 2>&1); got=$?
    [[ $got == "$status" ]] || fail "$*: status $got, not $status: $told"
}
mode() { stat -c '%a %U %G' "$1"; }
has_mode() { [[ $(mode "$1") == "$2" ]] || fail "$1 is $(mode "$1"), not $2"; }
staff() { printf '[[staff]]\nid = "%s"\nname = "%s"\nroles = ["%s"]\n' "$1" "$1" "$2"; }

# ---- a group
cd "$scratch" || exit 1
desk=$scratch/srv
install -d -m 2770 -o anna -g desk "$desk"
export DCC_DB=$desk/desk.db
expect 0 anna dcc-admin init --quiet
has_mode "$desk/desk.db" "660 anna desk"
has_mode "$desk/policy.toml" "660 anna desk"
{ staff bob agent; staff root admin; } >>"$desk/policy.toml"
expect 0 anna dcc-admin policy check
[[ $told != *"may write"* ]] || fail "the group of the desk is meant to write: $told"
# Whatever the mask of a user, the others can go on.
expect 0 bob sh -c 'umask 077; exec dcc-intake open --channel phone --customer W --email w@example.org --subject x'
expect 0 anna dcc-case note C1 --body x
expect 0 bob dcc-case note C1 --body y
# While a desk is open, so are the files of SQLite beside it.
expect 0 anna sh -c 'umask 077; dcc-case outbox deliver --command "ls -l '"$desk"' >'"$desk"'/seen"'
seen=$(grep desk.db- "$desk/seen")
rm "$desk/seen"
[[ $seen != *"-rw-------"* && $seen == *"-rw-rw----"* ]] || fail "SQLite's files: $seen"
expect 77 bob dcc-case outbox deliver --command true
[[ $told == *"bob (agent) may not do admin.deliver"* ]] || fail "bob delivers: $told"
expect 0 anna dcc-case outbox deliver --command true
has_mode "$desk/desk.db-outbox" "660 anna desk"
expect 0 anna dcc-admin backup "$desk/copy.db"
has_mode "$desk/copy.db" "660 anna desk"
rm "$desk/desk.db-outbox"
# The superuser leaves everything to those whose desk it is.
expect 0 root dcc-case outbox deliver --command true
has_mode "$desk/desk.db-outbox" "660 anna desk"
expect 0 anna dcc-case note C1 --body z
# Who is not of the group gets nowhere.
expect 66 carl dcc-case list
# A policy that more than those may write is reported.
chmod 666 "$desk/policy.toml"
expect 0 anna dcc-admin policy check
[[ $told == *"everybody may write the policy"* ]] || fail "a policy for everybody: $told"
chmod 640 "$desk/policy.toml"

# ---- nobody gains by a policy that cannot be read, of theirs or of the desk
left_to_the_owner() {
    local verb
    for verb in export verify rebuild "backup $scratch/bob/copy.db"; do
        # shellcheck disable=SC2086
        expect 77 bob dcc-admin $verb "$@"
        # shellcheck disable=SC2086
        ! as bob unshare -Ur true 2>/dev/null || expect 77 bob unshare -Ur dcc-admin $verb "$@"
    done
}
cp "$desk/policy.toml" "$scratch/bob/mine.toml"
sed -i '/^\[\[roles\]\]/,$d; s/^guest_role.*//; s/^roles = .*//' "$scratch/bob/mine.toml"
left_to_the_owner --policy /nonexistent
left_to_the_owner --policy "$scratch/bob/mine.toml"
mv "$desk/policy.toml" "$desk/kept.toml"
left_to_the_owner
[[ $told == *"only the owner of the desk file may do this"* ]] || fail "without a policy: $told"
expect 0 anna dcc-admin verify
[[ $told == *"the desk file is yours"* ]] || fail "the owner without a policy: $told"
expect 0 root dcc-admin verify
as bob sh -c "echo '[' >'$desk/policy.toml'"
left_to_the_owner
left_to_the_owner --policy "$scratch/bob/mine.toml"
expect 0 anna dcc-admin export
rm "$desk/policy.toml"; mv "$desk/kept.toml" "$desk/policy.toml"

# ---- a user who may only read holds up no delivery
chmod 2775 "$desk"
chmod 664 "$desk/desk.db"
chmod 644 "$desk/policy.toml"
staff carl auditor >>"$desk/policy.toml"
rm -f "$desk/desk.db-outbox"
expect 0 anna dcc-intake open --channel web --customer W --email w@example.org --subject x
for file in "$desk/desk.db" "$desk/policy.toml"; do as carl flock "$file" sleep 20 & done
expect 0 anna dcc-case outbox deliver --command true
has_mode "$desk/desk.db-outbox" "660 anna desk"
expect 66 carl flock --nonblock "$desk/desk.db-outbox" true
for job in $(jobs -p); do kill "$job"; done
wait 2>/dev/null
expect 77 carl dcc-case outbox deliver --command true
# The lock follows the file: by another name of it, it is the same.
ln -s srv "$scratch/other"
expect 0 anna dcc-intake open --channel web --customer W --email w@example.org --subject y
as anna dcc-case outbox deliver --command 'sleep 5' >"$scratch/first" 2>&1 &
sleep 2
DCC_DB=$scratch/other/desk.db expect 75 anna dcc-case outbox deliver --command true
[[ $told == *"another delivery is running"* ]] || fail "by another name: $told"
wait
# Nor brings another name of the desk a policy of one's own.
ln -s "$desk/desk.db" "$scratch/bob/desk.db"
sed 's/^roles = \["agent"\]/roles = ["admin"]/' "$desk/policy.toml" >"$scratch/bob/policy.toml"
DCC_DB=$scratch/bob/desk.db expect 77 bob dcc-case note C1 --body x
[[ $told == *"policy.choose"* ]] || fail "a link brings a policy along: $told"

# ---- in a user namespace everybody has the id of the superuser, but not the name
if as bob unshare -Ur true 2>/dev/null; then
    expect 77 bob unshare -Ur env LOGNAME=root dcc-case note C1 --body x
    [[ $told == *"mapped-uid-$(id -u bob) may not act as root"* ]] || fail "root by a namespace: $told"
    expect 77 bob unshare -Ur dcc-case note C1 --body x --as root --now 2020-01-01
    expect 77 bob unshare -Ur dcc-case note C1 --body x
    expect 77 bob unshare -U dcc-case note C1 --body x
    # Unless the policy says whose the id is.
    { staff boxed agent; printf 'logins = ["mapped-uid-%s"]\n' "$(id -u bob)"; } >>"$desk/policy.toml"
    expect 0 bob unshare -Ur dcc-case note C1 --body x --as boxed
    expect 0 anna dcc-case history C1 --format json
    [[ $(jq -r '.[-1] | .actor + " " + .user' <<<"$told") == "boxed mapped-uid-$(id -u bob)" ]] ||
        fail "who wrote in a namespace: $told"
else
    echo "no user namespaces here: not tested"
fi

# ---- an account that owns the desk, reached by sudo, by the line in the page
unset DCC_DB
awk '/^%desk/ { inside = 1 } /^\.Ed/ { inside = 0 } inside' "$root/man/dcc-security.7" |
    sed -e 's/\\e$/\\/' -e "s|/usr/bin/dcc-|$bin/dcc-|g" >/etc/sudoers.d/dcc
chmod 440 /etc/sudoers.d/dcc
[[ -s /etc/sudoers.d/dcc ]] || fail "dcc-security(7) has no line for sudoers"
visudo --check --quiet --file /etc/sudoers.d/dcc || fail "sudo does not understand the line"
place=$scratch/dcc/.local/share/dcc
expect 0 root sudo -u dcc "$bin/dcc-admin" init --quiet
has_mode "$place/desk.db" "600 dcc dcc"
{ staff anna agent; staff bob supervisor; } >>"$place/policy.toml"
sudo_dcc() { local status=$1 user=$2; shift 2; expect "$status" "$user" sudo -n -u dcc "$bin/$1" "${@:2}" --lang en; }
sudo_dcc 0 anna dcc-intake open --channel phone --customer W --email w@example.org --subject x
[[ $told == C1 ]] || fail "anna opens: $told"
sudo_dcc 0 anna dcc-case history C1 --format json
[[ $(jq -r '.[0] | .actor + " " + .user' <<<"$told") == "anna anna" ]] || fail "who opened it: $told"
expect 1 anna cat "$place/desk.db"
# The roles hold, and names are one's own.
sudo_dcc 77 anna dcc-route assign C1 --to bob
sudo_dcc 77 anna dcc-case note C1 --body x --as bob
[[ $told == *"anna may not act as bob"* ]] || fail "anna acts as bob: $told"
expect 77 anna env SUDO_USER=bob SUDO_UID=0 DCC_ACTOR=bob LOGNAME=bob \
    sudo -n -u dcc "$bin/dcc-route" assign C1 --to bob --lang en
[[ $told == *"anna (agent) may not"* ]] || fail "by the environment: $told"
sudo_dcc 0 bob dcc-route assign C1 --to bob
# No other policy, no command, no files of the account, no other desk.
as anna sh -c 'cd && umask 022 && printf "x\n" >text; : >policy.toml'
chmod 711 "$scratch/anna"
sudo_dcc 77 anna dcc-case note C1 --body x --policy "$scratch/anna/policy.toml"
sudo_dcc 77 anna dcc-case list --policy "$scratch/anna/policy.toml"
sudo_dcc 77 anna dcc-case outbox deliver --command true
sudo_dcc 77 bob dcc-case outbox deliver --command true
echo secret >"$scratch/dcc/secret"; chown dcc:dcc "$scratch/dcc/secret"
sudo_dcc 77 anna dcc-case note C1 --body-file "$scratch/dcc/secret"
sudo_dcc 77 anna dcc-intake import "$scratch/dcc/secret"
sudo_dcc 0 anna dcc-case note C1 --body-file "$scratch/anna/text"
as anna sh -c 'cd && printf "case,csat\nC9,5\n" >answers.csv'
sudo_dcc 77 anna dcc-case feedback --import "$scratch/anna/answers.csv" --reject "$scratch/dcc/.profile"
[[ ! -e $scratch/dcc/.profile ]] || fail "a file was written for anna"
sudo_dcc 65 anna dcc-case feedback --import "$scratch/anna/answers.csv" --reject /dev/null
ln -s "$place/desk.db" "$scratch/anna/desk.db"
sudo_dcc 77 anna dcc-route assign C1 --to anna --db "$scratch/anna/desk.db"
[[ $told == *"anna (agent) may not"* ]] || fail "a link brings a policy along: $told"
sudo_dcc 77 anna dcc-case list --db "$desk/desk.db"
told=$(as anna sudo -n -u dcc "$bin/dcc-admin" verify 2>&1) && fail "dcc-admin by sudo: $told"
told=$(as carl sudo -n -u dcc "$bin/dcc-case" list 2>&1) && fail "carl by sudo: $told"
# The account itself delivers.
expect 0 dcc dcc-case outbox deliver --command true
expect 0 dcc dcc-admin verify --quiet
exit $failed
