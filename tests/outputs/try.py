"""Tries a call in every format: try.py TOOL VERB TRIED WORD...

What the call prints in a format must be of that format. The fields of its JSON are added to
$DCC_FIELDS, mistakes to $DCC_MISTAKES. A verb that writes is tried with --dry-run. Of a verb that
was TRIED often enough, only JSON is tried.
"""

import csv
import io
import json
import os
import subprocess
import sys

FULLY = 2
WORDS = {"data", "dimensions", "open_by_team"}  # objects with names of their own, which are documented elsewhere
DOCUMENTS = ("admin anchor", "export", "evidence get", "completion", "policy draft")
SPECIAL = {"-", "--", "--raw", "--spreadsheet", "--help", "--dry-run", "--dot", "--out", "--plugin",
           "--chart", "--guide"}


def paths(value, path=""):
    if isinstance(value, dict):
        for name, inner in value.items():
            yield path + name
            if name not in WORDS:
                yield from paths(inner, path + name + ".")
    elif isinstance(value, list):
        for inner in value:
            yield from paths(inner, path)


def json_lines(text):
    return [json.loads(line) for line in text.splitlines()]


def same_width(rows):
    if len({len(row) for row in rows}) > 1:
        raise ValueError("rows of different widths")


def no_blank(text):
    if "" in text.splitlines():
        raise ValueError("an empty id")


CHECKS = {
    "json": json.loads,
    "jsonl": json_lines,
    "csv": lambda text: same_width(list(csv.reader(io.StringIO(text)))),
    "tsv": lambda text: same_width([line.split("\t") for line in text.splitlines()]),
    "ids": no_blank,
    "text": lambda text: None,
}


def run(words, form):
    def call(*more):
        return subprocess.run([*words, *more, "--format", form], stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    done = call("--dry-run")
    return call() if done.returncode == 64 else done


def add_to(variable, line):
    with open(os.environ[variable], "a", encoding="utf-8") as file:
        file.write(line + "\n")


def main():
    tool, verb, tried, words = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4:]
    if SPECIAL & set(words) or verb.endswith(DOCUMENTS):
        return
    with open(os.path.join(os.environ["DCC_SEEN"], verb), "a", encoding="utf-8") as file:
        file.write("x")
    for form, check in CHECKS.items():
        if form != "json" and tried >= FULLY:
            continue
        done = run([tool, *words], form)
        text = done.stdout.decode("utf-8", "surrogateescape")
        try:
            if done.returncode < 0 or done.returncode == 70:
                raise ValueError(f"status {done.returncode}")
            value = check(text) if text else None
        except ValueError as wrong:
            add_to("DCC_MISTAKES", f"{verb}: {' '.join(words)} --format {form}: {wrong}")
            continue
        if form == "json" and value is not None:
            for path in dict.fromkeys(paths(value)):
                add_to("DCC_FIELDS", f"{verb}\t{path}")


main()
