#!/usr/bin/python3
"""Prints the template (POT) of all that the library and the tools say to people.

    lib/po/extract.py > dcc.pot

Texts are the string literals of the sources that read like English: words with a blank between them, or
a capitalised word; and all arguments of say(), by which a single word is marked. Those that are not said
to people (SQL, HTML, texts of files), or that events keep as they were recorded, are named in unsaid.txt,
one a line. Words of enums have the context "word". The reading of C++ is left to xgettext.
"""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = pathlib.Path(__file__).resolve().parent
# Rooms that say nothing by themselves: numbers, drawings, statistics.
SILENT = re.compile(r"lib/dcc/(chart/|learn/|stats/|store/schema\.cpp)|tools/(static/|common/completion_)")
SQL = re.compile(r"\b(SELECT|FROM|WHERE|JOIN|VALUES|DROP (TABLE|TRIGGER)|CREATE VIRTUAL|AND state|ON CONFLICT|ORDER BY|GROUP BY|INSERT INTO|IS (NOT )?NULL|PRAGMA|"
                 r"DELETE|UPDATE|BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|VACUUM|ATTACH|DETACH) ?\b|= ?\?|\?[0-9]")
COLUMNS = re.compile(r"[ ,]*\w+[._]\w+(, [\w.]+)*[ ,]*")


def sources():
    for room in ("lib/dcc", "tools"):
        for file in sorted((ROOT / room).rglob("*.[ch]pp")):
            name = str(file.relative_to(ROOT))
            if not SILENT.search(name):
                yield name


def entries(pot):
    """The (references, text) of each entry of a POT file."""
    references, parts, reading = [], None, False
    for line in pot.splitlines():
        if line.startswith("#: "):
            references += line[3:].split()
        elif line.startswith("msgid "):
            parts, reading = [line[6:]], True
        elif line.startswith("msgstr "):
            reading = False
            yield references, unquoted(parts)
            references, parts = [], None
        elif reading and line.startswith('"'):
            parts.append(line)


def unquoted(parts):
    escapes = {"n": "\n", "t": "\t", '"': '"', "\\": "\\", "r": "\r"}
    text = "".join(part.strip()[1:-1] for part in parts)
    return re.sub(r"\\(.)", lambda match: escapes.get(match[1], match[0]), text)


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t") + '"'


def reads_like_english(text):
    bare = re.sub(r"\{[^}]*\}", "", text)
    if not re.search(r"[A-Za-z]{2}", bare) or SQL.search(text) or COLUMNS.fullmatch(text) or re.search(r"</?[a-z]+[ >]", text):
        return False
    return " " in bare.strip() or re.match(r"[A-Z][a-z]", bare) is not None


def texts():
    """What is said, with the files that say it, in the order of the sources."""
    unsaid = set((HERE / "unsaid.txt").read_text().splitlines())
    marked = {text for _, text in literals("--keyword", "--keyword=say:1") if re.sub(r"[{}\s]", "", text)}
    for references, text in literals("--extract-all"):
        if text and (text in marked or reads_like_english(text)) and text.replace("\n", "\\n") not in unsaid:
            yield references, text


def literals(*choice):
    pot = subprocess.run(["xgettext", *choice, "--language=C++", "--from-code=UTF-8", "--sort-by-file",
                          "--add-location=file", "--no-wrap", "--output=-", *sources()],
                         cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return entries(pot)


def words():
    """The words of enums, with the files that declare them; and the verdicts on clocks."""
    found = dict.fromkeys(("met", "breached", "kept", "broken"), "lib/dcc/report/clocks.cpp")
    for name in sources():
        if not name.startswith("lib/dcc/model/"):
            continue
        for table in re.findall(r"WordTable<[^=;]*\{\{(.*?)\}\};", (ROOT / name).read_text(), re.S):
            for word in re.findall(r'"([a-z0-9_]+)"', table):
                found.setdefault(word, name)
    for name in sorted((ROOT / "lib/dcc/model").glob("*.hpp")):
        for word in re.findall(r'EventType type\{"([a-z_]+)"', name.read_text()):
            found.setdefault(word, str(name.relative_to(ROOT)))
    return sorted(found.items())


def main():
    print('msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
          '"Content-Transfer-Encoding: 8bit\\n"\n')
    for references, text in texts():
        print(f"#: {' '.join(references)}\nmsgid {quoted(text)}\nmsgstr \"\"\n")
    for word, name in words():
        print(f'#: {name}\nmsgctxt "word"\nmsgid {quoted(word)}\nmsgstr ""\n')


if __name__ == "__main__":
    sys.exit(main())
