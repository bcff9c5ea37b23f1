"""Writes the pages of the documents that the code already knows: `python docs/generate.py [--check]`.

The manual's operators, aggregates and functions come from the registries of the language (`manual_pages`), the
rows of its examples from running them (`example_rows`), the settings from their models, the faults from the source.
`--check` writes nothing and fails where a page is not what it would be.
"""

import argparse
import ast
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from apps_pages import packages_page, schema_file
from example_rows import NEWEST, Run, milliseconds, shown_examples
from manual_pages import NOTE, cell, manual_pages
from metrics_pages import metrics_operators_page
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from sagescope.clock import FixedClock
from sagescope.config import Settings
from sagescope.durations import UNITS
from sagescope.ingest.batch import LogPart, log_table
from sagescope.ingest.envelope import Envelope
from sagescope.lang.describe import describe
from sagescope.search.frames import Frame
from sagescope.search.service import SearchRequest, SearchService
from sagescope.store.engine import Engine
from sagescope.store.fields import Schema, catalog
from sagescope.store.schema import Store
from sagescope.store.tables.logs import LANDING, LOGS
from sagescope.timerange import TimeRange

DOCS = Path(__file__).resolve().parent
SOURCE = DOCS.parent / "src" / "sagescope"


@contextmanager
def engine_run() -> Iterator[Run]:
    """Runs the examples over a store in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="sagescope-docs-") as folder:
        engine = Engine(f"chdb://{folder}", clients=2)
        clock = FixedClock(round(NEWEST.timestamp() * 1000))
        store = Store(engine, clock)
        store.migrate()
        search = SearchService(store, clock, workers=1)
        try:
            yield lambda query, messages: _run(store, search, clock.now(), query, messages)
        finally:
            search.close()
            engine.close()


def _run(
    store: Store, search: SearchService, now: int, query: str, messages: Sequence[Mapping[str, Any]]
) -> Frame:
    store.engine.command(f"TRUNCATE TABLE {LOGS}")
    given = [milliseconds(message) for message in messages]
    names = [n for n in dict.fromkeys(name for m in given for name in m) if not n.startswith("_")]
    store.apply(Schema(tuple(names)), ())
    parts = [_part(message, now - 1 - at) for at, message in enumerate(given)]
    store.engine.insert(LANDING, log_table(parts, 1))
    request = SearchRequest(query, TimeRange(now - UNITS["d"], now), limit=1_000, histogram=False)
    return search.run(request).frame


def _part(message: Mapping[str, Any], time: int) -> LogPart:
    fields = {name: str(value) for name, value in message.items() if not name.startswith("_")}
    category, host, name = (message.get(key, "") for key in ("_sourceCategory", "_sourceHost", "_sourceName"))
    envelope = Envelope(1, "example", 1, "example", category, host, name, fields, {}, {}, time)
    text = message.get("_raw", "")
    return LogPart(envelope, fields, [text], [message.get("_messageTime", time)], ["t:none"], len(text))


def pages(run: Run) -> dict[Path, str]:
    """Every generated page: its file and its text; `run` runs the examples whose rows are shown."""
    language = describe(catalog(Schema(fields=(), geo=frozenset({"location", "network"}))))
    made = {
        **manual_pages(language, shown_examples(run)),
        "manual/metrics-operators.md": metrics_operators_page(),
        "reference/settings.md": settings_page(),
        "reference/faults.md": faults_page(),
        "reference/app-packages.md": packages_page(),
        "reference/app-package.schema.json": schema_file(),
    }
    return {DOCS / name: text for name, text in made.items()}


def gone(made: Mapping[Path, str]) -> list[Path]:
    """Generated pages of names that are no more."""
    folders = {page.parent for page in made if page.parent.parent.name == "manual"}
    return [page for folder in folders if folder.exists() for page in folder.glob("*.md") if page not in made]


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
            f"{cell(field.description or '')} |\n"
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
            parts.append(f"| `{code}` | {cell(message)} | {cell(hint)} |\n")
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


def main(
    arguments: list[str],
    say: Callable[[str], object] = sys.stderr.write,
    running: Callable[[], AbstractContextManager[Run]] = engine_run,
) -> int:
    """Write the pages, or check them; returns the exit code."""
    parser = argparse.ArgumentParser(description="Write the generated pages of the documents.")
    parser.add_argument("--check", action="store_true", help="fail where a page is not fresh")
    checks = parser.parse_args(arguments).check
    with running() as run:
        made = pages(run)
    stale = [file for file, text in made.items() if not file.exists() or file.read_text() != text]
    for file in stale:
        say(f"{'stale' if checks else 'written'}: {file.relative_to(DOCS.parent)}\n")
        if not checks:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(made[file])
    old = gone(made)
    for file in old:
        say(f"{'stale' if checks else 'removed'}: {file.relative_to(DOCS.parent)}\n")
        if not checks:
            file.unlink()
    return 1 if (stale or old) and checks else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
