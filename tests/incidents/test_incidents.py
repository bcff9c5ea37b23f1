"""The demo's incidents fire the monitors that they should, which recover; nothing else fires."""

import os
import subprocess
import sys
from pathlib import Path

import sagescope

TESTS = Path(__file__).resolve().parents[1]


def test_incidents_fire_what_they_should_and_nothing_else() -> None:
    # A process of its own: the engine serves one data directory in each.
    done = subprocess.run(
        [sys.executable, "-m", "incidents", "--quick", "--before", "3.5"],
        cwd=TESTS,
        env={**os.environ, "PYTHONPATH": str(Path(sagescope.__file__).parents[1])},
        capture_output=True,
        text=True,
        timeout=800,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    lines = [[cell.strip() for cell in line.split("│")] for line in done.stdout.splitlines() if "│" in line]
    told = {(line[3], line[1]): line[6:9] for line in lines}
    energy = "prophet-energy-forecast-v1 slow and failing"
    amazon = "Amazon Sagemaker - "
    assert told[f"{amazon}High Model Invocation Latency", energy][1:] == ["open", "yes"]
    assert told[f"{amazon}Model Invocation Server Error Detection", energy][2] == "yes"
    denied = told[f"{amazon}High Number of Access Denied Errors", "an intern tries what is denied"]
    deleted = told[f"{amazon}Delete Action Detected", "a clean-up deletes things"]
    assert denied[2] == deleted[2] == "yes"
    assert all("open" not in row for row in (denied, deleted))
