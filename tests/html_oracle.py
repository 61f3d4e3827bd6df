"""The tables of HTML files as html5lib and the table model of the HTML standard see them.

Prints `file NAME` and then a line per row, each cell behind what it is: written there (` `), a header cell (`h`), from
above (`^`), from the left (`<`). Nested tables follow the one that they stand in. As in the reader, a row in which no
cell begins and columns at the right in which no cell begins are left out, and of two cells in one slot the upper counts.
"""

import re
import sys

import html5lib

HTML = "{http://www.w3.org/1999/xhtml}"
HIDDEN = {HTML + name for name in ("script", "style", "template", "noscript", "button", "select")}


def span(cell, name, most):
    """The attribute as the standard reads it; None where it is no number."""
    match = re.match(r"[ \t\n\f\r{\"']*([+-]?)([0-9]+)", cell.get(name) or "")
    if not match or (match[1] == "-" and int(match[2])):
        return None
    return min(int(match[2]), most)


def children(element, *names):
    return [it for it in element if it.tag in [HTML + name for name in names]]


def text(element):
    """The letters and digits of a cell, without those of tables in it."""
    parts = [element.text or ""]
    for it in element:
        if isinstance(it.tag, str) and it.tag not in HIDDEN and it.tag != HTML + "table":
            parts.append(it.get("alt") or "" if it.tag == HTML + "img" else text(it))
        parts.append(it.tail or "")
    return "".join(c for c in "".join(parts) if c.isalnum())


def form(table):
    """The standard's "forming a table": which cells cover each slot, and where each begins."""
    slots, begins, rows = {}, {}, []
    width = height = y = 0
    for group in children(table, "thead", "tbody", "tfoot"):
        growing = []
        for tr in children(group, "tr"):
            height = max(height, y + 1)
            for cell, x, columns in growing:
                for column in range(x, x + columns):
                    slots.setdefault((column, y), []).append(cell)
            rows.append((tr, y))
            x = 0
            for cell in children(tr, "td", "th"):
                while x < width and (x, y) in slots:
                    x += 1
                columns = span(cell, "colspan", 1000) or 1
                below = span(cell, "rowspan", 65534)
                if below == 0:
                    growing.append((cell, x, columns))
                below = below or 1
                width, height = max(width, x + columns), max(height, y + below)
                for column in range(x, x + columns):
                    for row in range(y, y + below):
                        slots.setdefault((column, row), []).append(cell)
                begins[cell] = (y, x)
                x += columns
            y += 1
        y = height
    return slots, begins, rows


def show(table):
    slots, begins, rows = form(table)
    width = 1 + max((x for _, x in begins.values()), default=-1)
    rows = [(tr, y) for tr, y in rows if children(tr, "td", "th")]
    if rows or children(table, "caption"):
        print("table")
    for _, y in rows:
        line = ""
        for x in range(width):
            cells = slots.get((x, y))
            if not cells:
                line += " |"
                continue
            cell = min(cells, key=begins.get)
            row, column = begins[cell]
            own = "h" if cell.tag == HTML + "th" else " "
            line += ("^" if row < y else own if column == x else "<") + text(cell) + "|"
        print(line)
    for tr, _ in rows:
        for cell in children(tr, "td", "th"):
            walk(cell)


def walk(element):
    for it in element:
        if it.tag == HTML + "table":
            show(it)
        elif isinstance(it.tag, str):
            walk(it)


for path in sys.argv[1:]:
    print("file", path)
    with open(path, encoding="utf-8") as file:
        walk(html5lib.parse(file.read()))
