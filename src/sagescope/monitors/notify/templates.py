"""Texts with `{{variables}}` (reference monitors.md, 4.1): names in any case, unknown ones are empty."""

import json
import re
from collections.abc import Mapping, Sequence

_VARIABLE = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")
_RESULT = re.compile(r"(?:resultsjson|resultjson|results)\.([\w .]+?)(?:\[(\d+)\])?", re.IGNORECASE)
_RESERVED = {
    "message": "_raw",
    "time": "_messagetime",
    "host": "_sourcehost",
    "category": "_sourcecategory",
    "name": "_sourcename",
    "collector": "_collector",
}
_LEGACY = {
    "searchname": "name",
    "searchdescription": "description",
    "searchquery": "query",
    "searchqueryurl": "queryurl",
    "timerange": "triggertimerange",
    "firetime": "triggertime",
    "aggregateresultsjson": "resultsjson",
    "rawresultsjson": "resultsjson",
    "numrawresults": "numqueryresults",
    "alertthreshold": "triggercondition",
    "alertsource": "alertgroup",
    "alertstatus": "triggertype",
    "alertcondition": "triggercondition",
}
"""Older names of variables."""

Rows = Sequence[Mapping[str, str]]


def fill(template: str, variables: Mapping[str, str], rows: Rows = (), *, as_json: bool = False) -> str:
    """The text with its variables replaced, once: what a value holds is never read as a variable.

    `variables` are by lower-case names. With `as_json` values are escaped as they stand inside of a JSON text.
    """

    def value(match: re.Match[str]) -> str:
        text = _value(match[1], variables, rows)
        return json.dumps(text, ensure_ascii=False)[1:-1] if as_json else text

    return _VARIABLE.sub(value, template)


def _value(name: str, variables: Mapping[str, str], rows: Rows) -> str:
    if found := _RESULT.fullmatch(name):
        return _result(found[1].strip().lower(), found[2], rows)
    key = name.lower()
    key = _LEGACY.get(key, key)
    return variables.get(key, "")


def _result(field: str, at: str | None, rows: Rows) -> str:
    values = []
    for row in rows:
        held = {name.lower(): value for name, value in row.items()}
        values.append(held.get(field, held.get(_RESERVED.get(field, ""), "")))
    if at is not None:
        return values[int(at)] if int(at) < len(values) else ""
    return values[0] if len(values) == 1 else json.dumps(values, ensure_ascii=False) if values else ""
