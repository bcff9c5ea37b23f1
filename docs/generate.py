"""Writes the pages of the documents that the code already knows: `python docs/generate.py [--check]`.

The manual's operators and functions come from the registries of the language, the settings from their
models, the faults from the source. `--check` writes nothing and fails where a page is not what it would be.
"""

import argparse
import ast
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from sagescope.config import Settings
from sagescope.lang.describe import describe
from sagescope.metrics.describe import describe_metrics
from sagescope.store.fields import Schema, catalog

DOCS = Path(__file__).resolve().parent
SOURCE = DOCS.parent / "src" / "sagescope"

NOTE = "<!-- Written by docs/generate.py: change the code, then run it again. -->\n\n"

FAMILIES = {
    "parse": "Take values out of the text",
    "columns": "Make, choose and rename fields",
    "rows": "Choose and order rows",
    "time": "Time",
    "aggregate": "Aggregate",
    "records": "Reshape records",
    "lookup": "Look up",
    "patterns": "Find patterns",
    "transactions": "Follow transactions",
}
"""The families of operators in the order of the manual, and their headings."""

METRIC_FAMILIES = {
    "selector": "In a selector",
    "across": "Across series",
    "points": "Point by point",
    "choose": "Choose series and points",
    "time": "Time",
    "dimensions": "Dimensions",
    "rows": "Over other rows",
}
"""As FAMILIES, of the metrics language."""


def pages() -> dict[Path, str]:
    """Every generated page: its file and its text."""
    language = describe(catalog(Schema(fields=(), geo=frozenset({"location", "network"}))))
    made = {
        "manual/operators.md": operators_page(language),
        "manual/functions.md": functions_page(language),
        "manual/metrics-operators.md": metrics_operators_page(),
        "reference/settings.md": settings_page(),
        "reference/faults.md": faults_page(),
    }
    return {DOCS / name: text for name, text in made.items()}


def operators_page(language: Mapping[str, Any]) -> str:
    """The operators by family, those with one description under all their names."""
    operators: list[dict[str, Any]] = language["operators"]
    unknown = {o["family"] for o in operators} - set(FAMILIES)
    assert not unknown, f"FAMILIES has no heading for {unknown}"
    parts = [
        "# Operators\n\n",
        NOTE,
        "A stage of a query is one of these, or an expression with `as`. What is written in `[brackets]` may\n"
        "be left out; `…` says that more of the same may follow. The functions of expressions are in\n"
        "[functions.md](functions.md), the language as a whole in [language.md](language.md).\n",
    ]
    for family, heading in FAMILIES.items():
        found = [o for o in operators if o["family"] == family]
        if found:
            parts.append(f"\n## {heading}\n")
            parts += _aggregates(found) if family == "aggregate" else _operators(found)
    return "".join(parts)


def metrics_operators_page() -> str:
    """The operators of metrics queries by family, and what stands in their expressions."""
    language = describe_metrics()
    operators: list[dict[str, Any]] = language["operators"]
    unknown = {o["family"] for o in operators} - set(METRIC_FAMILIES)
    assert not unknown, f"METRIC_FAMILIES has no heading for {unknown}"
    parts = [
        "# Metrics operators\n\n",
        NOTE,
        "A stage of a metrics query is one of these. What is written in `[brackets]` may be left out; `…` says that\n"
        "more of the same may follow. The language as a whole is in [metrics.md](metrics.md).\n",
    ]
    for family, heading in METRIC_FAMILIES.items():
        parts.append(f"\n## {heading}\n")
        parts += _operators([o for o in operators if o["family"] == family], "sumo-metrics")
    parts.append("\n## Functions\n\n| form | gives | in a stage |\n|---|---|---|\n")
    parts += [
        f"| {_code(f['signature'])} | {_cell(f['summary'])} | {_code(f['examples'][0])} |\n"
        for f in language["functions"]
    ]
    parts.append("\n## Reducers\n\nOne number of all points of a series in the range:\n\n")
    parts.append("| name | gives |\n|---|---|\n")
    parts += [f"| {_code(r['name'])} | {_cell(r['summary'])} |\n" for r in language["reducers"]]
    return "".join(parts)


