"""The table of countries."""

import re

import pytest

from sagescope.geo.countries import COUNTRIES, alpha2, numeric


def test_there_are_all_of_iso_3166_1_and_kosovo() -> None:
    assert len(COUNTRIES) == 250
    assert list(COUNTRIES) == sorted(COUNTRIES)
    for code, country in COUNTRIES.items():
        assert re.fullmatch("[A-Z]{2}", code)
        assert country.code == code
        assert country.numeric is None if code == "XK" else re.fullmatch(r"\d{3}", country.numeric or "")
        assert country.name.strip() == country.name != ""
    assert len({country.name for country in COUNTRIES.values()}) == 250
    assert len({country.numeric for country in COUNTRIES.values()}) == 250


def test_numbers_and_codes_lead_to_each_other() -> None:
    for code in COUNTRIES.keys() - {"XK"}:
        found = numeric(code)
        assert found is not None
        assert alpha2(found) == alpha2(int(found)) == code


@pytest.mark.parametrize(
    ("code", "number", "name", "continent"),
    [
        ("US", "840", "United States", "North America"),
        ("EE", "233", "Estonia", "Europe"),
        ("AF", "004", "Afghanistan", "Asia"),
        ("NA", "516", "Namibia", "Africa"),
        ("BR", "076", "Brazil", "South America"),
        ("NZ", "554", "New Zealand", "Oceania"),
        ("AQ", "010", "Antarctica", "Antarctica"),
    ],
)
def test_known_countries(code: str, number: str, name: str, continent: str) -> None:
    country = COUNTRIES[code]
    assert (country.numeric, country.name, country.continent) == (number, name, continent)


def test_unknown_codes_have_nothing() -> None:
    assert alpha2("000") is alpha2(-1) is alpha2("x") is None
    assert numeric("ZZ") is numeric("") is numeric("XK") is None
    assert numeric("us") == "840"
