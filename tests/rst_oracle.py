"""The tables that docutils sees in RST files, as lines of text, for tests/rst_oracle.rs to compare with.

Knows docutils. Takes the names of files; prints for each its tables, rows and slots, every cell in each slot that it
covers. What this project reads and bare docutils refuses (roles and directives of Sphinx) is let through here.
"""

import sys

from docutils import nodes
from docutils.core import publish_doctree
from docutils.parsers.rst import Directive, directives, roles


class Container(Directive):
    """A directive that is not known: its argument and its content, one after another."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self):
        node = nodes.container()
        if self.arguments:
            node += nodes.paragraph("", self.arguments[0])
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node]


def reference(name, rawtext, text, lineno, inliner, options=None, content=None):
    """A role that is not known: its text without the target, of `~a.b` only `b`, as in Sphinx."""
    title = text.rsplit(".", 1)[-1].lstrip("~") if text.startswith("~") else text.removeprefix("!")
    if text.endswith(">") and " <" in text:
        title = text[: text.rindex(" <")]
    return [nodes.inline(rawtext, title)], []


def let_through():
    """Makes directives and roles that docutils does not know known."""
    known_directive, known_role = directives.directive, roles.role

    def directive(name, language, document):
        found, messages = known_directive(name, language, document)
        return (found, messages) if found else (Container, [])

    def role(name, language, lineno, reporter):
        found, messages = known_role(name, language, lineno, reporter)
        return (found, messages) if found else (reference, [])

    directives.directive, roles.role = directive, role


SILENT = (nodes.comment, nodes.system_message, nodes.target, nodes.substitution_definition, nodes.footnote_reference)


def text(node):
    """What a node says, in words."""
    if isinstance(node, nodes.target) and node.children:
        return "".join(text(child) for child in node.children)
    if isinstance(node, SILENT):
        return ""
    if isinstance(node, nodes.Text):
        return node.astext()
    if isinstance(node, nodes.image):
        return " " + node.get("alt", "") + " "
    if isinstance(node, nodes.raw):
        return " " if "<br" in node.astext() else ""
    if isinstance(node, nodes.citation_reference):
        return "[" + node.astext() + "]"
    parts = [text(child) for child in node.children]
    if isinstance(node, nodes.option_argument):
        parts.insert(0, node.get("delimiter", " "))
    if isinstance(node, nodes.classifier):
        parts.insert(0, ": ")
    inline = isinstance(node, (nodes.TextElement, nodes.option, nodes.option_argument))
    separator = "" if inline and not isinstance(node, nodes.classifier) else " "
    return separator.join(parts) if inline else " " + " ".join(parts) + " "


def slots(table):
    """The rows of a table: for each slot how the cell came there, and the cell."""
    group = next(child for child in table.children if isinstance(child, nodes.tgroup))
    specs = [child for child in group.children if isinstance(child, nodes.colspec)]
    stubs = [bool(spec.get("stub")) for spec in specs]
    parts = [child for child in group.children if isinstance(child, (nodes.thead, nodes.tbody))]
    rows = [row for part in parts for row in part.children]
    head = sum(len(part.children) for part in parts if isinstance(part, nodes.thead))
    grid = [[None] * len(specs) for _ in rows]
    for y, row in enumerate(rows):
        entries = list(row.children)
        for x in range(len(specs)):
            if grid[y][x] is not None or not entries:
                continue
            entry = entries.pop(0)
            for down in range(entry.get("morerows", 0) + 1):
                for over in range(entry.get("morecols", 0) + 1):
                    origin = "above" if down else "left" if over else "header" if stubs[x] else "own"
                    grid[y + down][x + over] = (origin, entry)
    return head, grid


def main(paths):
    let_through()
    settings = {"report_level": 5, "halt_level": 6, "file_insertion_enabled": False, "input_encoding": "utf-8"}
    for path in paths:
        print("file", path)
        with open(path, encoding="utf-8") as file:
            tree = publish_doctree(file.read(), source_path=path, settings_overrides=settings)
        for table in tree.findall(nodes.table):
            head, grid = slots(table)
            title = [child for child in table.children if isinstance(child, nodes.title)]
            print(" ".join(["table", str(head)] + text(title[0]).split() if title else ["table", str(head)]))
            for row in grid:
                print("row")
                for origin, entry in row:
                    print(" ".join([origin] + text(entry).split()))


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    main(sys.argv[1:])
