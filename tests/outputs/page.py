"""Prints the fields of each verb, which tool.py found, as a list of the manual page dcc-json(7)."""

import sys
import textwrap

SHEETS = ("dcc-case show", "dcc-complaint show", "dcc-intake customer show",
          "dcc-case visit show", "dcc-case article show", "dcc-case outbox show")


def read(name):
    verbs = {}
    with open(name, encoding="utf-8") as file:
        for line in file:
            verb, path = line.rstrip("\n").split("\t")
            verbs.setdefault(verb, {}).setdefault(path, len(verbs.get(verb, {})))
    return verbs


def groups(paths):
    """The names in each object: "" is the outermost, "clocks" one in that list."""
    found = {}
    for path in paths:
        whole, _, name = path.rpartition(".")
        found.setdefault(whole, []).append(name)
    return found


def main():
    verbs = read(sys.argv[1])
    for tool in sorted({verb.split()[0] for verb in verbs}):
        print(f".Ss {tool}\n.Bl -tag -width Ds")
        for verb in sorted(verb for verb in verbs if verb.split()[0] == tool):
            print(f".It Cm {verb.partition(' ')[2]}")
            same = [sheet for sheet in SHEETS if sheet != verb and sheet in verbs
                    and set(verbs[verb]) <= set(verbs[sheet]) and len(verbs[verb]) > 8]
            if same:
                print(f"As {same[0]}.")
                continue
            for number, (whole, names) in enumerate(groups(verbs[verb]).items()):
                if number:
                    print(".br")
                text = (f"{whole}: " if whole else "") + ", ".join(sorted(names)) + "."
                print("\n".join(textwrap.wrap(text, 98, break_on_hyphens=False)))
        print(".El")


main()
