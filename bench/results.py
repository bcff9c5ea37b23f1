"""What measurements leave behind: figures, and the table of them."""

import json
from pathlib import Path

from rich.console import Console
from rich.table import Table

RESULTS = Path(__file__).parent / "results"


def keep(name: str, figures: object, table: Table | None = None, width: int = 100) -> None:
    """Write figures to `bench/results/<name>.json`, and their table beside them as text of so many columns."""
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{name}.json").write_text(json.dumps(figures, indent=2) + "\n")
    if table is not None:
        with (RESULTS / f"{name}.txt").open("w") as file:
            Console(file=file, width=width).print(table)
