"""Reads documents as Python's usual parsers do, for the benchmarks: the work that `cargo xtask regen` has to do first.

Markdown goes through markdown-it and what comes of it through html5lib, since its tables may be HTML; reStructuredText goes
through docutils; of text, which no such parser reads, the lines are split.
"""

import sys

import html5lib
from docutils.core import publish_doctree
from markdown_it import MarkdownIt

for path in sys.argv[1:]:
    with open(path, encoding="utf-8", newline="") as file:
        text = file.read()
    if path.endswith(".md"):
        html5lib.parse(MarkdownIt("commonmark").enable("table").render(text))
    elif path.endswith(".rst"):
        publish_doctree(text, settings_overrides={"report_level": 5})
    else:
        text.splitlines()
