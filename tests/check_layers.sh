#!/bin/bash
# Holds every include, every SQL statement, every word of the command line and every look at the
# surroundings to its room (see check_layers.awk for the rules).
#   check_layers.sh              checks this project
#   check_layers.sh --self-test  shows that each rule finds what it is there to find
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

# check ROOT: prints each offence as file:line, relative to ROOT; fails if there is any.
check() {
    cd "$1"
    local files=()
    mapfile -d '' files < <(find lib/dcc tools -type f \( -name '*.hpp' -o -name '*.cpp' \) -print0 \
                            2>/dev/null | sort -z)
    if ((${#files[@]} == 0)); then
        echo "no sources under $1/lib/dcc and $1/tools" >&2
        return 2
    fi
    awk -f "$here/check_layers.awk" "${files[@]}"
}

# Each line: the file, "ok" or "bad", and what stands in it.
cases() {
    cat <<'END'
lib/dcc/base/a.hpp             ok   #include <string>
lib/dcc/base/a.hpp             ok   #include <dcc/base/error.hpp>
lib/dcc/base/a.cpp             ok   #include <utf8proc.h>
lib/dcc/base/a.cpp             ok   #include <re2/re2.h>
lib/dcc/base/a.cpp             ok   #include <phonenumbers/phonenumberutil.h>
lib/dcc/base/a.cpp             ok   #include <fmt/format.h>
lib/dcc/base/wording.hpp       ok   #include <fmt/core.h>
lib/dcc/base/a.cpp             ok   #include <sys/stat.h>
lib/dcc/base/detail/json.hpp   ok   #include <nlohmann/json.hpp>
lib/dcc/policy/a.cpp           ok   #include <toml++/toml.h>
lib/dcc/policy/a.cpp           ok   #include "parts.hpp"
lib/dcc/store/a.cpp            ok   #include <SQLiteCpp/Database.h>
lib/dcc/store/a.cpp            ok   #include <dcc/model/case.hpp>
lib/dcc/store/a.cpp            ok   query("SELECT id FROM cases");
lib/dcc/chart/a.cpp            ok   #include <dcc/wording/page_labels.hpp>
lib/dcc/desk/a.cpp             ok   #include <dcc/store/writer.hpp>
lib/dcc/desk/a.cpp             ok   #include <dcc/base/detail/json.hpp>
lib/dcc/desk/a.cpp             ok   // "SELECT is no business of the desk
lib/dcc/desk/a.cpp             ok   say("choose one; UPDATE what you like");
tools/dcc-a.cpp                ok   #include <CLI/CLI.hpp>
tools/dcc-a.cpp                ok   #include "common/options.hpp"
lib/dcc/desk/a.cpp             ok   // "dcc-case facts" supplies it
lib/dcc/desk/a.cpp             ok   auto a = "a--b", b = "x -- y", c = "-----"; --i;
lib/dcc/desk/a.cpp             ok   auto a = "\"" DCC_VERSION "dcc/";
tools/dcc-a.cpp                ok   auto hint = "give it with --reason TEXT";
lib/dcc/base/a.cpp             bad  #include <dcc/calendar/zone.hpp>
lib/dcc/model/a.hpp            bad  #include <dcc/desk/intake.hpp>
lib/dcc/report/a.cpp           bad    #  include <dcc/tools/x.hpp>
lib/dcc/rules/a.cpp            bad  #include <dcc/store/reader.hpp>
lib/dcc/store/a.hpp            bad  #include <dcc/rules/clock.hpp>
lib/dcc/store/a.cpp            bad  #include <dcc/stats/share.hpp>
lib/dcc/store/a.cpp            bad  #include <dcc/policy/policy.hpp>
lib/dcc/store/a.cpp            bad  #include <dcc/chart/chart.hpp>
lib/dcc/chart/a.cpp            bad  #include <dcc/stats/proportion.hpp>
lib/dcc/chart/a.cpp            bad  #include <dcc/policy/policy.hpp>
lib/dcc/desk/a.cpp             bad  #include <dcc/attic/x.hpp>
lib/dcc/attic/a.cpp            bad  #include <string>
lib/dcc/a.hpp                  bad  #include <string>
lib/dcc/desk/a.cpp             bad  #include "../store/schema.hpp"
lib/dcc/desk/a.cpp             bad  #include "common/options.hpp"
lib/dcc/desk/a.hpp             bad  #include "parts.hpp"
lib/dcc/desk/a.hpp             bad  #include <dcc/base/detail/json.hpp>
lib/dcc/desk/a.hpp             bad  #include <fmt/format.h>
lib/dcc/desk/a.hpp             bad  #include <unistd.h>
lib/dcc/store/a.hpp            bad  #include <SQLiteCpp/Database.h>
lib/dcc/desk/a.cpp             bad  #include <SQLiteCpp/Database.h>
lib/dcc/desk/a.cpp             bad  #include <sqlite3.h>
lib/dcc/desk/a.cpp             bad  #include <toml++/toml.h>
lib/dcc/desk/a.cpp             bad  #include <absl/time/time.h>
lib/dcc/desk/a.cpp             bad  #include <CLI/CLI.hpp>
lib/dcc/desk/a.cpp             bad  #include <sodium.h>
lib/dcc/desk/a.cpp             bad  #include <utf8proc.h>
lib/dcc/desk/a.cpp             bad  #include <csv.h>
lib/dcc/desk/a.cpp             bad  #include <re2/re2.h>
lib/dcc/learn/a.cpp            ok   #include <linear.h>
lib/dcc/desk/a.cpp             bad  #include <linear.h>
lib/dcc/store/a.cpp            bad  #include <dcc/learn/model.hpp>
lib/dcc/desk/a.cpp             bad  #include <phonenumbers/phonenumberutil.h>
lib/dcc/desk/a.cpp             bad  #include <nlohmann/json.hpp>
lib/dcc/base/a.cpp             bad  #include <nlohmann/json.hpp>
lib/dcc/desk/a.cpp             bad  #include <boost/any.hpp>
lib/dcc/desk/a.cpp             bad  #include SOME_HEADER
tools/dcc-a.cpp                bad  #include <toml++/toml.h>
lib/dcc/desk/a.cpp             bad  auto hint = "give it with --reason TEXT";
lib/dcc/desk/a.cpp             bad  auto hint = "\"--map\" says which";
lib/dcc/desk/a.cpp             bad  auto hint = f("x") + "see 'dcc-case show C1'";
lib/dcc/desk/a.cpp             bad  getenv("DCC_DB");
lib/dcc/desk/a.cpp             bad  query("SELECT id FROM cases");
lib/dcc/report/a.cpp           bad  auto q = "INSERT OR REPLACE INTO cases VALUES (1)";
lib/dcc/report/a.cpp           bad  auto q = "UPDATE cases SET state = 1";
lib/dcc/report/a.cpp           bad  auto q = R"(DELETE FROM cases)";
tools/dcc-a.cpp                bad  run("PRAGMA foreign_keys = ON");
lib/dcc/base/a.cpp             ok   // getenv() is for the tools
lib/dcc/base/a.cpp             ok   target(share_of(getenvoy()));
tools/dcc-a.cpp                ok   auto const *home = std::getenv("HOME");
lib/dcc/base/a.cpp             bad  auto const *home = std::getenv("HOME");
lib/dcc/base/a.cpp             bad  auto const *home = secure_getenv ("HOME");
lib/dcc/base/a.cpp             bad  auto const program = read_symlink("/proc/self/exe");
lib/dcc/base/a.cpp             bad  auto const place = std::filesystem::temp_directory_path();
END
}

self_test() {
    local path verdict line wrong=0 count=0 told
    tree=$(mktemp -d)
    trap 'rm -rf "$tree"' EXIT
    while read -r path verdict line; do
        rm -rf "${tree:?}/lib" "${tree:?}/tools"
        mkdir -p "$tree/$(dirname "$path")"
        printf '// first line\n%s\n' "$line" >"$tree/$path"
        told=$( (check "$tree") 2>&1) && [[ $verdict == ok ]] ||
            { [[ $verdict == bad ]] && grep -Eq "^$path:[12]: " <<<"$told"; } ||
            { echo "not $verdict: $path: $line: ${told:-nothing told}"; wrong=$((wrong + 1)); }
        count=$((count + 1))
    done < <(cases)

    # A statement in a raw string is told by its own line.
    rm -rf "${tree:?}/lib" "${tree:?}/tools"
    mkdir -p "$tree/lib/dcc/desk"
    printf 'auto q = R"sql(\n  SELECT id\n)sql";\nint SELECT = 0;\n' >"$tree/lib/dcc/desk/a.cpp"
    told=$( (check "$tree") 2>&1) || true
    if [[ $told != "lib/dcc/desk/a.cpp:2: SQL outside of lib/dcc/store" ]]; then
        echo "raw string: ${told:-nothing told}"
        wrong=$((wrong + 1))
    fi
    echo "$((count + 1)) cases, $wrong wrong"
    return $((wrong > 0))
}

case ${1-} in
    '') check "$here/.." ;;
    --self-test) self_test ;;
    *) echo "usage: $0 [--self-test]" >&2; exit 64 ;;
esac
