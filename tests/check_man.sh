#!/bin/bash
# Checks a tool's manual page against the tool:
#
#   tests/check_man.sh TOOL PAGE
#
# The page (in mdoc) must name the same verbs, arguments and options as `TOOL --interface`, in any
# order, and mandoc must find nothing wrong with it; every --help must name them too, within 80 columns.
# In the page a verb is an item `.It Cm calendar due Ar CALENDAR FROM DURATION` (what may be left out
# after Op), its options are items `.It Fl -from Ar TIME` in a list below it, and the options common
# to all verbs stand after `.Sh OPTIONS`.

set -u
tool=$1 page=$2 failed=0
fail() { echo "$(basename "$page"): $*"; failed=1; }

in_page() {
    awk '
        function rest(from,   text, i) {
            text = ""
            for (i = from; i <= NF; i++) text = text (i > from ? " " : "") $i
            gsub(/ \.\.\./, "...", text)
            return text
        }
        /^\.Sh/ { verb = "" }
        /^\.It Cm / {
            line = rest(3); optional = 0
            if (sub(/ Op /, " ", line)) optional = 1
            at = index(line, "Ar ")
            verb = at ? substr(line, 1, at - 2) : line
            arguments = at ? substr(line, at + 3) : ""
            gsub(/Ar /, "", arguments)
            if (optional) arguments = "[" arguments "]"
            print verb (arguments == "" ? "" : " " arguments)
        }
        /^\.It Fl / {
            line = rest(3)
            gsub(/Fl /, "", line); sub(/ ,/, ",", line); sub(/Ar /, "", line)
            gsub(/^|, /, "&-", line)
            print (verb == "" ? "" : verb " ") line
        }' "$page"
}

in_tool() { "$tool" --interface | sed 's/…/.../g'; }

# A verb with verbs below it takes no arguments and needs no item.
difference=$(diff <(in_page | sort) <(in_tool | sort)) || fail "page (<) and tool (>) differ:
$difference"

"$tool" --interface | while IFS= read -r line; do
    verb=${line%% -*}
    if [[ $line == -* ]]; then verb=''; fi
    verb=$(sed 's/ *[[A-Z].*//; s/ [a-z]*|.*//' <<<"$verb")
    # shellcheck disable=SC2086 # the verb's words
    help=$("$tool" $verb --help) || { echo "$tool $verb --help fails"; exit 1; }
    option=$(grep -o -e '--[a-z-]*' <<<"$line")
    if [[ $option ]] && ! grep -q -e "$option" <<<"$help"; then
        echo "$tool $verb --help does not name $option"
        exit 1
    fi
    if long=$(grep -E '.{81}' <<<"$help"); then
        echo "$tool $verb --help is wider than 80 columns: $long"
        exit 1
    fi
done || failed=1

if command -v mandoc >/dev/null; then
    complaints=$(mandoc -Tlint -Wwarning "$page") || fail "$complaints"
else
    echo "mandoc is not installed: the page's form is not checked"
fi
exit $failed
