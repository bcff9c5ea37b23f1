"""What the reference names and what is here."""

import pytest

from conformance.counts import NOT_HERE, counts, kind_of, named

COUNTS = counts()
pytestmark = pytest.mark.skipif(not COUNTS, reason="the reference is not beside the repository")


def test_headings_name_every_operator_and_function() -> None:
    text = (
        "## 2. Operators, A to Z\n### abs, acos (fn)\n### keyvalue / kv (parse)\n### if and ?: (fn)\n"
        "### isBlank, isNull (fn -> boolean)\n### CIDR: getCIDRPrefix (fn, IPv4)\n### parse nodrop semantics (all)\n"
        "### kv\n## 3. Expressions\n### in\n"
    )
    assert named(text) == ["abs", "acos", "keyvalue", "kv", "if", "?:", "isBlank", "isNull", "getCIDRPrefix"]
    assert (kind_of("Count"), kind_of("JSON"), kind_of("concat"), kind_of("?:"), kind_of("nothing")) == (
        "aggregate", "operator", "function", "form", "",
    )  # fmt: skip


def test_all_of_the_reference_is_here_but_for_what_is_listed() -> None:
    assert {c.name for c in COUNTS if not c.here} == set(NOT_HERE)


def test_what_is_here_has_a_manual_page() -> None:
    assert [c.name for c in COUNTS if c.here and not c.page] == []


def test_what_is_here_has_golden_cases() -> None:
    assert [c.name for c in COUNTS if c.here and not c.cases] == []
