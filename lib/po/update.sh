#!/bin/bash
# Brings the catalogues in line with the sources: adds texts that are new, without a translation, and
# drops those that no source says any more. To begin a language, copy the header of zh.po.
set -eu
cd "$(dirname "$0")"
template=$(mktemp)
trap 'rm -f "$template"' EXIT
./extract.py >"$template"
for catalogue in *.po; do
    msgmerge --quiet --update --backup=none --no-fuzzy-matching --no-location --no-wrap "$catalogue" "$template"
    msgattrib --no-obsolete --no-location --no-wrap -o "$catalogue" "$catalogue"
    msgfmt --check --statistics -o /dev/null "$catalogue"
done
