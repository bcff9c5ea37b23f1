"""The `name=value` lists of the X-Sumo-Fields, X-Sumo-Dimensions and X-Sumo-Metadata headers."""

import re
from dataclasses import dataclass

from sagescope.model.checks import FIELD_VALUE_LENGTH

NAME_LIMIT = 255
DIMENSION_VALUE_LIMIT = 400

_NAME = re.compile(r"[ \t]*([^=,]*)")
_VALUE = re.compile(r'[ \t]*(?:"((?:[^"\\]|\\.)*)"[ \t]*(?=,|\Z)|([^,]*))')
_ESCAPE = re.compile(r'\\(["\\])')


@dataclass(frozen=True, slots=True)
class Pairs:
    """What a header sets, and what was left out of it and why."""

    values: dict[str, str]
    faults: list[str]


def parse_pairs(header: str, value_limit: int = FIELD_VALUE_LENGTH) -> Pairs:
    r"""The pairs of a header such as `team=ml, env="a, b"`.

    Pairs are separated by commas, name and value by the first `=`; blanks around both are dropped. A value
    may hold more `=`, and commas when it is put in double quotes (`\"` and `\\` inside). The last of several
    pairs of one name counts. `value_limit` is the most characters of a value: 200 for fields, 400 for
    dimensions; a name has at most 255.

    Never raises: a pair that is too long, has no `=`, no name or no value is left out, with a fault. An
    empty header sets nothing. (Reference protocols.md, 1.2.)
    """
    values: dict[str, str] = {}
    faults: list[str] = []
    at = 0
    while at < len(header):
        name_match = _NAME.match(header, at)
        assert name_match is not None  # the pattern matches nothing, too
        name = name_match[1].strip()
        at = name_match.end()
        if at == len(header) or header[at] == ",":
            if name:
                faults.append(f"{_short(name)} has no value: write name=value.")
            at += 1
            continue
        value_match = _VALUE.match(header, at + 1)
        assert value_match is not None
        quoted = value_match[1]
        value = value_match[2].strip() if quoted is None else _ESCAPE.sub(r"\1", quoted)
        at = value_match.end() + 1
        if fault := _fault(name, value, value_limit):
            faults.append(fault)
        else:
            values[name] = value
    return Pairs(values, faults)


def _fault(name: str, value: str, value_limit: int) -> str:
    if not name:
        return f"The value {_short(value)} has no name."
    if len(name) > NAME_LIMIT:
        return f"The name {_short(name)} has {len(name)} characters; at most {NAME_LIMIT} are kept."
    if not value.strip():
        return f"{_short(name)} has an empty value, which means not set."
    if len(value) > value_limit:
        return f"The value of {_short(name)} has {len(value)} characters; at most {value_limit} are kept."
    return ""


def _short(text: str) -> str:
    return repr(text if len(text) <= 40 else f"{text[:40]}…")