def _operators(found: list[dict[str, Any]], fence: str = "sumo") -> Iterator[str]:
    merged: dict[str, list[dict[str, Any]]] = {}
    for operator in found:
        merged.setdefault(operator["documentation"], []).append(operator)
    for documentation, same in merged.items():
        # The name that the syntax uses stands first.
        names = sorted((o["name"] for o in same), key=lambda name: (name not in same[0]["syntax"], name))
        yield f"\n### {', '.join(names)}\n\n```\n{same[0]['syntax']}\n```\n\n{documentation}\n"
        yield from _examples(same[0]["examples"], fence)


def _aggregates(found: list[dict[str, Any]]) -> Iterator[str]:
    _, _, shared = found[0]["documentation"].partition("\n\n")
    yield f"\n{shared}\n\n| form | gives | in a stage |\n|---|---|---|\n"
    for aggregate in found:
        examples = "<br>".join(_code(example.removeprefix("* | ")) for example in aggregate["examples"])
        yield f"| {_code(aggregate['syntax'])} | {_cell(aggregate['summary'])} | {examples} |\n"


def _examples(examples: list[str], fence: str) -> Iterator[str]:
    for example in examples:
        yield f"\n```{fence}\n{example}\n```\n"


def functions_page(language: Mapping[str, Any]) -> str:
    """The functions of expressions, in alphabetical order."""
    rows = "".join(
        f"| {_code(f['signature'])} | {f['returns'] if f['returns'] != 'null' else 'that of its arguments'} | "
        f"{_cell(f['summary'])} | {'<br>'.join(map(_code, f['examples']))} |\n"
        for f in language["functions"]
    )
    return (
        f"# Functions\n\n{NOTE}"
        "Names of functions have no case. What is written in `[brackets]` may be left out. A stage that only\n"
        "calls a function on a field, such as `toLowerCase(modelid)`, puts the result back into that field.\n\n"
        f"| form | gives | meaning | in a stage |\n|---|---|---|---|\n{rows}"
    )


def settings_page() -> str:
    """All settings with their environment variables, keys, types, defaults and meanings."""
    parts = [
        "# Settings\n\n",
        NOTE,
        "A setting is an environment variable, or a key of `sagescope.toml` in the directory that `sagescope` is\n"
        "started in; the file goes before the variables, and a flag of [`sagescope serve`](cli.md) before both.\n"
        "Keys of a group are written under its name in the file:\n\n"
        "```toml\nport = 9090\n\n[search]\nmax_seconds = 30.0\n```\n",
    ]
    groups = {n: f for n, f in Settings.model_fields.items() if _model(f) is not None}
    plain = {n: f for n, f in Settings.model_fields.items() if n not in groups}
    parts += ["\n## Process\n\n", *_settings(plain, "")]
    for name, field in groups.items():
        model = _model(field)
        assert model is not None
        about = (model.__doc__ or "").strip()
        parts += [f"\n## {name}\n\n{about}\n\n", *_settings(model.model_fields, f"{name}.")]
    return "".join(parts)


def _model(field: FieldInfo) -> type[BaseModel] | None:
    type_ = field.annotation
    return type_ if isinstance(type_, type) and issubclass(type_, BaseModel) else None


def _settings(fields: Mapping[str, FieldInfo], prefix: str) -> Iterator[str]:
    yield "| variable | key | type | default | meaning |\n|---|---|---|---|---|\n"
    for name, field in fields.items():
        key = f"{prefix}{name}"
        variable = f"SAGESCOPE_{key.upper().replace('.', '__')}"
        yield (
            f"| `{variable}` | `{key}` | {_type(field)} | {_default(field)} | "
            f"{_cell(field.description or '')} |\n"
        )


