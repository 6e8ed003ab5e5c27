#!/usr/bin/env python3
"""Checks the structure of the sample pages with a parser: check_pages.py PROGRAM, which writes them.
With DCC_BIN, the directory of the tools, those that dcc-report makes are checked too.

What is checked: they are well-formed; ids are unique and what refers to one finds it; headings are
in order; charts have title, description and a table; tables have scopes; nothing is loaded.
"""

import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as tree
from pathlib import Path

HTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"
ELEMENTS = {
    "html", "head", "meta", "title", "style", "body", "a", "header", "nav", "main", "footer",
    "section", "h1", "h2", "h3", "p", "ul", "li", "dl", "dt", "dd", "div", "figure", "figcaption",
    "table", "caption", "thead", "tbody", "tr", "th", "td", "code",
}
SVG_ELEMENTS = {"svg", "title", "desc", "text", "path", "defs", "pattern"}


def faults(text):
    """Everything that is wrong with a page, one a line."""
    if not text.startswith("<!DOCTYPE html>\n<html lang="):
        yield "does not begin as HTML with its language"
    root = tree.fromstring(text)
    elements = list(root.iter())
    for element in elements:
        name = element.tag
        known = (name.startswith(HTML) and name[len(HTML):] in ELEMENTS) or (
            name.startswith(SVG) and name[len(SVG):] in SVG_ELEMENTS)
        if not known:
            yield f"unknown element {name}"
        for key, value in element.attrib.items():
            if key.startswith("on") or key in ("src", "style", "srcset", "action"):
                yield f"attribute {key} of {name}"
            if key.endswith("href") and not value.startswith("#"):
                yield f"reference to {value!r}"
            if "url(" in value and not re.fullmatch(r"url\(#c\d+h\d\)", value):
                yield f"reference to {value!r}"

    ids = [element.get("id") for element in elements if element.get("id")]
    for identifier in sorted({i for i in ids if ids.count(i) > 1}):
        yield f"id {identifier} is there twice"
    for element in elements:
        named = (element.get("aria-labelledby") or "").split()
        named += [v[1:] for k, v in element.attrib.items() if k.endswith("href")]
        named += re.findall(r"url\(#(\w+)\)", element.get("fill") or "")
        for identifier in named:
            if identifier not in ids:
                yield f"nothing has the id {identifier}"

    levels = [int(e.tag[-1]) for e in elements if re.fullmatch(r"h\d", e.tag[len(HTML):])]
    if levels.count(1) != 1 or levels[0] != 1:
        yield "not one h1 before all others"
    if any(b > a + 1 for a, b in zip(levels, levels[1:])):
        yield f"headings leave out a level: {levels}"
    for landmark in ("header", "main"):
        if sum(e.tag == HTML + landmark for e in elements) != 1:
            yield f"not one {landmark}"

    for chart in root.iter(SVG + "svg"):
        if chart.get("role") != "img":
            yield "a chart without its role"
        for part, name in zip(list(chart)[:2], ("title", "desc")):
            if part.tag != SVG + name or not (part.text or "").strip():
                yield f"a chart without {name}"
    figures = [e for e in elements if e.get("class") == "figure"]
    for figure in figures:
        if len(list(figure.iter(SVG + "svg"))) != 1:
            yield "a figure without one chart"
        if not list(figure.iter(HTML + "table")) and "No table" not in "".join(figure.itertext()):
            yield "a figure without a table"
    for table in root.iter(HTML + "table"):
        for cell in table.iter(HTML + "th"):
            if cell.get("scope") not in ("col", "row"):
                yield "a heading of a table without its scope"
        widths = {len(row) for row in table.iter(HTML + "tr")}
        if len(widths) != 1:
            yield f"rows of {sorted(widths)} cells in one table"


def main():
    broken = ("<!DOCTYPE html>\n<html lang='en' xmlns='http://www.w3.org/1999/xhtml'><body "
              "onload='x'><h2 id='a'/><img src='x'/><a href='#b'/><p id='a'/></body></html>")
    if len(set(faults(broken))) < 7:
        sys.exit("the check does not find what is wrong")
    wrong = 0
    with tempfile.TemporaryDirectory() as directory:
        subprocess.run([sys.argv[1], directory], check=True)
        expected = 5
        if "DCC_BIN" in os.environ:
            subprocess.run([Path(__file__).with_name("tool_pages.sh"), directory], check=True)
            expected += 2
        pages = sorted(Path(directory).glob("*.html"))
        if len(pages) != expected:
            sys.exit(f"{len(pages)} pages, not {expected}")
        for page in pages:
            for fault in faults(page.read_text(encoding="utf-8")):
                print(f"{page.name}: {fault}")
                wrong += 1
    print(f"{len(pages)} pages, {wrong} faults")
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
