"""Which text is an address, and its key."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagescope.geo.addresses import key, keys


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("0.0.0.0", (4, 0)),
        ("255.255.255.255", (4, 0xFFFFFFFF)),
        ("8.8.4.4", (4, 0x08080404)),
        ("::ffff:8.8.4.4", (4, 0x08080404)),
        ("::FFFF:0808:0404", (4, 0x08080404)),
        ("2001:4860:4860::8888", (6, 0x2001486048600000)),
        ("2001:4860:4860:0:ffff::", (6, 0x2001486048600000)),
        ("::1", (6, 0)),
        ("::8.8.4.4", (6, 0)),  # compatible, not mapped: long deprecated
    ],
)
def test_an_address_has_the_key_of_its_family(address: str, expected: tuple[int, int]) -> None:
    assert key(address) == expected


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        " ",
        "config.amazonaws.com",
        "AWS Internal",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.4:443",
        "[2001:db8::1]",
        "2001:db8::1%eth0",
        " 8.8.8.8",
        "8.8.8.8\n",
        "08.8.8.8",
        "256.1.1.1",
        "8.8.8.8/32",
        "-",
        "*",
        "unknown",
        "8.8.8.8, 10.0.0.1",
        "1:2:3",
        ":::",
        "a\0b",
        "8.8.8.8\0",
        "\ud800",
        "٨.8.8.8",
    ],
)
def test_text_that_is_no_address_has_no_key(text: str | None) -> None:
    assert key(text) is None


@given(st.ip_addresses(v=4))
def test_every_ipv4_address_is_its_number(address: ipaddress.IPv4Address) -> None:
    assert key(str(address)) == (4, int(address))
    assert key(f"::ffff:{address}") == (4, int(address))


@given(st.ip_addresses(v=6))
def test_every_ipv6_address_is_its_top_half(address: ipaddress.IPv6Address) -> None:
    mapped = address.ipv4_mapped
    expected = (4, int(mapped)) if mapped is not None else (6, int(address) >> 64)
    assert key(str(address)) == key(address.exploded.upper()) == expected


@given(st.one_of(st.text(), st.text("0123456789abcdef.:%/"), st.none()))
def test_any_text_has_a_key_just_when_the_standard_library_reads_it(text: str | None) -> None:
    try:
        address = ipaddress.ip_address(text or "")
        expected = "%" not in str(address)
    except ValueError:
        expected = False
    assert (key(text) is not None) == expected


@given(st.lists(st.one_of(st.none(), st.text(max_size=5), st.ip_addresses().map(str))))
def test_keys_of_a_column_are_the_keys_of_its_values(column: list[str | None]) -> None:
    families, found = keys(column)
    assert list(zip(families.tolist(), found.tolist(), strict=True)) == [key(a) or (0, 0) for a in column]
