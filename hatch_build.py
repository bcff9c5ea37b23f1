"""The build hook: the web page and the geolocation data go into the package, or there is no package.

An editable install builds nothing; `make page` and `make geo` do. `SAGESCOPE_SKIP_PAGE=1` and
`SAGESCOPE_SKIP_GEO=1` leave one out where it is not wanted.
"""

import os
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# hatchling loads this file by its path, so its neighbours are not importable by themselves.
sys.path.insert(0, str(Path(__file__).resolve().parent))

from build_assets import build_geo, build_page


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
