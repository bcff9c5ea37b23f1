"""Classic packages of Sumo Logic, an exported folder with a manifest, as packages of ours (reference apps.md, 1.1).

The exported documents are kept as they are: what was written is what is installed, with `$$` parameters replaced.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from sagescope.apps.skeleton import check_new, write_files
from sagescope.errors import Fault, Refusal
from sagescope.ids import stable_id

_CATEGORY = re.compile(r'_sourceCategory\s*=\s*("[^"]+"|[^\s|)]+)', re.IGNORECASE)
_PARAMETER = re.compile(r"\$\$([A-Za-z_]\w*)")


def convert(app: Path, manifest: Path | None, folder: Path) -> list[str]:
    """Write a package of an `App.json` and its manifest into a folder; notes on what was not taken over.

    Raises Refusal where a file is none of these, or the folder has something in it.
    """
    document = _read(app)
    if not str(document.get("type", "")).endswith(("FolderSyncDefinition", "Folder")):
        raise Refusal(
            Fault("package.classic", f"{app.name} is no exported folder.", "Give the App.json of a package.")
        )
    beside = manifest or _beside(app)
    given = _read(beside) if beside is not None else {}
    check_new(folder)
    title = str(given.get("name") or document.get("name") or app.stem)
    texts = "\n".join(_queries(document))
    held = {
        "uuid": _uuid(str(given.get("uuid") or ""), title),
        "name": _named(title),
        "version": _version(str(given.get("version") or "1.0")),
        "title": title[:128],
        "summary": str(given.get("description") or document.get("description") or title)[:1_000],
        "author": str(given.get("author") or ""),
        "website": str(given.get("authorWebsite") or ""),
        "categories": list(map(str, given.get("categories") or ())),
        "requirements": list(map(str, given.get("requirements") or ())),
        "parameters": _parameters(given, texts),
    }
    write_files(
        folder,
        {
            "manifest.yaml": yaml.safe_dump(held, sort_keys=False, allow_unicode=True, width=110),
            "content/app.json": json.dumps(document, indent=2, ensure_ascii=False),
            "README.md": f"# {title}\n\n{held['summary']}\n",
        },
    )
    notes = (
        [] if given else ["There is no manifest beside it; what it says of itself was taken from the folder."]
    )
    if not held["parameters"] and (found := dict.fromkeys(_CATEGORY.findall(texts))):
        notes.append(
            "Its queries name "
            + ", ".join(list(found)[:5])
            + ": write $$logs in their place, and a parameter logs, to choose the data at install."
        )
    return notes


def _beside(app: Path) -> Path | None:
    for name in (f"{app.stem}.manifest.json", "App.manifest.json", "manifest.json"):
        if (app.parent / name).is_file():
            return app.parent / name
    return None


def _parameters(given: Mapping[str, Any], texts: str) -> list[dict[str, str]]:
    found = [
        {
            "id": str(p.get("parameterId")),
            "kind": "metrics" if str(p.get("dataSourceType", "LOG")).upper().startswith("METRIC") else "logs",
            "label": str(p.get("label") or ""),
            "description": str(p.get("description") or ""),
            "example": str(p.get("example") or ""),
        }
        for p in given.get("parameters") or ()
        if isinstance(p, Mapping) and p.get("parameterType") == "DATA_SOURCE" and p.get("parameterId")
    ]
    known = {p["id"] for p in found}
    # Packages without a manifest, and monitors, name parameters that nothing declares.
    found += [
        {
            "id": name,
            "kind": "metrics" if "metric" in name.lower() else "logs",
            "label": name,
            "description": "",
            "example": "",
        }
        for name in dict.fromkeys(_PARAMETER.findall(texts))
        if name not in known
    ]
    return found


def _queries(value: Any) -> list[str]:
    match value:
        case {"queryString": str() as text} | {"queryText": str() as text}:
            return [text]
        case dict():
            return [text for inner in value.values() for text in _queries(inner)]
        case list():
            return [text for inner in value for text in _queries(inner)]
        case _:
            return []


def _uuid(given: str, title: str) -> str:
    text = given.lower()
    if re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", text):
        return text
    digits = (stable_id("classic app", title) + stable_id("classic app again", title)).lower()
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:32]}"


def _named(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:64].rstrip("-") or "app"


def _version(text: str) -> str:
    numbers = re.findall(r"\d{1,6}", text)[:3]
    return ".".join([*numbers, "0", "0", "0"][:3])


def _read(path: Path) -> dict[str, Any]:
    try:
        held = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as wrong:
        raise Refusal(
            Fault("package.json", f"{path} is no JSON: {wrong}.", "Give the files of a classic package.")
        ) from wrong
    if not isinstance(held, dict):
        raise Refusal(Fault("package.json", f"{path} is no object.", "Give the files of a classic package."))
    return held
