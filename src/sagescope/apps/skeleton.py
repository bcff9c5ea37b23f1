"""New packages: one that works, with a manifest, a dashboard, a monitor, a rule, and samples for all of them."""

import json
import re
import uuid
from collections.abc import Mapping
from pathlib import Path

from sagescope.apps.format import APP_NAME
from sagescope.errors import Cause, Fault, Refusal

_NOW = 1_767_268_800_000

_MANIFEST = """\
uuid: {uuid}
name: {name}
version: 1.0.0
title: {title}
summary: What the app shows, in a sentence or two.
author: ""
categories: []
requirements:
  - What has to be collected, and which fields its source sets.
parameters:
  # Where the data is: asked at install, and put where queries say $$logs.
  - id: logs
    kind: logs
    label: Logs
    description: The logs of the service.
    example: _sourceCategory=prod/{name}
    default: _sourceCategory={name}
    wiring: variable
"""

_DASHBOARD = """\
name: {title} - Overview
description: How many requests there are, and how many of them fail.
range: -24h
variables:
  - name: service
    label: Service
    field: service
    logs: $$logs | count by service
rows:
  - height: 5
    panels:
      - title: Requests
        description: All requests.
        chart: single
        decimals: 0
        logs: $$logs service={{{{service}}}} | count
      - title: Failed Requests
        description: Share of requests that were answered with a server error.
        chart: single
        unit: "%100"
        bands: green 1 amber 5 red
        logs: |-
          $$logs service={{{{service}}}}
          | json "status" as status
          | if (status >= 500, 100, 0) as failed
          | avg(failed) as failed
  - height: 8
    panels:
      - title: Requests by Status
        description: Requests in the course of the day.
        chart: column
        stacked: true
        logs: |-
          $$logs service={{{{service}}}}
          | json "status" as status
          | timeslice 1h
          | count by _timeslice, status
          | transpose row _timeslice column status
      - title: Latency
        description: What the service says of itself.
        chart: line
        unit: ms
        names: "{{{{service}}}}"
        metrics: metric=latency service={{{{service}}}} | avg by service
"""

_MONITORS = """\
monitors:
  - name: {title} - Server Errors
    description: The service answered with more than five server errors within five minutes.
    logs: |-
      $$logs
      | json "status" as status
      | where status >= 500
    critical: {{over: -5m, above: 5}}
    data: required
"""

_RULES = """\
rules:
  - name: {title} service
    scope: _sourceCategory={name}
    expression: |
      json "service" as service nodrop
      | fields service
"""

_FIELDS = """\
fields:
  - {name: service, description: The service that wrote the message.}
"""

_README = """\
# {title}

What the app shows, what has to be collected for it, and how.
"""


def write_skeleton(folder: Path, name: str, title: str) -> list[Path]:
    """Write a package into a folder that is empty or not there yet; the files, by name.

    Raises Refusal where the name is none, or the folder has something in it.
    """
    if re.fullmatch(APP_NAME, name) is None:
        raise Refusal(
            Fault(
                "package.name",
                f"{name!r} is no name of an app.",
                "Use lower-case words with hyphens: my-service.",
            )
        )
    check_new(folder)
    words = {"name": name, "title": title, "uuid": str(uuid.uuid4())}
    texts = {
        "manifest.yaml": _MANIFEST.format(**words),
        "dashboards/overview.yaml": _DASHBOARD.format(**words),
        "monitors.yaml": _MONITORS.format(**words),
        "extraction-rules.yaml": _RULES.format(**words),
        "fields.yaml": _FIELDS,
        "samples/requests.jsonl": _samples(name),
        "README.md": _README.format(**words),
    }
    return write_files(folder, texts)


def check_new(folder: Path) -> None:
    """Raises Refusal `package.folder` where a folder for a new package has something in it."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refusal(
            Fault("package.folder", f"{folder} is not empty.", "Choose a folder that is not there yet."),
            Cause.CONFLICT,
        )


def write_files(folder: Path, texts: Mapping[str, str]) -> list[Path]:
    """Write the texts of a package's files, by their paths in it; the files, by name."""
    for file, text in texts.items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return [folder / file for file in sorted(texts)]


def _samples(name: str) -> str:
    lines = []
    for n in range(48):
        at = _NOW - n * 1_800_000
        service = ("checkout", "search")[n % 2]
        raw = json.dumps({"service": service, "status": 503 if n % 11 == 0 else 200, "ms": 20 + n % 7})
        lines.append({"at": at, "raw": raw, "category": name})
        lines.append(
            {
                "at": at,
                "metric": "latency",
                "dimensions": {"service": service, "unit": "ms"},
                "value": 20 + n % 7,
            }
        )
    return "".join(json.dumps(line) + "\n" for line in lines)
