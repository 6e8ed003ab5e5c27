#!/bin/bash
# From a bare Debian 12 machine to a report, with one command: installs the packages needed to build,
# builds dcc, creates a desk in a temporary directory, works a short day on sample data and reports.
#   examples/quickstart.sh          removes the temporary desk at the end
#   examples/quickstart.sh --keep   keeps the desk and prints where it is
# Can be run again: installed packages and finished builds are reused. If DCC_BIN is the directory of
# tools that are already built, nothing is installed or built. Needs root or sudo to install packages.
set -euo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)
build=${DCC_BUILD:-$top/build}

case ${1-} in
    '') keep= ;;
    --keep) keep=1 ;;
    *) echo "usage: $0 [--keep]" >&2; exit 64 ;;
esac

say() { printf '\n== %s\n' "$*"; }

# Shows a command before it runs it.
run() {
    printf '$'
    printf ' %s' "${@@Q}" | sed -E "s/'([[:alnum:]_.,:=/+@-]+)'/\1/g"
    printf '\n'
    "$@"
}

if [[ -z ${DCC_BIN-} ]]; then
    say "installing what is missing to build (nothing, if all is there)"
    "$top/tests/setup.sh" build
    say "building into $build: some minutes the first time, progress follows"
    CMAKE_GENERATOR=Ninja cmake -S "$top" -B "$build" -DCMAKE_BUILD_TYPE=Release -DDCC_TESTS=OFF \
        -DDCC_SANITIZE=OFF
    cmake --build "$build" --parallel "$(nproc)"
    DCC_BIN=$build/bin
fi
PATH=$(cd "$DCC_BIN" && pwd):$PATH
export PATH DCC_SHARE=${DCC_SHARE:-$top/share}

desk=$(mktemp -d "${TMPDIR:-/tmp}/dcc-quickstart.XXXXXX")
if [[ ! $keep ]]; then trap 'rm -rf "$desk"' EXIT; fi
export DCC_DB=$desk/desk.db
unset DCC_POLICY DCC_FORMAT

# The day is a fixed Friday, so every run prints the same. A sandbox allows that.
export DCC_NOW="2026-11-20 08:30" DCC_ACTOR=admin
say "create a desk, and beside it a policy to edit"
run dcc-admin init --sandbox

say "Friday morning: customers call and write"
DCC_ACTOR=wang.fang
DCC_NOW="2026-11-20 09:05"
run dcc-intake open --channel phone --customer 王伟 --phone 138-0000-1234 --order A-1001 \
    --subject 十一月的账单被重复扣费
DCC_NOW="2026-11-20 09:20"
run dcc-intake open --channel email --customer "Ann Lee" --email ann@example.com --language en \
    --tier gold --product R200 --subject "My router is not working"
DCC_NOW="2026-11-20 09:25"
run dcc-intake open --channel chat --category consultation --subject 请问新款什么时候有货
run dcc-case resolve C3 --body "下周一到货。"

say "dispatch the cases by the rules of the policy"
DCC_NOW="2026-11-20 09:30"
run dcc-route triage
run dcc-route queue

say "work on the cases"
DCC_ACTOR=sun.yue
DCC_NOW="2026-11-20 09:45"
run dcc-case reply C2 --body "Please send us the log of the router."
run dcc-case wait C2 --on customer
DCC_ACTOR=li.na
DCC_NOW="2026-11-20 09:50"
run dcc-case reply C1 --body "已查到两笔扣费，多扣的一笔今天退回。"
DCC_NOW="2026-11-20 11:00"
run dcc-case resolve C1 --body "已退回。"
DCC_ACTOR=sun.yue
DCC_NOW="2026-11-20 14:00"
run dcc-case receive C2 --body "Here it is."
DCC_NOW="2026-11-20 14:30"
run dcc-case reply C2 --body "Thank you. We send a new one tomorrow."
run dcc-case show C2

say "report on the day"
DCC_ACTOR=li.na
DCC_NOW="2026-11-20 18:00"
run dcc-report sla
run dcc-report backlog --by team

say "verify that nothing was changed or lost"
DCC_ACTOR=admin
run dcc-admin verify

if [[ $keep ]]; then
    say "the desk is in $desk; to go on with it:"
    echo "export PATH=$DCC_BIN:\$PATH DCC_SHARE=$DCC_SHARE DCC_DB=$DCC_DB"
else
    say "done; the temporary desk is removed (--keep would keep it)"
fi
