"""The built web page: its files, and `index.html` for every other path."""

import json
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response

import sagescope

STATIC = Path(__file__).parent / "static"

_FOREVER = "public, max-age=31536000, immutable"
_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; font-src 'self' data:; style-src 'self' 'unsafe-inline'; "
    "connect-src 'self'; base-uri 'self'; frame-ancestors 'none'; object-src 'none'"
)
_BOOT = '<script type="application/json" id="boot">{}</script>'
_TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".woff2": "font/woff2",
    ".html": "text/html",
    ".ico": "image/x-icon",
    ".png": "image/png",
}

_MISSING = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Sagescope</title>
<p style="font:16px system-ui;margin:20vh auto;max-width:36rem">The page is not built in this checkout.
Run <code>make page</code>; the API works without it.</p></html>"""


async def page(request: Request) -> Response:
    """A file of the page, or `index.html` for paths that the page routes by itself."""
    path = request.path_params.get("path", "")
    if path and (asset := _asset(path)) is not None:
        return _file(asset, request, forever=path.startswith("assets/"))
    index = STATIC / "index.html"
    if not index.is_file():
        return HTMLResponse(_MISSING, 200)
    boot = json.dumps(
        {"version": sagescope.__version__, "base": request.scope.get("root_path", "") or "/"}
    ).replace("<", "\\u003c")
    html = index.read_text().replace(_BOOT, _BOOT.replace("{}", boot))
    # Deep links are paths of any depth, so relative addresses need to know where the page begins.
    base = request.scope.get("root_path", "").rstrip("/") + "/"
    html = html.replace("<head>", f'<head><base href="{base}">', 1)
    return HTMLResponse(
        html,
        headers={
            "Cache-Control": "no-cache",
            "Content-Security-Policy": _POLICY,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
        },
    )


def _asset(path: str) -> Path | None:
    file = (STATIC / path).resolve()
    return file if file.is_file() and file.is_relative_to(STATIC.resolve()) else None


def _file(file: Path, request: Request, *, forever: bool) -> Response:
    headers = {
        "Cache-Control": _FOREVER if forever else "no-cache",
        "X-Content-Type-Options": "nosniff",
        "Vary": "Accept-Encoding",
    }
    media_type = _TYPES.get(file.suffix, "application/octet-stream")
    packed = file.with_name(file.name + ".gz")
    if "gzip" in request.headers.get("accept-encoding", "") and packed.is_file():
        return FileResponse(packed, media_type=media_type, headers={**headers, "Content-Encoding": "gzip"})
    return FileResponse(file, media_type=media_type, headers=headers)
