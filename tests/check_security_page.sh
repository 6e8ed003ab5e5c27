#!/bin/bash
# Holds man/dcc-security.7 to the program: the page lists each permission with the roles of the pack
# "center" that have it and the verbs that need it, as `dcc-admin policy roles` prints them.
#
#   tests/check_security_page.sh [--update]      needs DCC_BIN, jq
#
# With --update the list of the page is written anew.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
page=$root/man/dcc-security.7
PATH=$(cd "${DCC_BIN:?set DCC_BIN to the directory of the tools}" && pwd):$PATH
export PATH DCC_SHARE=${DCC_SHARE:-$root/share}

in_tool() {
    dcc-admin policy roles --policy "$DCC_SHARE/packs/center/policy.toml" --format json | jq -r '
        def list($all): if length == $all then "everybody" else join(", ") end;
        ([.[0] | keys[] | select(startswith("role_"))] | length) as $all | .[] |
        ".It " + (.permission // "none"), "Allows to \(.allows).", ".br",
        "Roles: " + ([to_entries[] | select((.key | startswith("role_")) and .value)
                      | .key[5:]] | list($all)) + ".",
        (if .verbs == [] then empty else ".br", "Verbs: \(.verbs | join(", "))." end)'
}
in_page() {
    awk '/^\.Bl / { inside = roles } /^\.El/ { inside = 0; roles = 0 } /^\.Em admin/ { roles = 1 }
         inside && !/^\.Bl/' "$page"
}

if [[ ${1-} == --update ]]; then
    in_tool >"$page.list"
    awk -v list="$page.list" '
        /^\.El/ { inside = 0 } /^\.Em admin/ { roles = 1 }
        !inside
        /^\.Bl / && roles { while ((getline line <list) > 0) print line; inside = 1; roles = 0 }' \
        "$page" >"$page.new"
    mv "$page.new" "$page"
    rm "$page.list"
fi
if ! diff <(in_page) <(in_tool); then
    echo "dcc-security.7 (<) and 'dcc-admin policy roles' (>) differ: tests/check_security_page.sh --update"
    exit 1
fi
if command -v mandoc >/dev/null; then mandoc -Tlint -Wwarning "$page"; fi
