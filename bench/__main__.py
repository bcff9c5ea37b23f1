"""`python -m bench`: measure everything, print the table, and keep it in bench/results."""

import argparse
import os
import platform
import resource
import statistics
import time
from typing import Any

from rich.console import Console
from rich.table import Table

import sagescope
from bench import compile as compiling
from bench import explore, ingest, search
from bench.results import keep
from bench.store import filled_store
from sagescope.store.tables.logs import LOGS


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(
        prog="python -m bench", description="Measure Sagescope against the engine itself."
    )
    parser.add_argument(
        "--messages",
        type=int,
        default=1_000_000,
        help="CloudTrail messages; half as many invocations are added",
    )
    parser.add_argument(
        "--ingest", type=int, default=200_000, help="messages of the ingest measurement, 0 for none"
    )
    given = parser.parse_args()
    kept: dict[str, Any] = {
        "version": sagescope.__version__, "cores": os.cpu_count(), "machine": platform.machine(), "python": platform.python_version(),
        "messages": given.messages, "load": os.getloadavg()[0], "day": time.strftime("%Y-%m-%d"),
    }  # fmt: skip
    kept["ingest"] = {
        name: {
            "engine_rows_s": round(rates.engine),
            "http_rows_s": round(rates.http),
            "http_mb_s": round(rates.megabytes, 1),
            "share": round(rates.share, 2),
        }
        for name in (ingest.FORMATS if given.ingest else ())
        for rates in (ingest.measure(given.ingest, name),)
    }
    with filled_store(given.messages, given.messages // 2) as core:
        compiled = compiling.measure(core)
        searched = search.measure(core)
        newest = search.newest(core)
        usual = search.typical(core)
        reduced = search.logreduce(core)
        explored = explore.measure(core)
        disk = core.engine.query_text(
            f"SELECT sum(bytes_on_disk) AS bytes, (SELECT sum(size) FROM {LOGS}) AS raw FROM system.parts WHERE table = '{LOGS}' AND active"
        ).table.to_pylist()[0]
    kept["explore"] = {name: round(value, 1) for name, value in explored.items()}
    kept["compile_ms"] = {name: round(ms, 2) for name, ms in compiled}
    for what, compared in (("search", searched), ("typical", usual)):
        kept[what] = {
            name: {**_beside(ours, hand, ratio), "rows": rows}
            for name, ours, hand, ratio, rows, _ in compared
        }
    kept["logreduce_ms"] = round(reduced, 1)
    kept["peak_memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    kept["newest_100"] = _beside(*newest)
    kept["disk_per_raw_byte"] = round(disk["bytes"] / disk["raw"], 3)
    table = _table(kept)
    Console().print(table)
    keep(f"search-{given.messages}", kept, table)


def _beside(ours: float, hand: float, ratio: float) -> dict[str, float]:
    return {"ours_ms": round(ours, 1), "by_hand_ms": round(hand, 1), "ratio": round(ratio, 2)}


def _table(kept: dict[str, Any]) -> Table:
    table = Table(
        "measurement",
        "ours",
        "by hand or engine",
        "ratio",
        "bound",
        title=f"Sagescope {kept['version']}, {kept['messages']:,} CloudTrail messages",
    )
    for name, ms in kept["compile_ms"].items():
        table.add_row(f"compile {name}", f"{ms} ms", "", "", "5 ms")
    for name, row in kept["search"].items():
        table.add_row(
            f"search {name}", f"{row['ours_ms']} ms", f"{row['by_hand_ms']} ms", str(row["ratio"]), "1.3"
        )
    typical: dict[str, dict[str, float]] = kept["typical"]
    for name, row in typical.items():
        table.add_row(name, f"{row['ours_ms']} ms", f"{row['by_hand_ms']} ms", str(row["ratio"]), "1.5")
    median = statistics.median(row["ratio"] for row in typical.values())
    table.add_row("typical, median", "", "", f"{median:.2f}", "1.2")
    table.add_row("logreduce of 10,000 messages", f"{kept['logreduce_ms']} ms", "", "", "")
    for name, value in kept["explore"].items():
        what = "found" if name == "entities" else "ms"
        table.add_row(f"explore, {name.replace('_', ' ')}", f"{value:,.0f} {what}", "", "", "")
    table.add_row("peak memory", f"{kept['peak_memory_mb']} MB", "", "", "")
    newest = kept["newest_100"]
    table.add_row(
        "search newest 100", f"{newest['ours_ms']} ms", f"{newest['by_hand_ms']} ms", str(newest["ratio"]), ""
    )
    for name, rates in kept["ingest"].items():
        table.add_row(
            f"ingest {name}, rows/s ({rates['http_mb_s']} MB/s)",
            f"{rates['http_rows_s']:,}",
            f"{rates['engine_rows_s']:,}",
            str(rates["share"]),
            "0.7 at least" if name == "firehose" else "0.6 at least",
        )
    table.add_row("disk per raw byte", str(kept["disk_per_raw_byte"]), "", "", "")
    return table


if __name__ == "__main__":
    main()
