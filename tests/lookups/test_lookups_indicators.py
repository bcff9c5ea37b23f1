"""Threat indicators: the forms in which they come, and what is kept of them."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagescope.errors import Refusal
from sagescope.lookups.indicators import Indicator, of_csv, of_json, of_stix, raw_json
from sagescope.lookups.threats import ThreatStatus
from store_world import NOW, World, world

YEAR = "2023-03-21T12:00:00.000Z"
YEAR_MS = 1_679_400_000_000


@pytest.fixture
def here() -> Iterator[World]:
    here = world()
    here.empty_lookups()
    yield here
    here.empty_lookups()


def test_normalized_json() -> None:
    given = {
        "id": "0001",
        "indicator": "192.0.2.0",
        "type": "ipv4-addr:value",
        "source": "FreeTAXII",
        "validFrom": YEAR,
        "validUntil": "",
        "confidence": 30,
        "threatType": "malicious-activity",
        "actors": "actor1,actor2",
        "killChain": ["reconnaissance", "delivery"],
        "fields": {"kill_chain_phase": "reconnaissance"},
        "unknown": 1,
    }
    assert of_json([given], NOW) == [
        Indicator(
            id="0001",
            source="FreeTAXII",
            indicator="192.0.2.0",
            type="ipv4-addr",
            confidence=30,
            threat_type="malicious-activity",
            actors="actor1,actor2",
            kill_chain="reconnaissance, delivery",
            fields='{"kill_chain_phase": "reconnaissance"}',
            valid_from=YEAR_MS,
        )
    ]


@pytest.mark.parametrize(
    ("value", "type_"),
    [
        ("192.0.2.1", "ipv4-addr"),
        ("2001:db8::1", "ipv6-addr"),
        ("https://evil.example.com/x", "url"),
        ("evil.example.com", "domain-name"),
        ("ana@example.com", "email-addr"),
        ("d41d8cd98f00b204e9800998ecf8427e", "file:hashes.'MD5'"),
        ("a" * 40, "file:hashes.'SHA-1'"),
        ("a" * 64, "file:hashes.'SHA-256'"),
    ],
)
def test_a_type_is_guessed_where_none_is_given(value: str, type_: str) -> None:
    assert of_json([{"indicator": value}], NOW, "own")[0].type == type_
    assert of_json([{"ioc": value, "iocType": "ip_address"}], NOW, "own")[0].type == "ipv4-addr"


def test_csv_with_and_without_a_header() -> None:
    plain = f"0001,192.0.2.0,ipv4-addr:value,Free,{YEAR},,30,malicious-activity,,\n\n0002,192.0.2.1,ipv4-addr,Free,,,high,,x,\n"
    first, second = of_csv(plain, NOW)
    assert (first.id, first.confidence, first.valid_from, first.valid_until) == ("0001", 30, YEAR_MS, None)
    assert (second.actors, second.confidence, second.kill_chain) == ("x", 85, "")
    named = 'Indicator,Malicious Confidence,actor,Valid_Until\n192.0.2.7,medium,"a, b",1700000000000\n'
    (one,) = of_csv(named, NOW, "own")
    assert (one.source, one.confidence, one.actors) == ("own", 50, "a, b")
    assert one.valid_until == 1_700_000_000_000
    # The same value of the same source is the same indicator again.
    assert one.id == of_csv(named.upper(), NOW, "OWN")[0].id


def test_stix_patterns_of_one_value() -> None:
    objects: list[dict[str, Any]] = [
        {"type": "identity"},
        {
            "type": "indicator",
            "id": "indicator--1",
            "pattern": r"[ file:hashes.'SHA-256' = 'a\'b' ]",
            "valid_from": YEAR,
            "indicator_types": ["malicious-activity"],
            "kill_chain_phases": [{"kill_chain_name": "x", "phase_name": "delivery"}],
        },
    ]
    (one,) = of_stix(objects, NOW, "taxii")
    assert (one.indicator, one.type, one.kill_chain) == ("a'b", "file:hashes.'SHA-256'", "delivery")
    two = {"type": "indicator", "pattern": "[ipv4-addr:value = '1.1.1.1' OR ipv4-addr:value = '2.2.2.2']"}
    with pytest.raises(Refusal) as wrong:
        of_stix([two], NOW, "taxii")
    assert wrong.value.faults[0].code == "indicator.pattern"


@pytest.mark.parametrize(
    ("one", "words"),
    [
        ({}, "has no indicator"),
        ({"indicator": "no type"}, "has no type"),
        ({"indicator": "192.0.2.1", "confidence": 101}, "'101'"),
        ({"indicator": "192.0.2.1", "confidence": "sure"}, "'sure'"),
        ({"indicator": "192.0.2.1", "validFrom": "someday"}, "'someday'"),
        ({"indicator": "x" * 5_000, "type": "url"}, "longer than 4096"),
    ],
)
def test_what_is_wrong_is_told_with_its_number(one: dict[str, Any], words: str) -> None:
    with pytest.raises(Refusal) as wrong:
        of_json([{"indicator": "192.0.2.1"}, one], NOW, "own")
    (fault,) = wrong.value.faults
    assert fault.message.startswith("Indicator 2: ")
    assert words in fault.message


def test_an_indicator_needs_a_source() -> None:
    with pytest.raises(Refusal, match="no source"):
        of_json([{"indicator": "192.0.2.1"}], NOW)


def test_lines_of_a_csv_are_told() -> None:
    for text, words in [
        ("indicator\nno type\n", "Line 2"),
        ("indicator\na,b\n", "2 values for 1 column"),
        ('indicator\n"a"b\n', "Line 2"),
    ]:
        with pytest.raises(Refusal, match=words):
            of_csv(text, NOW, "own")


@given(st.text(max_size=200))
def test_any_text_gives_indicators_or_faults(text: str) -> None:
    for whole in (text, "indicator,type,source\n" + text):
        try:
            of_csv(whole, NOW, "own")
        except Refusal as wrong:
            assert wrong.faults


def test_what_a_source_says_is_json_with_labels() -> None:
    one = Indicator("i", "own", "192.0.2.1", "ipv4-addr", 60, "benign", "a, b", "delivery")
    said = json.loads(raw_json(one, NOW))
    assert said["labels"] == [
        {"name": "MaliciousConfidence/Medium"},
        {"name": "ThreatType/benign"},
        {"name": "Actor/a"},
        {"name": "Actor/b"},
        {"name": "KillChain/delivery"},
    ]
    assert (said["type"], said["malicious_confidence"]) == ("ip_address", "medium")
    own = Indicator("i", "own", "192.0.2.1", "ipv4-addr", raw="{}")
    assert raw_json(own, NOW) == "{}"


def test_indicators_are_kept_replaced_and_removed(here: World) -> None:
    values = [{"id": str(n), "indicator": f"192.0.2.{n}", "source": "own"} for n in range(5)]
    assert here.threats.upload(of_json(values, NOW)) == 5
    again: list[dict[str, Any]] = [{**values[0], "confidence": 90}, {**values[0], "source": "other"}]
    here.threats.upload(of_json(again, NOW))
    assert here.threats.status().indicators == 6
    assert [r["id"] for r in here.threats.listed(source="OWN", limit=2)] == ["1", "2"]
    assert [r["confidence"] for r in here.threats.listed(source="own", limit=9, offset=4)] == [90]
    assert here.threats.remove("own", ["0", "3", "99"]) == 2
    assert [r["id"] for r in here.threats.listed(source="own")] == ["1", "2", "4"]
    assert here.threats.remove_all("own") == 3
    assert here.threats.remove_all() == 1
    assert here.threats.status() == ThreatStatus(0, 0)
    assert here.threats.upload([]) == 0


def test_indicators_are_kept_all_or_none(here: World) -> None:
    good = {"indicator": "192.0.2.1", "source": "own"}
    bad = {"indicator": "192.0.2.2", "source": "own", "fields": "x" * 300_000}
    with pytest.raises(Refusal) as wrong:
        here.threats.upload(of_json([good, bad], NOW))
    assert wrong.value.faults[0].code == "lookup.row_size"
    assert here.threats.status().indicators == 0
