"""Reading a package from its folder, with the file, line and key of every mistake.

    manifest.yaml           what it is, and what is asked at install
    dashboards/*.yaml       a dashboard each
    content/*.json          items as Sumo Logic exports them: dashboards, saved searches, folders
    monitors.yaml           monitors; monitors/*.json are exports of them
    fields.yaml  extraction-rules.yaml  metric-rules.yaml  searches.yaml  snippets.yaml
    samples/*.jsonl         messages and points that its queries are tried on
    README.md  screenshots/

Files of the folders that the manifest names as `parts` belong to it too, so that versions can share them.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails
from yaml.nodes import MappingNode, Node, SequenceNode

from sagescope.apps import format as fmt
from sagescope.errors import Fault, Refusal
from sagescope.library.exchange import Branch, read_export
from sagescope.near_names import closest

MOST_BYTES = 20 * 2**20
MOST_NODES = 200_000

# The parser in C is ten times as fast, and not everywhere.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

P = TypeVar("P", bound=fmt.Part)
_Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Package:
    """A package as it was read; `folder` is where it lies."""

    folder: Path
    manifest: fmt.Manifest
    dashboards: tuple[fmt.Dashboard, ...] = ()
    content: tuple[Branch, ...] = ()
    monitors: tuple[fmt.Monitor, ...] = ()
    monitor_exports: tuple[Mapping[str, Any], ...] = ()
    fields: tuple[fmt.FieldPart, ...] = ()
    extraction_rules: tuple[fmt.ExtractionRulePart, ...] = ()
    metric_rules: tuple[fmt.MetricRulePart, ...] = ()
    searches: tuple[fmt.Search, ...] = ()
    snippets: Mapping[str, str] = field(default_factory=dict)
    samples: tuple[Path, ...] = ()
    readme: str = ""

    def sampled(self) -> Iterator[fmt.Sample]:
        """The sample data, file by file. Raises Refusal with file and line of what is broken."""
        for path in self.samples:
            with path.open(encoding="utf-8") as lines:
                for number, line in enumerate(lines, 1):
                    if line.strip():
                        yield _sample(path.name, number, line)


def read_package(folder: Path) -> Package:
    """The package of a folder.

    Raises Refusal with a fault for each mistake, naming file, line and key.
    """
    faults: list[Fault] = []
    manifest_file = folder / "manifest.yaml"
    if not manifest_file.is_file():
        raise Refusal(
            Fault(
                "package.manifest",
                f"{folder} has no manifest.yaml.",
                "Make a package with `sagescope apps new`, or give the folder of a version.",
            )
        )
    manifest = _read(manifest_file, folder, fmt.Manifest, faults)
    if manifest is None:
        raise Refusal(faults)
    folders = [folder, *(_part(folder, name, faults) for name in manifest.parts)]
    reader = _Reader(folder, folders, faults)
    package = Package(
        folder,
        manifest,
        tuple(reader.each("dashboards/*.yaml", fmt.Dashboard)),
        tuple(reader.exports()),
        tuple(m for held in reader.each("monitors.yaml", fmt.Monitors) for m in held.monitors),
        tuple(reader.documents("monitors/*.json")),
        tuple(f for held in reader.each("fields.yaml", fmt.Fields) for f in held.fields),
        tuple(r for held in reader.each("extraction-rules.yaml", fmt.ExtractionRules) for r in held.rules),
        tuple(r for held in reader.each("metric-rules.yaml", fmt.MetricRules) for r in held.rules),
        tuple(s for held in reader.each("searches.yaml", fmt.Searches) for s in held.searches),
        {k: v for held in reader.each("snippets.yaml", fmt.Snippets) for k, v in held.snippets.items()},
        tuple(reader.files("samples/*.jsonl")),
        reader.readme(),
    )
    reader.unknown()
    if faults:
        raise Refusal(faults)
    return package


@dataclass(slots=True)
class _Reader:
    """The files of a package's folders."""

    top: Path
    folders: list[Path]
    faults: list[Fault]
    seen: set[Path] = field(default_factory=set)

    def files(self, pattern: str) -> list[Path]:
        found = [path for folder in self.folders for path in sorted(folder.glob(pattern)) if path.is_file()]
        self.seen.update(found)
        return found

    def each(self, pattern: str, model: type[P]) -> Iterator[P]:
        for path in self.files(pattern):
            read = _read(path, self.top, model, self.faults)
            if read is not None:
                yield read

    def documents(self, pattern: str) -> Iterator[Mapping[str, Any]]:
        for path in self.files(pattern):
            try:
                held = json.loads(path.read_text(encoding="utf-8"))
            except (OSError, ValueError) as wrong:
                self.faults.append(_fault(path, self.top, 1, f"is no JSON: {wrong}", "Give an export."))
                continue
            if isinstance(held, dict):
                yield held
            else:
                self.faults.append(_fault(path, self.top, 1, "is no JSON object", "Give an export."))

    def exports(self) -> Iterator[Branch]:
        for path in self.files("content/*.json"):
            try:
                yield read_export(json.loads(path.read_text(encoding="utf-8")))[0]
            except (OSError, ValueError) as wrong:
                self.faults.append(_fault(path, self.top, 1, f"is no JSON: {wrong}", "Give an export."))
            except Refusal as refused:
                self.faults += [
                    _fault(path, self.top, 1, f"is not as exports are: {f.message}", f.hint)
                    for f in refused.faults
                ]

    def readme(self) -> str:
        found = self.files("README.md")
        return found[0].read_text(encoding="utf-8", errors="replace") if found else ""

    def unknown(self) -> None:
        """A YAML file that nothing reads is a misspelt one."""
        self.seen.update(self.files("manifest.yaml"))
        names = [name for name in fmt.FILES if "*" not in name]
        for path in self.top.rglob("*.y*ml"):
            if path not in self.seen:
                shown = path.relative_to(self.top).as_posix()
                near = closest(shown, names, 1)
                hint = f"Is it {near[0]}?" if near else f"Files are {', '.join(fmt.FILES)}."
                self.faults.append(Fault("package.file", f"{shown} is no file of a package.", hint))


