#!/usr/bin/python3
"""Holds the translations to the sources: every text that is said to people has one, with the same
placeholders; none is left of a text that is gone; no text bypasses the translations.

    tests/check_translations.py             lists what is wrong; the status is 1 if anything is
    tests/check_translations.py --self-test  shows that it finds what it looks for
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "lib/po"))
import extract  # noqa: E402

PLACEHOLDER = re.compile(r"\{\{|\}\}|\{[^}]*\}")


def read_po(text):
    """(context, English, translation, flags) of each entry."""
    for block in re.split(r"\n\s*\n", text):
        fields, key, flags = {}, None, ""
        for line in block.splitlines():
            if line.startswith("#,"):
                flags = line
            elif match := re.match(r"(msgctxt|msgid|msgstr) (.*)", line):
                key = match[1]
                fields[key] = [match[2]]
            elif line.startswith('"') and key:
                fields[key].append(line)
        if "msgid" in fields and "msgstr" in fields:
            yield (extract.unquoted(fields.get("msgctxt", [])), extract.unquoted(fields["msgid"]),
                   extract.unquoted(fields["msgstr"]), flags)


def same_placeholders(english, translation):
    wanted = sorted(PLACEHOLDER.findall(english))
    found = sorted(PLACEHOLDER.findall(translation))
    plain = [one for one in wanted if one == "{}"]
    numbered = sorted("{%d}" % number for number in range(len(plain)))
    return found == wanted or (plain == wanted and found == numbered)


def faults(said, entries):
    known = {}
    for context, english, translation, flags in entries:
        if not english:
            continue
        known[(context, english)] = translation
        if (context, english) not in said:
            yield f"no source says it any more: {english!r}"
        elif not translation or "fuzzy" in flags:
            yield f"not translated: {english!r}"
        elif not same_placeholders(english, translation):
            yield f"other placeholders: {english!r}: {translation!r}"
    for context, english in said:
        if (context, english) not in known:
            yield f"not in the catalogue: {english!r}"


def bypasses(name, source, unsaid):
    """Texts that are put together before they can be translated."""
    literal = r'(?:"(?:[^"\\]|\\.)*"\s*)+'
    for match in re.finditer(r"fmt::format\(\s*(" + literal + r")", source):
        text = extract.unquoted(re.findall(r'"(?:[^"\\]|\\.)*"', match[1]))
        if extract.reads_like_english(text) and text.replace("\n", "\\n") not in unsaid:
            line = source.count("\n", 0, match.start()) + 1
            yield f"{name}:{line}: formatted before it is translated, use say(): {text!r}"


def check():
    said = {("", text) for _, text in extract.texts()} | {("word", word) for word, _ in extract.words()}
    unsaid = set((ROOT / "lib/po/unsaid.txt").read_text().splitlines())
    found = []
    for po in sorted((ROOT / "lib/po").glob("*.po")):
        found += [f"{po.name}: {fault}" for fault in faults(said, read_po(po.read_text()))]
    for name in extract.sources():
        found += bypasses(name, (ROOT / name).read_text(), unsaid)
    for fault in found:
        print(fault)
    if found:
        print("to add what is new to the catalogues: lib/po/update.sh; then translate it")
    return 1 if found else 0


def self_test():
    said = {("", "{} is {}"), ("", "Due")}
    entries = [("", "{} is {}", "{1} 是 {0}", ""), ("", "Due", "到期", "")]
    cases = [(entries, 0), ([entries[0]], 1), (entries + [("", "Gone", "没了", "")], 1),
             ([("", "{} is {}", "{} 是", ""), entries[1]], 1), ([entries[0], ("", "Due", "", "")], 1),
             ([entries[0], ("", "Due", "到期", "#, fuzzy")], 1)]
    for given, count in cases:
        if len(list(faults(said, given))) != count:
            print("self test failed:", given)
            return 1
    bypassing = 'return fmt::format("{} is " "late", id);'
    return 0 if list(bypasses("x.cpp", bypassing, set())) and not list(
        bypasses("x.cpp", bypassing, {"{} is late"})) else 1


if __name__ == "__main__":
    sys.exit(self_test() if sys.argv[1:] == ["--self-test"] else check())
