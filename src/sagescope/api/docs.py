"""`/docs`: the OpenAPI schema as a page that needs nothing from elsewhere."""

import html
import json
from collections.abc import Mapping
from typing import Any

_STYLE = """body{font:15px/1.55 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}
h2{margin-top:2.5rem;border-bottom:1px solid #8884}code,pre{font-family:ui-monospace,monospace;font-size:13px}
details{border:1px solid #8884;border-radius:6px;margin:.5rem 0;padding:.4rem .8rem}summary{cursor:pointer}
.method{display:inline-block;min-width:4.2rem;font-weight:600}pre{overflow:auto;background:#8881;padding:.6rem;border-radius:4px}"""


def docs_page(schema: Mapping[str, Any]) -> str:
    """The schema as HTML: its operations by area, with their bodies."""
    areas: dict[str, list[str]] = {}
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            area = (operation.get("tags") or ["other"])[0]
            areas.setdefault(area, []).append(_operation(path, method, operation, schema))
    body = "".join(f"<h2>{html.escape(area)}</h2>{''.join(found)}" for area, found in areas.items())
    title = f"{schema['info']['title']} {schema['info']['version']}"
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{html.escape(title)} API</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{_STYLE}</style></head><body>'
        f"<h1>{html.escape(title)} API</h1><p>Sign in with an access id and key by HTTP Basic. "
        f'The schema itself is <a href="openapi.json">openapi.json</a>.</p>{body}</body></html>'
    )


def _operation(path: str, method: str, operation: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    parts = [f"<p>{html.escape(operation.get('description', ''))}</p>"]
    parameters = operation.get("parameters") or []
    if parameters:
        names = ", ".join(f"<code>{html.escape(p['name'])}</code>" for p in parameters)
        parts.append(f"<p>Parameters: {names}</p>")
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    if content:
        parts.append(
            f"<p>Body:</p><pre>{html.escape(json.dumps(_resolved(content, schema), indent=2))}</pre>"
        )
    return (
        f'<details><summary><span class="method">{method.upper()}</span> <code>{html.escape(path)}</code></summary>'
        f"{''.join(parts)}</details>"
    )


def _resolved(part: Mapping[str, Any], schema: Mapping[str, Any]) -> object:
    reference = part.get("$ref")
    if not reference:
        return part
    name = reference.rsplit("/", 1)[-1]
    return schema["components"]["schemas"].get(name, part)