def _part(folder: Path, name: str, faults: list[Fault]) -> Path:
    found = (folder / name).resolve()
    if not found.is_dir() or not found.is_relative_to(folder.resolve().parent):
        faults.append(
            Fault(
                "package.part",
                f"manifest.yaml: {name!r} is no folder beside or in the package.",
                "Name a folder such as ../shared.",
            )
        )
    return found


def _read(path: Path, top: Path, model: type[P], faults: list[Fault]) -> P | None:
    """The model of a YAML file; its faults are added, with None."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        faults.append(_fault(path, top, 1, "cannot be read as text", "Write it in UTF-8."))
        return None
    if len(text) > MOST_BYTES:
        faults.append(_fault(path, top, 1, "is larger than 20 MB", "Make it smaller."))
        return None
    try:
        value, lines = _parsed(text)
    except yaml.MarkedYAMLError as wrong:
        mark = wrong.problem_mark or wrong.context_mark
        line = mark.line + 1 if mark else 1
        said = wrong.problem or wrong.context or "it is broken"
        faults.append(_fault(path, top, line, f"is no YAML: {said}", "Is the indentation right?"))
        return None
    except (yaml.YAMLError, ValueError, RecursionError) as wrong:
        faults.append(_fault(path, top, 1, f"is no YAML: {wrong}", "Is the indentation right?"))
        return None
    try:
        return model.model_validate(value)
    except ValidationError as error:
        details = error.errors()
        faults += [_invalid(path, top, model, lines, detail) for detail in details]
        return None


def _parsed(text: str) -> tuple[Any, dict[_Path, int]]:
    """The value of a YAML text, and the line of each of its keys and items."""
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return {}, {}
        lines: dict[_Path, int] = {}
        _walk(node, (), lines)
        return loader.construct_document(node), lines
    finally:
        loader.dispose()


def _walk(node: Node, path: _Path, lines: dict[_Path, int]) -> None:
    if len(lines) > MOST_NODES:
        # Aliases of aliases grow without an end.
        raise ValueError(f"it has more than {MOST_NODES:,} parts")
    lines.setdefault(path, node.start_mark.line + 1)
    match node:
        case MappingNode():
            for key, inner in node.value:
                here = (*path, str(key.value))
                if here in lines:
                    mark = key.start_mark
                    raise yaml.MarkedYAMLError(
                        problem=f"the key {key.value!r} stands twice", problem_mark=mark
                    )
                lines[here] = key.start_mark.line + 1
                _walk(inner, here, lines)
        case SequenceNode():
            for at, inner in enumerate(node.value):
                _walk(inner, (*path, at), lines)


def _invalid(
    path: Path, top: Path, model: type[fmt.Part], lines: Mapping[_Path, int], detail: ErrorDetails
) -> Fault:
    where = tuple(detail["loc"])
    line = next((lines[where[:n]] for n in range(len(where), -1, -1) if where[:n] in lines), 1)
    shown = ".".join(str(part) for part in where if not str(part).startswith(("dict[", "str", "function-")))
    match detail["type"]:
        case "extra_forbidden":
            near = closest(str(where[-1]), _keys(model, where[:-1]), 1)
            hint = (
                f"Did it mean {near[0]!r}?" if near else "Leave it out; docs/reference/apps.md has the keys."
            )
            return _fault(path, top, line, f"has an unknown key {shown!r}", hint)
        case "missing":
            return _fault(path, top, line, f"lacks the key {shown!r}", "Add it.")
        case _:
            said = detail["msg"].removeprefix("Value error, ")
            said = said[:1].lower() + said[1:]
            return _fault(path, top, line, f"has at {shown!r} what cannot be: {said}", "Correct the value.")


def _keys(model: type[Any], path: _Path) -> list[str]:
    """The keys of the model at a path, for a proposal."""
    for part in path:
        if isinstance(part, int):
            continue
        held = model.model_fields.get(part)
        if held is None:
            return []
        inner = _models(held.annotation)
        if not inner:
            return []
        model = inner[0]
    return list(model.model_fields)


def _models(annotation: Any) -> list[type[fmt.Part]]:
    if isinstance(annotation, type) and issubclass(annotation, fmt.Part):
        return [annotation]
    return [found for inner in getattr(annotation, "__args__", ()) for found in _models(inner)]


def _sample(file: str, number: int, line: str) -> fmt.Sample:
    try:
        return fmt.Sample.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"])) or "the line"
        raise Refusal(
            Fault(
                "package.sample",
                f"samples/{file}, line {number}: {key}: {first['msg'].lower()}.",
                'Write {"at": …, "raw": …} or {"at": …, "metric": …, "value": …}.',
            )
        ) from None


def _fault(path: Path, top: Path, line: int, said: str, hint: str) -> Fault:
    try:
        shown = path.relative_to(top).as_posix()
    except ValueError:
        shown = f"{path.parent.name}/{path.name}"
    return Fault("package.invalid", f"{shown}, line {line}: it {said}.", hint)
