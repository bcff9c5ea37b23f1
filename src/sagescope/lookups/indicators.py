"""Threat indicators as they are uploaded: normalized JSON, CSV, and simple STIX 2 patterns (Sumo Logic's upload
formats), all to one form."""

import csv
import io
import ipaddress
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sagescope.errors import Fault, Refusal
from sagescope.ids import stable_id
from sagescope.lang.threats import FEED_TYPES, LEVELS
from sagescope.timerange import parse_instant

MOST_INDICATORS = 50_000
"""Indicators of one upload."""

MOST_FAULTS = 20

_POSITIONS = (
    "id",
    "indicator",
    "type",
    "source",
    "validfrom",
    "validuntil",
    "confidence",
    "threattype",
    "actors",
    "killchain",
)
"""The columns of a CSV without a header line."""

_ALIASES = {
    "actor": "actors",
    "threat": "indicator",
    "ioc": "indicator",
    "value": "indicator",
    "ioctype": "type",
    "iocsource": "source",
    "maliciousconfidence": "confidence",
    "threatlevel": "confidence",
}
_NAMES = frozenset({*_POSITIONS, "fields", "raw"})
_CONFIDENCES = {**{name: least for least, name in LEVELS}, "unverified": 0}
_OF_FEED = {name: type_ for type_, name in reversed(list(FEED_TYPES.items()))}
_PATTERN = re.compile(r"\s*\[\s*(?P<type>[\w.:'-]+)\s*=\s*'(?P<value>(?:[^'\\]|\\.)*)'\s*\]\s*")
_HASHES = {32: "file:hashes.'MD5'", 40: "file:hashes.'SHA-1'", 64: "file:hashes.'SHA-256'"}


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator: a value that is a sign of a threat, who says so and how surely.

    Times are milliseconds since the epoch; `fields` and `raw` are JSON texts.
    """

    id: str
    source: str
    indicator: str
    type: str
    confidence: int | None = None
    threat_type: str = ""
    actors: str = ""
    kill_chain: str = ""
    fields: str = ""
    valid_from: int | None = None
    valid_until: int | None = None
    raw: str = ""


def of_json(given: Sequence[Mapping[str, Any]], now: int, source: str = "") -> list[Indicator]:
    """Indicators of normalized JSON; `source` is for those that name none.

    Raises Refusal with what is wrong with each.
    """
    return _all([(f"Indicator {n}", _folded(one)) for n, one in enumerate(given, 1)], now, source)


def of_csv(text: str, now: int, source: str = "") -> list[Indicator]:
    """Indicators of a CSV, with a header line or with Sumo Logic's ten columns in order.

    Raises Refusal with what is wrong with each line.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[tuple[str, dict[str, Any]]] = []
    names: Sequence[str] | None = None
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            where = f"Line {reader.line_num}"
            if names is None:
                header = [_name(cell) for cell in cells]
                names = header if "indicator" in header else _POSITIONS
                if names is header:
                    continue
            if len(cells) > len(names):
                raise Refusal(
                    Fault(
                        "indicator.cells",
                        f"{where}: there are {len(cells)} values for {len(names)} columns.",
                        "Put values with commas into double quotes.",
                    )
                )
            rows.append((where, dict(zip(names, cells, strict=False))))
    except csv.Error:
        raise Refusal(
            Fault(
                "indicator.csv",
                f"Line {reader.line_num}: the double quotes are broken.",
                "Write a double quote inside a value twice.",
            )
        ) from None
    return _all(rows, now, source)


def of_stix(given: Sequence[Mapping[str, Any]], now: int, source: str) -> list[Indicator]:
    """Indicators of STIX 2 objects whose patterns compare one value; other objects are left out.

    Raises Refusal with what is wrong with each.
    """
    rows: list[tuple[str, dict[str, Any]]] = []
    faults: list[Fault] = []
    for number, one in enumerate(given, 1):
        if one.get("type") != "indicator":
            continue
        match = _PATTERN.fullmatch(str(one.get("pattern", "")))
        if match is None:
            faults.append(
                Fault(
                    "indicator.pattern",
                    f"Object {number}: its pattern is not one comparison of one value.",
                    "Write a pattern such as [ipv4-addr:value = '192.0.2.1'].",
                )
            )
            continue
        phases = [phase.get("phase_name", "") for phase in one.get("kill_chain_phases") or ()]
        rows.append(
            (
                f"Object {number}",
                {
                    "id": one.get("id"),
                    "indicator": re.sub(r"\\(.)", r"\1", match["value"]),
                    "type": match["type"],
                    "validfrom": one.get("valid_from"),
                    "validuntil": one.get("valid_until"),
                    "confidence": one.get("confidence"),
                    "threattype": ", ".join(one.get("indicator_types") or ()),
                    "killchain": ", ".join(phases),
                },
            )
        )
    if faults:
        raise Refusal(faults[:MOST_FAULTS])
    return _all(rows, now, source)


def _all(rows: Sequence[tuple[str, Mapping[str, Any]]], now: int, source: str) -> list[Indicator]:
    if len(rows) > MOST_INDICATORS:
        raise Refusal(
            Fault(
                "indicator.too_many",
                f"There are {len(rows):,} indicators, the most at once is {MOST_INDICATORS:,}.",
                "Send them in several parts.",
            )
        )
    found: list[Indicator] = []
    faults: list[Fault] = []
    for where, row in rows:
        try:
            found.append(_indicator(row, now, source))
        except _Wrong as wrong:
            faults.append(Fault("indicator.value", f"{where}: {wrong}.", "Correct it; nothing was taken."))
            if len(faults) >= MOST_FAULTS:
                break
    if faults:
        raise Refusal(faults)
    return found


