"""The packages that can be installed: those that came with the program, and those that somebody added."""

import shutil
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sagescope.apps.reading import Package, read_package
from sagescope.apps.versions import order
from sagescope.errors import Cause, Fault, Refusal
from sagescope.near_names import closest

BUILT_IN = Path(__file__).parent / "catalog"
MOST_BYTES = 50 * 2**20
MOST_FILES = 2_000


@dataclass(frozen=True, slots=True)
class Listed:
    """An app of the catalog: its versions, the newest last. `own` says that somebody added one of them."""

    name: str
    versions: tuple[str, ...]
    own: bool

    @property
    def newest(self) -> str:
        """Its newest version."""
        return self.versions[-1]


class Catalog:
    """The packages of the program, and those in a folder of the installation (`<name>/<version>/<package>`)."""

    def __init__(self, own: Path | None = None, built_in: Path = BUILT_IN) -> None:
        self._own = own
        self._built_in = built_in
        self._read: dict[Path, Package] = {}
        self._lock = threading.Lock()

    def listed(self) -> list[Listed]:
        """All apps by name."""
        found: dict[str, dict[str, bool]] = {}
        for manifest in self._built_in.glob("*/*/manifest.yaml"):
            found.setdefault(manifest.parents[1].name, {})[manifest.parents[0].name] = False
        for manifest in self._own.glob("*/*/*/manifest.yaml") if self._own else ():
            found.setdefault(manifest.parents[2].name, {})[manifest.parents[1].name] = True
        return [
            Listed(name, tuple(sorted(versions, key=order)), any(versions.values()))
            for name, versions in sorted(found.items())
        ]

    def app(self, name: str) -> Listed:
        """An app by its name or its uuid. Raises Refusal NOT_FOUND, with the nearest names."""
        listed = self.listed()
        for one in listed:
            if one.name == name:
                return one
        for one in listed:
            if "-" in name and self.package(one.name, one.newest).manifest.uuid == name.lower():
                return one
        near = closest(name, [one.name for one in listed], 1)
        raise Refusal(
            Fault(
                "app.unknown",
                f"There is no app {name!r}.",
                f"Is it {near[0]}?" if near else "See `sagescope apps list`.",
            ),
            Cause.NOT_FOUND,
        )

    def package(self, name: str, version: str = "") -> Package:
        """A package; its newest version where none is named. Raises Refusal NOT_FOUND."""
        one = self.app(name)
        version = version if version and version != "latest" else one.newest
        if version not in one.versions:
            raise Refusal(
                Fault(
                    "app.version",
                    f"{one.name} has no version {version!r}.",
                    f"There are {', '.join(one.versions)}.",
                ),
                Cause.NOT_FOUND,
            )
        folder = self._folder(one.name, version)
        with self._lock:
            held = self._read.get(folder)
        if held is None:
            held = read_package(folder)
            with self._lock:
                self._read[folder] = held
        return held

    def add(self, files: Mapping[str, bytes]) -> Package:
        """Take a package in: its files by their paths, its own below `package/`, others beside it.

        The same version again replaces it. Raises Refusal where it is no package, or a built-in one.
        """
        if self._own is None:
            raise Refusal(
                Fault(
                    "app.readonly", "This installation takes no packages.", "Start it with a data directory."
                ),
                Cause.FORBIDDEN,
            )
        _check_files(files)
        new = self._own / f".new-{threading.get_ident()}"
        try:
            for name, content in files.items():
                path = new / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            package = read_package(new / "package")
            manifest = package.manifest
            if (self._built_in / manifest.name).is_dir():
                raise Refusal(
                    Fault(
                        "app.built_in",
                        f"{manifest.name} comes with the program.",
                        "Give the package another name and uuid.",
                    ),
                    Cause.CONFLICT,
                )
            place = self._own / manifest.name / manifest.version
            shutil.rmtree(place, ignore_errors=True)
            place.parent.mkdir(parents=True, exist_ok=True)
            new.rename(place)
        finally:
            shutil.rmtree(new, ignore_errors=True)
        with self._lock:
            self._read.pop(place / "package", None)
        return self.package(manifest.name, manifest.version)

    def _folder(self, name: str, version: str) -> Path:
        built_in = self._built_in / name / version
        if built_in.is_dir() or self._own is None:
            return built_in
        return self._own / name / version / "package"


def packed(folder: Path) -> dict[str, bytes]:
    """The files of a package and of the folders that it shares, as `Catalog.add` takes them.

    Raises Refusal as reading the package does.
    """
    package = read_package(folder)
    files = dict(_files_below(folder, "package"))
    for name in package.manifest.parts:
        part = (folder / name).resolve()
        if not part.is_relative_to(folder.resolve()):
            files.update(_files_below(part, part.name))
    return files


def _files_below(folder: Path, prefix: str) -> Iterable[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts):
            yield f"{prefix}/{path.relative_to(folder).as_posix()}", path.read_bytes()


def _check_files(files: Mapping[str, bytes]) -> None:
    if "package/manifest.yaml" not in files:
        raise Refusal(
            Fault("package.manifest", "There is no package/manifest.yaml.", "Send the files of one package.")
        )
    if len(files) > MOST_FILES or sum(map(len, files.values())) > MOST_BYTES:
        raise Refusal(
            Fault("package.large", "The package is larger than 50 MB or 2,000 files.", "Make it smaller."),
            Cause.TOO_LARGE,
        )
    for name in files:
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or "\\" in name or "\0" in name or len(name) > 255:
            raise Refusal(
                Fault("package.path", f"{name!r} is no path in a package.", "Send paths below it."),
            )
