"""What lies beside the repository and is no part of it: the reference, and the corpus of published texts."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

REFERENCE = Path(__file__).resolve().parents[2] / "shared" / "reference"
CORPUS = REFERENCE.with_name("corpus")
PUBLISHED = CORPUS / "queries-train.jsonl"
"""Published queries: of each its `id`, `kind` ("log", "metrics" and others), `query`, and the panel it stood in."""


def needs(path: Path) -> pytest.MarkDecorator:
    """Skips a test, and says why, where `path` is not there: a clone has nothing beside it."""
    return pytest.mark.skipif(not path.exists(), reason=f"{path.name} is not beside the repository")


def json_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a file that has one a line, none where the file is absent."""
    if path.exists():
        yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())
