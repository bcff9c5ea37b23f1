"""The countries of ISO 3166-1: codes, English names and continents.

`countries.csv` beside this module is the table; it has Kosovo (XK, user-assigned, without a number) too,
since location data uses it. The world map of the page names its shapes by the numeric code.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

_CONTINENTS = {
    "AF": "Africa",
    "AN": "Antarctica",
    "AS": "Asia",
    "EU": "Europe",
    "NA": "North America",
    "OC": "Oceania",
    "SA": "South America",
}


@dataclass(frozen=True, slots=True)
class Country:
    """One country: alpha-2 code, numeric code as three digits (None for XK), English name, continent."""

    code: str
    numeric: str | None
    name: str
    continent: str


def _read() -> dict[str, Country]:
    with (Path(__file__).parent / "countries.csv").open(newline="", encoding="utf-8") as lines:
        rows = csv.DictReader(lines)
        return {
            row["code"]: Country(
                row["code"], row["numeric"] or None, row["name"], _CONTINENTS[row["continent"]]
            )
            for row in rows
        }


COUNTRIES: dict[str, Country] = _read()
"""Every country by its alpha-2 code."""

_BY_NUMERIC = {country.numeric: country.code for country in COUNTRIES.values() if country.numeric}


def alpha2(numeric: str | int) -> str | None:
    """The alpha-2 code of a numeric one (`"840"` or 840 is `US`), or None when there is none."""
    return _BY_NUMERIC.get(str(numeric).zfill(3))


def numeric(code: str) -> str | None:
    """The numeric code of an alpha-2 one as three digits (`US` is `"840"`), or None when there is none."""
    country = COUNTRIES.get(code.upper())
    return country.numeric if country else None
