"""Lists what the desks DIRECTORY/0, 1 and 2 have, in every format: lists.py DIRECTORY."""

import csv
import io
import json
import os
import subprocess
import sys

# Each lists as many things as the desk has, or as many times that.
COMMANDS = """
dcc-case list --state assigned
dcc-case list --all --person liu.yang
dcc-case search signal
dcc-case article list
dcc-case article search router
dcc-case visit list
3 dcc-case outbox list
dcc-complaint list
dcc-complaint action list
dcc-complaint action list --all
dcc-intake customer list
dcc-intake customer find 1380000
dcc-intake suggest signal
dcc-route queue --person liu.yang
3 dcc-route queue
dcc-route task list
dcc-route incident list
dcc-route incident list --all
""".strip().splitlines()

COUNTS = {
    "json": lambda text: len(json.loads(text)),
    "jsonl": lambda text: len([json.loads(line) for line in text.splitlines()]),
    "csv": lambda text: rows(list(csv.reader(io.StringIO(text)))),
    "tsv": lambda text: rows([line.split("\t") for line in text.splitlines()]),
    "ids": lambda text: len(text.split()),
}


def rows(table):
    if len({len(row) for row in table}) != 1:
        raise ValueError("rows of different widths")
    return len(table) - 1


def count(words, form, desk):
    done = subprocess.run([*words.split(), "--format", form], stdout=subprocess.PIPE,
                          env={**os.environ, "DCC_DB": desk}, check=False)
    if done.returncode != 0:
        raise ValueError(f"status {done.returncode}")
    return COUNTS[form](done.stdout.decode())


def main():
    wrong = 0
    for command in COMMANDS:
        times = 3 if command.startswith("3 ") else 1
        words = command.removeprefix("3 ")
        for things in range(3):
            for form in COUNTS:
                try:
                    found = count(words, form, f"{sys.argv[1]}/{things}/desk.db")
                except ValueError as error:
                    found = error
                if found != times * things:
                    print(f"{words} --format {form}: {found}, expected {times * things}")
                    wrong += 1
    sys.exit(wrong > 0)


main()