def _type(field: FieldInfo) -> str:
    names = {"str": "text", "int": "whole number", "float": "number", "bool": "true or false", "Path": "path"}
    text = getattr(field.annotation, "__name__", "") or str(field.annotation)
    for name, shown in names.items():
        if text == name or f".{name} " in text:
            return shown
    return text


def _default(field: FieldInfo) -> str:
    # The data directory depends on the machine, so the page names where it comes from.
    if field.default_factory is not None:
        return "the platform's, on Linux `~/.local/share/sagescope`"
    value = field.default
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    for unit, size in (("GiB", 2**30), ("MiB", 2**20)):
        if isinstance(value, int) and value >= size and value % size == 0:
            return f"`{value}` ({value // size} {unit})"
    return f"`{value}`"


def faults_page() -> str:
    """Every fault that the source can make: code, message and hint, by family."""
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for file in sorted(SOURCE.rglob("*.py")):
        for code, message, hint in _faults(ast.parse(file.read_text())):
            found.setdefault(code, {}).setdefault(message, (message, hint))
    parts = [
        "# Faults\n\n",
        NOTE,
        "Whatever goes wrong has a code that does not change, a message that names the thing, and mostly a hint\n"
        "with the next step; faults of a query have its place as well. Here `…` stands for what a message names.\n"
        "How they come back over HTTP is in [api.md](api.md#errors).\n",
    ]
    family = ""
    for code in sorted(found):
        first = code.split(".")[0]
        if first != family:
            family = first
            parts.append(f"\n## {family}\n\n| code | message | next step |\n|---|---|---|\n")
        for message, hint in sorted(found[code].values()):
            parts.append(f"| `{code}` | {_cell(message)} | {_cell(hint)} |\n")
    return "".join(parts)


def _faults(tree: ast.AST) -> Iterator[tuple[str, str, str]]:
    """What calls of `Fault`, `….fault` and `unknown` say: code, message, hint."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or len(node.args) < 2:
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        code = _text(node.args[0])
        if name not in ("Fault", "fault", "unknown") or "." not in code or "…" in code:
            continue
        if name == "unknown":
            hint = _text(node.args[4]) if len(node.args) > 4 else ""
            yield code, f"There is no {_text(node.args[1])} '…'.", hint
            continue
        message = _text(node.args[1])
        # A fault that only carries another one's message is listed where that is made.
        if message.strip("…'\": ") and not message.startswith("Rule '…'"):
            yield code, message, _text(node.args[2]) if len(node.args) > 2 else ""


def _text(node: ast.expr) -> str:
    """A constant or formatted text; what is not constant in it is `…`."""
    match node:
        case ast.Constant(str() as value):
            return value
        case ast.JoinedStr(values):
            return "".join(_text(value) for value in values)
        case ast.FormattedValue(_, conversion=conversion):
            return "'…'" if conversion == ord("r") else "…"
        case ast.BinOp(left, ast.Add(), right):
            return _text(left) + _text(right)
        case _:
            return "…"


def _code(text: str) -> str:
    return f"`{' '.join(text.split())}`".replace("|", "\\|")


def _cell(text: str) -> str:
    """Text for a cell of a table; what stands in backticks stays code."""
    parts = " ".join(text.split()).replace("|", "\\|").split("`")
    return "`".join(p if i % 2 else p.replace("<", "&lt;") for i, p in enumerate(parts))


def main(arguments: list[str], say: Callable[[str], object] = sys.stderr.write) -> int:
    """Write the pages, or check them; returns the exit code."""
    parser = argparse.ArgumentParser(description="Write the generated pages of the documents.")
    parser.add_argument("--check", action="store_true", help="fail where a page is not fresh")
    checks = parser.parse_args(arguments).check
    stale = [file for file, text in pages().items() if not file.exists() or file.read_text() != text]
    for file in stale:
        say(f"{'stale' if checks else 'written'}: {file.relative_to(DOCS.parent)}\n")
        if not checks:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(pages()[file])
    return 1 if stale and checks else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
