"""The command line over dashboards: list, show, run, export, import."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import httpx2
import pytest

from running_server import RunningServer
from sagescope.cli.main import main

BOARD: dict[str, Any] = {
    "type": "DashboardV2SyncDefinition",
    "name": "Errors / über alles",
    "title": "Errors / über alles",
    "description": "",
    "timeRange": {
        "type": "BeginBoundedTimeRange",
        "from": {"type": "RelativeTimeRangeBoundary", "relativeTime": "-1h"},
        "to": None,
    },
    "panels": [
        {
            "key": "by", "title": "By level of {{who}}", "panelType": "SumoSearchPanel",
            "queries": [{"queryString": '_sourceCategory=cli/board "{{who}}" | count by _sourceHost', "queryType": "Logs", "queryKey": "A"}],
        },
        {
            "key": "time", "title": "Along time", "panelType": "SumoSearchPanel",
            "queries": [{"queryString": "_sourceCategory=cli/board | timeslice 1m | count by _timeslice", "queryType": "Logs", "queryKey": "A"}],
        },
        {
            "key": "wrong", "title": "Wrong", "panelType": "SumoSearchPanel",
            "queries": [{"queryString": "x | cuont", "queryType": "Logs", "queryKey": "A"}],
        },
    ],
    "variables": [
        {"name": "who", "defaultValue": "*",
         "sourceDefinition": {"variableSourceType": "CsvVariableSourceDefinition", "values": "ann,bob"}},
    ],
}  # fmt: skip


def sagescope(server: RunningServer, *arguments: str, input_: str = "") -> tuple[int, str, str]:
    """Run the command line against the server: exit code, output, errors."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {**server.env(), "COLUMNS": "160", "SAGESCOPE_URL": server.url}.items():
            patch.setenv(name, value)
        patch.setattr(sys, "argv", ["sagescope", *arguments])
        patch.setattr(sys, "stdin", io.StringIO(input_))
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        try:
            main()
        except SystemExit as left:
            return int(left.code or 0), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


@pytest.fixture(scope="module")
def filled(server: RunningServer) -> RunningServer:
    url = server.source("cli board", category="cli/board", hostName="host-1")
    assert httpx2.post(url, content="hello ann\nhello bob\n", trust_env=False).status_code == 200
    return server


def test_a_dashboard_is_imported_run_and_exported(filled: RunningServer, tmp_path: Path) -> None:
    file = tmp_path / "board.json"
    file.write_text(json.dumps(BOARD))
    code, out, err = sagescope(filled, "dashboards", "import", str(file), "--dry-run")
    assert (code, out, err.strip()) == (0, "", "1 of kind dashboard\nnote: Errors / über alles/By level of {{who}}: "
        "The panel has no place; it stands below the others.\nnote: Errors / über alles/Along time: The panel has no place; "
        "it stands below the others.\nnote: Errors / über alles/Wrong: The panel has no place; it stands below the others.")  # fmt: skip
    code, out, _ = sagescope(filled, "dashboards", "import", "-", input_=json.dumps(BOARD))
    path = "/Library/Personal/Errors %2F über alles"
    assert (code, out.strip()) == (0, path)
    code, _, err = sagescope(filled, "dashboards", "import", str(file))
    assert code == 2
    assert "--overwrite" in err or "name" in err
    assert sagescope(filled, "dashboards", "import", str(file), "--overwrite")[0] == 0
    assert path in sagescope(filled, "dashboards", "list")[1]
    code, out, err = sagescope(filled, "dashboards", "show", BOARD["title"])
    assert "cuont" in out
    assert "variable who = * (of 2 values)" in err
    code, out, err = sagescope(
        filled,
        "dashboards",
        "run",
        path,
        "--panel",
        "by",
        "--panel",
        "Along time",
        "--var",
        "who=ann",
        "--plot",
    )
    assert code == 0, err
    assert "By level of ann" in out
    assert "host-1" in out
    assert "UTC" in out
    code, out, err = sagescope(
        filled, "dashboards", "run", str(file), "--json", "--var", "who=ann", "--var", "who=bob"
    )
    lines = list(map(json.loads, out.splitlines()))
    assert code == 2
    assert "1 panels have faults" in err
    assert [line["type"] for line in lines] == ["start", "panel", "panel", "panel", "end"]
    assert lines[0]["variables"] == {"who": ["ann", "bob"]}
    assert next(line for line in lines if line.get("key") == "by")["results"][0]["rows"] == [["host-1", 2]]
    code, _, err = sagescope(filled, "dashboards", "run", str(file), "--panel", "wrong")
    assert "wrong, query A:" in err
    written = tmp_path / "out.json"
    assert sagescope(filled, "dashboards", "export", path, "--output", str(written))[0] == 0
    assert json.loads(written.read_text()) == BOARD


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "nobody"), "There is no dashboard 'nobody'."),
        (("run", "nobody"), "There is no dashboard 'nobody'."),
        (("export", "/Library/nowhere"), "There is nothing at"),
        (("import", "/nowhere/file.json"), "cannot be read"),
        (("import", "-"), "is no JSON"),
    ],
)
def test_what_cannot_be_done_says_why(server: RunningServer, arguments: tuple[str, ...], said: str) -> None:
    code, _, err = sagescope(server, "dashboards", *arguments, input_="[")
    assert code == 2
    assert said in " ".join(err.split())
