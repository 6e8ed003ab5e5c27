#!/bin/bash
# Runs golden tests: transcripts of commands and exactly what they must print.
#
#   tests/golden/run.sh [--update] FILE.test…
#
# The form of a transcript:
#   # A comment. Blank lines at the end of a block are layout and stand for nothing.
#   $ dcc-intake open --channel phone --customer 王伟 --subject "No signal"
#   > --body "a line that begins with > continues the command"
#   C1
#   ! dcc-intake: what begins with ! is expected on standard error
#   ? 64
#
#   $ NAME …    a command of bash; $(…), pipes, variables and files live on to the next command
#   plain       a line of standard output. One that itself begins with one of $ > ! ? # % \ or that
#               is a blank line at the end of a block is written with a \ before it
#   ! text      a line of standard error; without one standard error must be empty
#   ? N         the exit status; without one it must be 0
#   %           standard output did not end with a line end
#
# Each file is run in a fresh directory of its own, HOME and current directory at once, in which
# expectations name it as DIR. The digests in the head of a report, which salts make anew in each run,
# are DIGEST there. Found there: the tools (from $DCC_BIN), DCC_SHARE, DCC_DB=desk.db,
# DCC_NOW=2026-11-21T08:00:00Z (a Saturday, 16:00 in Shanghai), DCC_ACTOR=admin, DCC_LANG=en, TZ=UTC,
# LC_ALL=C.UTF-8, and in_memory N COMMAND…, which runs a command in at most N MB of address space.
# With --update the files are rewritten with what came out.

set -u
umask 022

root=$(cd "$(dirname "$0")/../.." && pwd)
: "${DCC_BIN:?set DCC_BIN to the directory of the tools}"
DCC_BIN=$(cd "$DCC_BIN" && pwd) || exit 2
DCC_SHARE=${DCC_SHARE:-$root/share}

# AddressSanitizer reserves terabytes of address space, so that there is nothing to limit then.
in_memory() (
    [[ ${DCC_SANITIZED-} ]] || ulimit -v $(($1 * 1000))
    shift
    "$@"
)

# One file's text as a transcript has it: what could be taken for a mark gets a backslash.
as_expected() {
    sed -E -e "s|$sandbox|DIR|g" -e 's/^[$>!?#%\\]/\\&/' \
        -e 's/(event [0-9]+) [0-9a-f]{12}, policy [0-9a-f]{12}/\1 DIGEST, policy DIGEST/' \
        -e 's/("(head_digest|policy)": ?)"[0-9a-f]{64}"/\1"DIGEST"/g' "$1"
    [[ -s $1 && $(tail -c1 "$1" | od -An -c) != *'\n'* ]] && printf '\n%%\n'
}

# Runs the command and writes its block as it should have been written.
run_command() {
    local command=$1 status out=$sandbox/../out err=$sandbox/../err
    eval "$command" >"$out" 2>"$err" </dev/null
    status=$?
    printf '%s\n' "$command" | sed -e '1s/^/$ /' -e '2,$s/^/> /'
    as_expected "$out" >"$sandbox/../block"
    # A blank line at the end of a block would be layout.
    awk '/^$/ { blank++; next } { for (; blank > 0; blank--) print ""; print }
         END { for (; blank > 0; blank--) print "\\" }' "$sandbox/../block"
    sed -e "s|$sandbox|DIR|g" -e 's/^/! /' -e 's/ $//' "$err"
    if [[ $status != 0 ]]; then printf '? %s\n' "$status"; fi
}

# Reads a transcript and writes the one that really came about, layout and comments kept.
replay() {
    local line command='' layout=''
    while IFS= read -r line || [[ $line ]]; do
        if [[ $command && $line == '> '* ]]; then
            command+=$'\n'${line#> }
            continue
        fi
        if [[ $command ]]; then
            run_command "$command"
            command=''
        fi
        case $line in
            '$ '*) printf '%s' "$layout"; layout=''; command=${line#\$ } ;;
            '#'*) printf '%s%s\n' "$layout" "$line"; layout='' ;;
            '') layout+=$'\n' ;;
            *) layout='' ;; # expected output, which is made anew
        esac
    done <"$1"
    if [[ $command ]]; then run_command "$command"; fi
}

update=
if [[ ${1-} == --update ]]; then update=1; shift; fi
failed=0
for file in "$@"; do
    file=$(realpath "$file")
    scratch=$(mktemp -d)
    sandbox=$scratch/desk
    mkdir "$sandbox"
    (
        cd "$sandbox" || exit 2
        unset DCC_POLICY DCC_FORMAT NO_COLOR XDG_DATA_HOME COLUMNS
        export HOME=$sandbox PATH=$DCC_BIN:$PATH DCC_SHARE TZ=UTC LC_ALL=C.UTF-8
        export DCC_DB=desk.db DCC_NOW=2026-11-21T08:00:00Z DCC_ACTOR=admin DCC_LANG=en
        replay "$file"
    ) >"$scratch/actual"
    if cmp -s "$file" "$scratch/actual"; then
        :
    elif [[ $update ]]; then
        cp "$scratch/actual" "$file"
        echo "updated $file"
    else
        diff -u --label "$file" --label "what came out" "$file" "$scratch/actual"
        failed=1
    fi
    chmod -R u+rwX "$scratch" && rm -rf "$scratch"
done
exit $failed
