"""Functions give what Python's own libraries give, over whatever values."""

import base64
import hashlib
import ipaddress
import math
from collections.abc import Sequence
from fractions import Fraction
from urllib.parse import quote_plus

import pytest
from hostile_texts import hostile
from hypothesis import given
from hypothesis import strategies as st

from function_values import worked_out
from sagescope.plan.schema import Kind

texts = st.lists(hostile, min_size=1, max_size=20)
longs = st.lists(st.integers(-(2**63), 2**63 - 1), min_size=1, max_size=20)
doubles = st.lists(st.floats(-1e14, 1e14), min_size=1, max_size=20)


@given(longs)
def test_hexadecimal_digits_come_back(values: Sequence[int]) -> None:
    assert worked_out("hexToDec(decToHex(v))", values, Kind.LONG) == list(values)


@given(doubles)
def test_rounding_is_half_up(values: Sequence[float]) -> None:
    got = worked_out("round(v)", values, Kind.DOUBLE)
    assert got == [math.floor(Fraction(v) + Fraction(1, 2)) for v in values]


@given(texts)
def test_percent_coding_as_python_does_it(values: Sequence[str]) -> None:
    encoded = [quote_plus(v, safe="*-._").replace("~", "%7E") for v in values]
    assert worked_out("urlencode(v)", values) == encoded
    assert worked_out("urldecode(urlencode(v))", values) == list(values)


@given(texts)
def test_base64_as_python_does_it(values: Sequence[str]) -> None:
    assert worked_out("base64Encode(v)", values) == [base64.b64encode(v.encode()).decode() for v in values]


@pytest.mark.parametrize(
    "encoding", ["UTF-8", "UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32", "UTF-32BE", "UTF-32LE"]
)
@given(texts)
def test_base64_comes_back_in_every_encoding(encoding: str, values: Sequence[str]) -> None:
    # A text that begins with the mark of an order of bytes loses it: that is what the mark is for.
    kept = [v for v in values if not v.startswith(("\ufeff", "\ufffe"))]
    got = worked_out(f'base64Decode(base64Encode(v, "{encoding}"), "{encoding}")', [*kept, "x"])
    assert got == [*kept, "x"]


@given(texts)
def test_digests_as_python_makes_them(values: Sequence[str]) -> None:
    for name, make in (("md5", hashlib.md5), ("sha1", hashlib.sha1), ("sha2_256", hashlib.sha256)):
        assert worked_out(f'hash(v, "{name}")', values) == [make(v.encode()).hexdigest() for v in values]


@given(texts, st.integers(0, 12), st.integers(0, 12))
def test_parts_of_texts(values: Sequence[str], start: int, length: int) -> None:
    wanted = [v[start : start + length] for v in values]
    assert worked_out(f"substring(v, {start}, {start + length})", values) == wanted
    assert worked_out(f"substring(v, {start})", values) == [v[start:] for v in values]
    assert worked_out("length(v)", values) == [len(v) for v in values]


@given(texts)
def test_trimming(values: Sequence[str]) -> None:
    blanks = "".join(map(chr, range(1, 33)))
    assert worked_out("trim(v)", values) == [v.strip(blanks) for v in values]


@given(
    texts, st.sampled_from(["a", "\\", "$", "%", "''", "☃", "ab"]), st.sampled_from(["", "$1", "\\0", "☃%"])
)
def test_texts_are_replaced_as_they_stand(values: Sequence[str], searched: str, by: str) -> None:
    quoted = [t.replace("\\", "\\\\") for t in (searched, by)]
    got = worked_out(f'replace(v, "{quoted[0]}", "{quoted[1]}")', values)
    assert got == [v.replace(searched, by) for v in values]


@given(st.lists(st.integers(0, 2**32 - 1), min_size=1, max_size=20), st.integers(0, 32))
def test_addresses_as_python_reads_them(values: Sequence[int], prefix: int) -> None:
    addresses = [ipaddress.IPv4Address(v) for v in values]
    written = [str(a) for a in addresses]
    private = [ipaddress.IPv4Network(n) for n in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")]
    networks = [str(ipaddress.IPv4Network((a, prefix), strict=False).network_address) for a in addresses]
    assert worked_out("ipv4ToNumber(v)", written) == list(values)
    assert worked_out("isPrivateIP(v)", written) == [any(a in n for n in private) for a in addresses]
    assert worked_out(f"getCIDRPrefix(v, {prefix})", written) == networks
    assert worked_out(f'compareCIDRPrefix(v, "{written[0]}", "{prefix}")', written) == [
        n == networks[0] for n in networks
    ]


_GROUPS = st.sampled_from(
    ["", "0", "1", "00", "01", "255", "256", "ffff", "fffff", "::", "g", " ", "1.2.3.4", "/8"]
)
_NEARLY = st.builds(
    lambda sign, groups: sign.join(groups),
    st.sampled_from([".", ":"]),
    st.lists(_GROUPS, min_size=2, max_size=9),
)


@given(st.lists(_NEARLY | hostile, min_size=1, max_size=20))
def test_only_addresses_are_valid(values: Sequence[str]) -> None:
    assert worked_out("isValidIP(v)", values) == [_is_address(v) for v in values]


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text.strip(" "))
    except ValueError:
        return False
    return True


@given(st.lists(st.text("0123456789- x", max_size=24), min_size=1, max_size=20))
def test_check_digits(values: Sequence[str]) -> None:
    assert worked_out("luhn(v)", values) == [_luhn(v) for v in values]


def _luhn(text: str) -> bool:
    digits = [int(ch) for ch in text if ch.isdigit()][::-1]
    doubled = (d * 2 - 9 if d > 4 else d * 2 for d in digits[1::2])
    return bool(digits) and (sum(digits[::2]) + sum(doubled)) % 10 == 0


@given(texts, texts)
def test_links_hold_their_parts(urls: Sequence[str], labels: Sequence[str]) -> None:
    for label in labels[:3]:
        name = label.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        got = worked_out(f'tourl(concat("https://a.b/", v), "{name}")', urls)
        for link in got:
            assert str(link).startswith("[") and str(link).endswith(")")
            assert str(link).count("](https://") == 1
