#!/bin/sh
# Writes the page for management and the facts of the day, week or month that has ended:
#
#   reports.sh daily|weekly|monthly DIRECTORY [DAY]
#
# DAY is a day after that time, today unless given. The reports show the desk as it was when the time ended:
# a run that is late, or repeated, writes the same files again. Days are those of TZ, which must be the
# desk's zone.
set -eu

period=$1
directory=$2
day=$(date -d "${3-today}" +%F)
case $period in
daily)
    end=$day
    start=$(date -d "$end - 1 day" +%F)
    name=$start
    ;;
weekly)
    end=$(date -d "$day - $(($(date -d "$day" +%u) - 1)) days" +%F)
    start=$(date -d "$end - 7 days" +%F)
    name=$(date -d "$start" +%G-W%V)
    ;;
monthly)
    end=$(date -d "$day" +%Y-%m-01)
    start=$(date -d "$end - 1 month" +%F)
    name=$(date -d "$start" +%Y-%m)
    ;;
*)
    echo "usage: reports.sh daily|weekly|monthly DIRECTORY [DAY]" >&2
    exit 64
    ;;
esac
set -- --from "$start" --to "$(date -d "$end - 1 day" +%F)" --as-of "$end"

dcc-report page "$directory/page-$name.html" "$@"
# A file of another name until it is whole.
dcc-report facts --format csv "$@" >"$directory/.facts-$name.csv"
mv "$directory/.facts-$name.csv" "$directory/facts-$name.csv"