class _Wrong(Exception):
    """What is wrong with an indicator, without a full stop."""


def _indicator(row: Mapping[str, Any], now: int, source: str) -> Indicator:
    value = _plain(row.get("indicator")).strip()
    if not value:
        raise _Wrong("it has no indicator")
    type_ = _type(_plain(row.get("type")).strip(), value)
    source = _plain(row.get("source")).strip() or source
    if not source:
        raise _Wrong("it has no source, and none is given for all")
    held = Indicator(
        id=_plain(row.get("id")).strip() or stable_id(source.lower(), type_, value.lower()),
        source=source,
        indicator=value,
        type=type_,
        confidence=_confidence(_plain(row.get("confidence")).strip()),
        threat_type=_plain(row.get("threattype")).strip(),
        actors=_plain(row.get("actors")).strip(),
        kill_chain=_plain(row.get("killchain")).strip(),
        fields=_json(row.get("fields")),
        valid_from=_time(row.get("validfrom"), "validFrom", now),
        valid_until=_time(row.get("validuntil"), "validUntil", now),
        raw=_json(row.get("raw")),
    )
    for name, longest in (("id", 1_024), ("source", 255), ("indicator", 4_096), ("type", 255)):
        if len(getattr(held, name)) > longest:
            raise _Wrong(f"its {name} is longer than {longest} characters")
    return held


def _type(type_: str, value: str) -> str:
    if not type_:
        return _guessed(value)
    plain = type_.removesuffix(":value")
    return _OF_FEED.get(plain.lower(), plain)


def _guessed(value: str) -> str:
    """The type of an indicator that names none."""
    try:
        return "ipv4-addr" if ipaddress.ip_address(value).version == 4 else "ipv6-addr"
    except ValueError:
        pass
    if "://" in value:
        return "url"
    if re.fullmatch(r"[0-9A-Fa-f]+", value) and len(value) in _HASHES:
        return _HASHES[len(value)]
    if re.fullmatch(r"[^@\s]+@[^@\s]+", value):
        return "email-addr"
    if re.fullmatch(r"(?:[\w-]+\.)+[A-Za-z]{2,}", value):
        return "domain-name"
    raise _Wrong("it has no type, and its value is no address, domain, URL or hash")


def _confidence(text: str) -> int | None:
    if not text:
        return None
    if text.lower() in _CONFIDENCES:
        return _CONFIDENCES[text.lower()]
    if text.isdigit() and int(text) <= 100:
        return int(text)
    raise _Wrong(f"its confidence is {text!r}, not 0 to 100 or high, medium, low or unverified")


def _time(value: Any, name: str, now: int) -> int | None:
    text = _plain(value).strip()
    if not text:
        return None
    try:
        return parse_instant(text, now)
    except Refusal:
        raise _Wrong(f"its {name} is {text!r}, which is no time") from None


def _json(value: Any) -> str:
    if value is None or value == "":
        return ""
    return value if isinstance(value, str) else str(json.dumps(value, ensure_ascii=False))


def _plain(value: Any) -> str:
    match value:
        case None:
            return ""
        case list() | tuple():
            return ", ".join(map(str, value))
        case _:
            return str(value)


def _folded(row: Mapping[str, Any]) -> dict[str, Any]:
    return {_name(name): value for name, value in row.items()}


def _name(name: str) -> str:
    folded = re.sub(r"[^a-z]", "", name.lower())
    folded = _ALIASES.get(folded, folded)
    return folded if folded in _NAMES else ""


def raw_json(one: Indicator, now: int) -> str:
    """What the feed says of an indicator, as `sumo://threat/cs` gives it: JSON with `labels` and more."""
    if one.raw:
        return one.raw
    level = next((name for least, name in LEVELS if (one.confidence or 0) >= least), "unverified")
    return json.dumps(dict(_raw_fields(one, level, now)), ensure_ascii=False)


def _raw_fields(one: Indicator, level: str, now: int) -> Iterator[tuple[str, Any]]:
    actors = [a.strip() for a in one.actors.split(",") if a.strip()]
    chains = [k.strip() for k in one.kill_chain.split(",") if k.strip()]
    labels = [f"MaliciousConfidence/{level.capitalize()}"]
    labels += [f"ThreatType/{one.threat_type}"] if one.threat_type else []
    labels += [f"Actor/{actor}" for actor in actors] + [f"KillChain/{chain}" for chain in chains]
    yield "indicator", one.indicator
    yield "type", FEED_TYPES.get(one.type, one.type)
    yield "source", one.source
    yield "malicious_confidence", level
    yield "actors", actors
    yield "kill_chains", chains
    yield "threat_types", [one.threat_type] if one.threat_type else []
    yield "published_date", (one.valid_from if one.valid_from is not None else now) // 1000
    yield "last_updated", now // 1000
    yield "labels", [{"name": label} for label in labels]
    if one.fields:
        yield "fields", one.fields


def shown_time(ms: int | None) -> str | None:
    """A time as the API writes it."""
    if ms is None:
        return None
    return datetime.fromtimestamp(ms / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
