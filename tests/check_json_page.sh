#!/bin/bash
# Holds man/dcc-json.7 to the program, and every output to its format: replays transcripts with
# tests/outputs/tool.sh in the place of the tools, which tries calls in every format. The page lists
# the fields that the JSON of each verb was found to have.
#
#   tests/check_json_page.sh [--update]      needs DCC_BIN, python3
#
# With --update the list of the page is written anew.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
page=$root/man/dcc-json.7
DCC_REAL=$(cd "${DCC_BIN:?set DCC_BIN to the directory of the tools}" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/seen"
touch "$work/fields" "$work/mistakes"
for tool in admin case complaint intake report route; do
    ln -s "$root/tests/outputs/tool.sh" "$work/bin/dcc-$tool"
    "$DCC_REAL/dcc-$tool" --interface | sed "/^-/d; s/ *\(--\|[A-Z\[]\).*//; s/ [^ ]*|.*//; s/^/dcc-$tool /"
done | sort -u | while read -r verb; do : >"$work/seen/$verb"; done
export DCC_REAL DCC_SEEN=$work/seen DCC_FIELDS=$work/fields DCC_MISTAKES=$work/mistakes
export DCC_TRY=$root/tests/outputs/try.py

# Those in which every verb occurs. What a transcript expects is tested elsewhere.
transcripts=()
for name in admin_calendar admin_key admin_policy admin_policies admin_redact admin_restore case_article \
    case_corrections case_day case_facts case_feedback case_for_customer case_list case_merge case_outbox \
    case_search case_solution case_steps case_visit complaint_day complaint_evidence customer_identity \
    customer_merge desk_init desk_outputs intake_answer intake_customers intake_import intake_open \
    intake_suggest json process quality report report_complaints report_people report_page \
    report_scope report_trend route route_asks route_day route_escalate route_ladder route_learn \
    route_rules incident case_tags case_fields; do
    transcripts+=("$root/tests/golden/$name.test")
done
transcripts+=("$root/tests/outputs/rest.test")
DCC_BIN=$work/bin "$root/tests/golden/run.sh" "${transcripts[@]}" >/dev/null 2>&1 || true
if [[ -s $work/mistakes ]]; then
    cat "$work/mistakes"
    exit 1
fi

in_tools() {
    python3 "$root/tests/outputs/page.py" "$work/fields"
}
in_page() {
    awk '/^\.\\" end of fields/ { inside = 0 } inside; /^\.\\" fields/ { inside = 1 }' "$page"
}
if [[ ${1-} == --update ]]; then
    in_tools >"$work/list"
    awk -v list="$work/list" '
        /^\.\\" end of fields/ { inside = 0 }
        !inside
        /^\.\\" fields/ { while ((getline line <list) > 0) print line; inside = 1 }' \
        "$page" >"$work/page"
    cp "$work/page" "$page"
fi
if ! diff <(in_page) <(in_tools); then
    echo "dcc-json.7 (<) and the tools (>) differ: tests/check_json_page.sh --update"
    exit 1
fi
# Each verb that prints data must be tried.
for seen in "$work"/seen/*; do
    verb=${seen##*/}
    case $verb in
        "dcc-admin anchor" | *" export" | *" evidence get" | *" completion" | *" policy draft") ;;
        *) [[ -s $seen ]] || { echo "$verb occurs in no transcript"; missing=1; } ;;
    esac
done
if [[ ${missing-} ]]; then exit 1; fi
if command -v mandoc >/dev/null; then mandoc -Tlint -Wwarning "$page"; fi
