"""Daemons of Debian that send by HTTP: syslog-ng's output `http` and collectd's plugin `write_http`."""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from running_server import RunningServer, eventually

SYSLOG_NG = shutil.which("syslog-ng", path="/usr/sbin:/usr/bin")
COLLECTD = shutil.which("collectd", path="/usr/sbin:/usr/bin")
_TYPES = Path("/usr/share/collectd/types.db")


@contextmanager
def running(*command: str) -> Iterator[Callable[[], str]]:
    """A daemon in the foreground for the time of the block; gives what it has printed so far."""
    log = Path(command[-1]).with_suffix(".out")
    with log.open("w") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
        try:
            yield log.read_text
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(20)


def syslog_ng_configuration(folder: Path, url: str) -> str:
    # It posts with the type of a form, as its curl does by itself, and several lines at once.
    return f"""
@version: 3.38
options {{ keep-hostname(yes); }};
source lines {{ file("{folder / "in.log"}" read-old-records(yes)); }};
destination sagescope {{
  http(
    url("{url}")
    method("POST")
    headers("X-Sumo-Category: tests/syslog-ng", "X-Sumo-Host: gateway", "X-Sumo-Name: auth.log", "X-Sumo-Fields: account=edge")
    body("$ISODATE $HOST $PROGRAM: $MESSAGE")
    delimiter("\\n") batch-lines(10) batch-timeout(200) workers(1) persist-name("sagescope")
  );
}};
log {{ source(lines); destination(sagescope); }};
"""


@pytest.mark.skipif(SYSLOG_NG is None, reason="syslog-ng is not installed")
def test_syslog_ng_posts_lines(server: RunningServer, tmp_path: Path) -> None:
    assert SYSLOG_NG is not None
    texts = [f"syslogged {n} 100% of a=b&c=d %41 + ünï" for n in range(25)]
    lines = [f"<38>Jan  5 10:11:12 web-1 sshd[77]: {text}" for text in texts]
    (tmp_path / "in.log").write_text("\n".join(lines) + "\n")
    configuration = tmp_path / "syslog-ng.conf"
    configuration.write_text(syslog_ng_configuration(tmp_path, server.source("syslog-ng")))
    held = ("-R", "persist"), ("-p", "pid"), ("-c", "control")
    files = [part for option, name in held for part in (option, str(tmp_path / name))]
    with running(SYSLOG_NG, "-F", "--no-caps", "-e", *files, "-f", str(configuration)) as output:
        query = "_sourceCategory=tests/syslog-ng syslogged | limit 1000"
        rows: list[dict[str, Any]] = eventually(
            lambda: len(found := server.records(query, "-400d")) >= len(texts) and found, 30
        )
        assert rows, output()
    assert sorted(row["_raw"].split("sshd: ")[1] for row in rows) == sorted(texts)
    assert all(" web-1 sshd: " in row["_raw"] for row in rows)
    assert {(row["_sourceHost"], row["_sourceName"], row["account"]) for row in rows} == {
        ("gateway", "auth.log", "edge")
    }


def collectd_configuration(folder: Path, url: str) -> str:
    return f"""
Hostname "collected-host"
BaseDir "{folder}"
PIDFile "{folder / "pid"}"
TypesDB "{_TYPES}"
Interval 1
LoadPlugin load
LoadPlugin write_http
<Plugin write_http>
  <Node "sagescope">
    URL "{url}"
    Format "JSON"
    Header "X-Sumo-Category: tests/collectd"
    Header "X-Sumo-Fields: account=edge"
    BufferSize 300
  </Node>
</Plugin>
"""


@pytest.mark.skipif(COLLECTD is None or not _TYPES.exists(), reason="collectd is not installed")
def test_collectd_posts_arrays_of_json(server: RunningServer, tmp_path: Path) -> None:
    assert COLLECTD is not None
    configuration = tmp_path / "collectd.conf"
    configuration.write_text(collectd_configuration(tmp_path, server.source("collectd")))
    with running(COLLECTD, "-f", "-C", str(configuration)) as output:
        rows: list[dict[str, Any]] = eventually(lambda: server.records("_sourceCategory=tests/collectd"), 30)
        assert rows, output()
    # Each value of an array is a message.
    values = [json.loads(row["_raw"]) for row in rows]
    assert {(one["host"], one["plugin"], one["type"]) for one in values} == {
        ("collected-host", "load", "load")
    }
    assert all(one["dsnames"] == ["shortterm", "midterm", "longterm"] for one in values)
    assert {row["account"] for row in rows} == {"edge"}
