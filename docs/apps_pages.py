"""The pages of app packages: the keys of their files, and the JSON Schema that editors complete by."""

import json
from collections.abc import Iterator

from manual_pages import NOTE, cell

from sagescope.apps.bands import COLOURS
from sagescope.apps.format import FILES, Part, json_schema


def schema_file() -> str:
    """The JSON Schema of all files of a package."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def packages_page() -> str:
    """Every file of a package with its keys."""
    parts = [
        "# Files of an app package\n\n",
        NOTE,
        "A package is a folder; [how to write one](../how-to/apps.md) shows a whole one. Unknown keys are mistakes.\n"
        "The same as a schema for editors: [app-package.schema.json](app-package.schema.json).\n\n"
        f"Colours of `bands`: {', '.join(f'`{name}`' for name in COLOURS)}.\n",
    ]
    done: set[type[Part]] = set()
    for file, model in FILES.items():
        parts += [f"\n## {file}\n\n", *_model(model, done)]
    return "".join(parts)


def _model(model: type[Part], done: set[type[Part]]) -> Iterator[str]:
    done.add(model)
    yield f"{_about(model)}\n\n| key | type | default | meaning |\n|---|---|---|---|\n"
    inner: list[type[Part]] = []
    for name, field in model.model_fields.items():
        found = list(_parts(field.annotation))
        inner += [one for one in found if one not in done and one not in inner]
        default = "required" if field.is_required() else f"`{_default(field.default)}`"
        yield f"| `{name}` | {cell(_type(field.annotation))} | {cell(default)} | {cell(field.description or '')} |\n"
    for one in inner:
        if one not in done:
            yield f"\n### {one.__name__}\n\n"
            yield from _model(one, done)


def _about(model: type[Part]) -> str:
    lines = [line.strip() for line in (model.__doc__ or "").strip().splitlines()]
    return "\n".join(lines)


def _default(value: object) -> str:
    return json.dumps(value, default=lambda v: list(v) if isinstance(v, tuple) else str(v))


def _parts(annotation: object) -> Iterator[type[Part]]:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
    for one in getattr(annotation, "__args__", ()):
        yield from _parts(one)


def _type(annotation: object) -> str:
    origin = getattr(annotation, "__origin__", None)
    arguments = [a for a in getattr(annotation, "__args__", ()) if a is not Ellipsis]
    named = getattr(annotation, "__name__", "")
    if str(origin) == "typing.Literal" or str(annotation).startswith("typing.Literal"):
        return " or ".join(f"`{a}`" for a in arguments)
    if origin is tuple:
        return f"list of {_type(arguments[0])}"
    if "Mapping" in str(origin):
        return f"mapping to {_type(arguments[1])}"
    if named == "Annotated" or hasattr(annotation, "__metadata__"):
        return _type(annotation.__origin__)  # type: ignore[attr-defined]
    if arguments:
        return " or ".join(_type(a) for a in arguments if a is not type(None))
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return annotation.__name__
    return {"str": "text", "int": "whole number", "float": "number", "bool": "true or false"}.get(
        named, named
    )
