"""What holds for all functions: they are described, their examples run, and no value makes them fail."""

from zoneinfo import available_timezones

import pytest

from function_values import Value, worked_out
from sagescope.lang.dates.zone import zone_called
from sagescope.lang.function import FUNCTIONS, Function, Param
from sagescope.plan.schema import Kind
from sagescope.span import Span
from sagescope.store.fields import Schema
from store_world import world

ASKS_A_TABLE = frozenset({"lookupContains"})
"""Functions that need a lookup table; `tests/cases/lookup` has them."""

EVERY = [f for f in dict.fromkeys(FUNCTIONS.values()) if f.name not in ASKS_A_TABLE]

_TEXTS: list[Value] = [
    None, "", " ", "\t\n", "abc", "ÄÖ☃😀", "\0", "%", "%zz", "'\"\\", "1", "-1", "0", "33", "1.5", "-0.0", "1e308",
    "1e400", "-1e400", "nan", "inf", "NaN", "Infinity", "0x10", "1,000", "9223372036854775807",
    "-9223372036854775808", "9223372036854775808", "99999999999999999999999", "10.0.0.1", "256.1.1.1", "::1",
    "2026-02-30", "2026-01-01T00:00:00Z", "20260101", '["a", 1]', '["a",', "{}", "aGVsbG8=", "====", "=", "\ufeff",
    "a" * 5_000, "9" * 400,
]  # fmt: skip
_LONGS: list[Value] = [
    None,
    0,
    1,
    -1,
    32,
    33,
    2**31,
    -(2**31),
    2**53 + 1,
    2**63 - 1,
    -(2**63),
    1_767_268_800_123,
]
_DOUBLES: list[Value] = [
    None, 0.0, -0.0, 0.5, -0.5, 1e-320, 1e15, 1e16, -1e18, 1e19, 1e300, 1.7e308, float("inf"), float("-inf"),
    float("nan"), 1_767_268_800_123.5,
]  # fmt: skip

_WRITTEN = {
    (
        "format",
        "format",
    ): '"%1$s|%1$d|%1$x|%1$o|%1$f|%1$,.3f|%1$e|%1$g|%1$c|%1$b|%1$tF %1$tT|%1$-20s|%1$020d"',
    ("formatDate", "pattern"): '"G y yy MMM d D E u a H k K h m s S w W F YYYY z Z XXX"',
    ("parseDate", "pattern"): "\"yyyy-MM-dd'T'HH:mm:ssX\"",
    ("formatDate", "zone"): '"America/New_York"',
    ("parseDate", "zone"): '"America/New_York"',
    ("hash", "algorithm"): '"murmur3_128"',
    ("base64Decode", "encoding"): '"UTF-16"',
    ("base64Encode", "encoding"): '"UTF-32LE"',
}
"""Arguments that have to be written out."""


def _argument(function: Function, param: Param) -> str:
    return _WRITTEN[function.name, param.name] if param.literal else "v"


def _calls(function: Function) -> list[str]:
    """Calls with the fewest and with the most arguments, the column everywhere."""
    needed = [p for p in function.params if not p.optional]
    every = [*function.params, *(p for p in function.params if p.repeats)]
    calls = [
        f"{function.name}({', '.join(_argument(function, p) for p in some)})" for some in (needed, every)
    ]
    if function.name == "format":
        calls = calls[1:]
    if function.name == "formatDate":
        calls = [call.replace("(v", "(toLong(v)") for call in calls]
    return list(dict.fromkeys(calls))


@pytest.mark.parametrize("function", EVERY, ids=lambda f: str(f.name))
def test_no_value_makes_a_function_fail(function: Function) -> None:
    for call in _calls(function):
        for kind, values in ((Kind.TEXT, _TEXTS), (Kind.LONG, _LONGS), (Kind.DOUBLE, _DOUBLES)):
            assert len(worked_out(call, values, kind)) == len(values)
        assert len(worked_out(call, _TEXTS, few=True)) == len(_TEXTS)


@pytest.mark.parametrize("function", EVERY, ids=lambda f: str(f.name))
def test_every_value_alone_gives_what_it_gives_among_others(function: Function) -> None:
    # Constants take other ways through the engine than columns do.
    if function.name == "now":
        pytest.skip("the present moves on")
    call = _calls(function)[0]
    among = worked_out(call, _TEXTS)
    for value, wanted in zip(_TEXTS[:24], among[:24], strict=True):
        (alone,) = worked_out(call, [value])
        assert alone == wanted or (alone != alone and wanted != wanted), value


@pytest.mark.parametrize("function", EVERY, ids=lambda f: str(f.name))
def test_examples_run(function: Function) -> None:
    assert function.documentation.endswith(".")
    assert function.examples
    here = world()
    here.empty()
    here.apply(Schema())
    here.insert([{"_raw": "a message", "_sourceHost": "10.0.0.1", "_sourceCategory": "some/where"}])
    for example in function.examples:
        assert any(name.lower() in example.lower() for name in (function.name, *function.aliases)), example
        outcome = here.run(f"* | {example}")
        assert outcome.frame.rows == (
            1 if " as " in example or "where" not in example else outcome.frame.rows
        )


def test_every_zone_is_one_of_the_engine() -> None:
    known = set(world().select("SELECT time_zone FROM system.time_zones").table["time_zone"].to_pylist())
    for name in available_timezones() - {"localtime", "Factory"}:
        zone = zone_called(name.upper(), Span(0, 0))
        assert zone.name is None or zone.name in known, name
