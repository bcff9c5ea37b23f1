"""The pages of the manual that the registries of the language fill: operators, aggregates, functions."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from example_rows import ShownExample

NOTE = "<!-- Written by docs/generate.py: change the code, then run it again. -->\n\n"

OPERATOR_FAMILIES = {
    "parse": "Take values out of the text",
    "columns": "Make, choose and rename fields",
    "rows": "Choose and order rows",
    "time": "Time",
    "aggregate": "Aggregate",
    "records": "Reshape records",
    "order": "Look at the rows around",
    "tables": "Put rows of several queries together",
    "lookup": "Look up",
    "patterns": "Find patterns in messages",
}
"""The families of operators in the order of the manual, and their headings; others follow under their own names."""


def manual_pages(language: Mapping[str, Any], shown: Mapping[str, Sequence[ShownExample]]) -> dict[str, str]:
    """The pages by their paths below `docs`. `shown` are examples with their rows, by the name they are of."""
    operators: list[dict[str, Any]] = language["operators"]
    functions: list[dict[str, Any]] = language["functions"]
    aggregates: list[dict[str, Any]] = language["aggregates"]
    pages = {
        "manual/operators.md": _operator_index(operators),
        "manual/functions.md": _function_index(functions),
        "manual/aggregates.md": _aggregates_page(aggregates, shown),
    }
    for operator in operators:
        same = [o for o in operators if o["family"] == operator["family"] and o is not operator]
        pages[f"manual/operators/{file_name(operator['name'])}"] = _operator_page(operator, same, shown)
    for family in _families(functions):
        pages[f"manual/functions/{file_name(family)}"] = _functions_page(family, functions, shown)
    return pages


def file_name(name: str) -> str:
    """The file of a name: `parse regex` is in `parse-regex.md`."""
    return f"{name.replace(' ', '-')}.md"


def _operator_index(operators: Sequence[Mapping[str, Any]]) -> str:
    parts = [
        "# Operators\n\n",
        NOTE,
        "A stage of a query is one of these, [aggregate functions](aggregates.md), or an expression with\n"
        "[`as`](operators/as.md). The functions of expressions are in [functions.md](functions.md), the language as a\n"
        "whole in [language.md](language.md).\n",
    ]
    for family in _ordered(o["family"] for o in operators):
        parts.append(f"\n## {_heading(family)}\n\n| operator | what it does |\n|---|---|\n")
        if family == "aggregate":
            parts.append("| [`count`, `sum`, …](aggregates.md) | Turns rows into records. |\n")
        for operator in operators:
            if operator["family"] == family:
                names = ", ".join(f"`{name}`" for name in operator["names"])
                link = f"[{names}](operators/{file_name(operator['name'])})"
                parts.append(f"| {link} | {cell(operator['summary'])} |\n")
    return "".join(parts)


def _ordered(families: Iterable[str]) -> list[str]:
    there = set(families) | {"aggregate"}
    return [f for f in OPERATOR_FAMILIES if f in there] + sorted(there - set(OPERATOR_FAMILIES))


def _heading(family: str) -> str:
    return OPERATOR_FAMILIES.get(family, family.capitalize())


def _operator_page(
    operator: Mapping[str, Any],
    same: Sequence[Mapping[str, Any]],
    shown: Mapping[str, Sequence[ShownExample]],
) -> str:
    name = operator["name"]
    parts = [f"# {name}\n\n", NOTE, f"{operator['documentation']}\n"]
    others = [other for other in operator["names"] if other != name]
    if others:
        parts.append(f"\nIt is also called {_listed(others)}.\n")
    parts.append(f"\n## Syntax\n\n```\n{operator['syntax']}\n```\n")
    parts.append(
        "\nWhat is written in `[brackets]` may be left out; `…` says that more of the same may follow.\n"
    )
    if operator["options"]:
        parts.append("\n| word | meaning |\n|---|---|\n")
        parts += [f"| `{o['name']}` | {cell(o['summary'])} |\n" for o in operator["options"]]
    parts.append("\n## Examples\n")
    parts += _examples(operator["examples"])
    parts += _shown(shown.get(name, ()))
    parts.append("\n## See also\n\n")
    parts += [f"* [{o['name']}]({file_name(o['name'])}): {plain(o['summary'])}\n" for o in same]
    parts.append("* [all operators](../operators.md), [the language](../language.md)\n")
    return "".join(parts)


def _aggregates_page(
    aggregates: Sequence[Mapping[str, Any]], shown: Mapping[str, Sequence[ShownExample]]
) -> str:
    parts = [
        "# Aggregate functions\n\n",
        NOTE,
        f"{aggregates[0]['documentation']}\n",
        "\n## Syntax\n\n```\n",
        "count [<field>] [as <name>] [by <field>, …]\n",
        "<function>(<field>) [as <name>], … [by <field>, …]\n```\n",
        "\n| function | column | gives |\n|---|---|---|\n",
    ]
    for a in aggregates:
        parts.append(
            f"| [{code(a['syntax'])}](#{anchor(a['name'])}) | `{a['column']}` | {cell(a['summary'])} |\n"
        )
    for a in aggregates:
        parts.append(
            f"\n## {a['name']}\n\n```\n{a['syntax']} [as <name>] [by <field>, …]\n```\n\n{a['summary']}\n"
        )
        parts += _examples(a["examples"])
        parts += _shown(shown.get(a["name"], ()))
    parts.append("\n## See also\n\n* [all operators](operators.md), [the language](language.md)\n")
    return "".join(parts)


def _function_index(functions: Sequence[Mapping[str, Any]]) -> str:
    parts = [
        "# Functions\n\n",
        NOTE,
        "Functions stand in expressions: in a stage `<expression> as <field>`, after `where`, in `if`. Their names have\n"
        "no case. A stage that only calls a function on a field, such as `toLowerCase(modelid)`, puts the result back into\n"
        "that field. What is written in `[brackets]` may be left out.\n",
    ]
    for family in _families(functions):
        parts.append(
            f"\n## [{family.capitalize()}](functions/{file_name(family)})\n\n"
            "| function | gives | meaning |\n|---|---|---|\n"
        )
        for f in functions:
            if f["family"] == family:
                link = f"functions/{file_name(family)}#{anchor(f['name'])}"
                parts.append(f"| [{code(f['signature'])}]({link}) | {_gives(f)} | {cell(f['summary'])} |\n")
    return "".join(parts)


def _families(functions: Sequence[Mapping[str, Any]]) -> list[str]:
    return sorted({f["family"] for f in functions})


def _functions_page(
    family: str, functions: Sequence[Mapping[str, Any]], shown: Mapping[str, Sequence[ShownExample]]
) -> str:
    parts = [f"# Functions: {family}\n\n", NOTE]
    parts.append("See [all functions](../functions.md) for how they are used.\n")
    for f in functions:
        if f["family"] != family:
            continue
        parts.append(f"\n## {f['name']}\n\n```\n{f['signature']}\n```\n\n{f['summary']}\n")
        others = [name for name in f["names"] if name != f["name"]]
        if others:
            parts.append(f"\nIt is also called {_listed(others)}.\n")
        if f["parameters"]:
            parts.append("\n| argument | is turned into |\n|---|---|\n")
            parts += [f"| `{p['name']}`{_how_often(p)} | {_turned(p['kind'])} |\n" for p in f["parameters"]]
        parts.append(f"\nIt gives {_gives(f)}.\n")
        parts += _examples(f["examples"], "")
        parts += _shown(shown.get(f["name"], ()))
    return "".join(parts)


_KINDS = {
    "string": "text",
    "double": "a number",
    "int": "a whole number",
    "long": "a whole number",
    "boolean": "true or false",
    "null": "what its arguments are",
}


def _gives(function: Mapping[str, Any]) -> str:
    return _KINDS[function["returns"]]


def _turned(kind: str) -> str:
    return "nothing else: any value will do" if kind == "any" else _KINDS[kind]


def _how_often(parameter: Mapping[str, Any]) -> str:
    words = ["may be left out"] * parameter["optional"] + ["may be repeated"] * parameter["repeats"]
    return f" ({', '.join(words)})" if words else ""


def _examples(examples: Iterable[str], fence: str = "sumo") -> Iterator[str]:
    for example in examples:
        yield f"\n```{fence}\n{example}\n```\n"


def _shown(examples: Iterable[ShownExample]) -> Iterator[str]:
    for example in examples:
        yield f"\n{example.about}\n\n{_table(example.given_columns, example.given)}"
        yield f"\n```sumo-rows\n{example.query}\n```\n\ngives\n\n"
        yield _table(example.columns, example.rows) if example.rows else "no row.\n"


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = f"| {' | '.join(f'`{c}`' for c in columns)} |\n|{'---|' * len(columns)}\n"
    return head + "".join(f"| {' | '.join(map(literal, row))} |\n" for row in rows)


def _listed(names: Sequence[str]) -> str:
    quoted = [f"`{name}`" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"


def anchor(heading: str) -> str:
    """The anchor of a heading, as the usual hosts make it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


def literal(text: str) -> str:
    """A value for a cell, whose signs mean nothing but themselves."""
    escaped = re.sub(r"([\\`*_\[\]|])", r"\\\1", text.replace("<", "&lt;"))
    return "<br>".join(escaped.split("\n"))


def code(text: str) -> str:
    """Text as code in a cell."""
    return f"`{' '.join(text.split())}`".replace("|", "\\|")


def plain(text: str) -> str:
    """Text on one line, whose angle brackets are no tags."""
    parts = " ".join(text.split()).split("`")
    return "`".join(p if i % 2 else p.replace("<", "&lt;") for i, p in enumerate(parts))


def cell(text: str) -> str:
    """Text for a cell of a table; what stands in backticks stays code."""
    return plain(text.replace("\n", "<br>")).replace("&lt;br>", "<br>").replace("|", "\\|")
