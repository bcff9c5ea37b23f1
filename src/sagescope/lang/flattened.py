"""A JSON document as flat fields: `users[2].address.street` (reference search-language.md, 2, json auto).

Names have no case, and blanks in keys are underscores. A name may be read in several ways, since keys may
hold dots themselves; the first reading that finds something counts. The same rules, applied to a whole
document at once, are in `search.local.discover`.
"""

import re
from collections.abc import Iterator
from itertools import islice

from sagescope.lang.regex.classes import alone
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Kind
from sagescope.sql.build import NULL_TEXT, all_of, col, eq, f, fn, infix
from sagescope.sql.nodes import Expr, Op

MOST_READINGS = 16
"""Ways of reading a name that are tried."""

Step = str | int

_STEP = re.compile(r"\[(\d+)\]|([^.\[\]]+)")
_FLAT = r"\{[^{}]*\}"
_NESTED = rf"\{{(?:[^{{}}]|{_FLAT})*\}}"
LAST_OBJECT = rf"(?s)(\{{(?:[^{{}}]|{_NESTED})*\}})[^{{}}]*$"


def document_in(rel: Relation, text: Expr) -> tuple[Relation, Expr]:
    """The JSON object in a text, which may stand behind and before other text; the empty text without one.

    It reaches from the first brace to the last one. Where that is no JSON, it is the last object that
    nothing but text without braces follows.
    """
    rel, given = rel.value(f.ifNull(text, ""), "text", Kind.TEXT)
    source = col(given.sql)
    whole = all_of(f.match(source, r"^\s*\{"), f.endsWith(f.trimRight(source), "}"))
    rel, found = rel.value(f.if_(whole, source, f.extract(source, r"(?s)\{.*\}")), "document", Kind.TEXT)
    last = f.extract(source, LAST_OBJECT)
    rel, document = rel.value(
        f.if_(f.isValidJSON(col(found.sql)), col(found.sql), last), "document", Kind.TEXT
    )
    return rel, col(document.sql)


def field_of(rel: Relation, document: Expr, name: str, most_steps: int | None) -> tuple[Relation, Expr]:
    """The value of the field `name` of a flattened document, null where there is none.

    `most_steps` is how many keys and indexes deep fields are.
    """
    readings = [r for r in islice(_readings(name), MOST_READINGS) if not most_steps or len(r) <= most_steps]
    ways = [(_joined_keys(document, steps), _value(document, steps)) for steps in readings]
    if "_" in name:
        ways += [
            (_keys_with_blanks(document, steps), _value_by_folded_keys(document, steps)) for steps in readings
        ]
    value: Expr = NULL_TEXT
    for i, (there, found) in enumerate(ways):
        # Readings other than the first are rare: their keys are looked for before the document is read.
        here = f.if_(f.isNotNull(value), value, f.if_(there, found, NULL_TEXT)) if i else found
        rel, held = rel.value(here, name, Kind.TEXT)
        value = col(held.sql)
    return rel, value


def _joined_keys(document: Expr, steps: tuple[Step, ...]) -> Expr:
    """Whether the document has the keys of a reading that hold dots or brackets themselves."""
    keys = [step for step in steps if isinstance(step, str) and re.search(r"[.\[]", step)]
    return all_of(*(infix(Op.GT, f.positionCaseInsensitive(document, f'"{key}"'), 0) for key in keys))


def _keys_with_blanks(document: Expr, steps: tuple[Step, ...]) -> Expr:
    """Whether the document has the keys of a reading, blanks standing for underscores or not."""
    keys = [step for step in steps if isinstance(step, str) and re.search(r"[.\[_]", step)]
    patterns = ["".join("[ _]" if char == "_" else alone(char) for char in key) for key in keys]
    return all_of(*(f.match(document, f'(?i)"{pattern}"') for pattern in patterns))


def _readings(name: str) -> Iterator[tuple[Step, ...]]:
    """The steps that a name may mean: every dot parts two keys, or belongs to one."""
    steps: list[Step] = [int(i) if i else key for i, key in _STEP.findall(name)]
    joints = [i for i in range(1, len(steps)) if isinstance(steps[i], str) and isinstance(steps[i - 1], str)]
    for number in range(2 ** len(joints)):
        joined = {joint for bit, joint in enumerate(joints) if number >> bit & 1}
        made: list[Step] = []
        for i, step in enumerate(steps):
            if i in joined:
                made[-1] = f"{made[-1]}.{step}"
            else:
                made.append(step)
        if made:
            yield tuple(made)
    if "[" in name:
        yield (name,)


def _value(document: Expr, steps: tuple[Step, ...]) -> Expr:
    at = next((i for i, step in enumerate(steps) if isinstance(step, int)), None)
    if at is None:
        return f.JSONExtractCaseInsensitive(document, *steps, "Nullable(String)")
    array = f.JSONExtractRawCaseInsensitive(document, *steps[:at]) if at else document
    index = steps[at]
    assert isinstance(index, int)
    element = f.if_(f.startsWith(array, "["), f.JSONExtractRaw(array, index + 1), "")
    if at + 1 == len(steps):
        return f.JSONExtract(element, "Nullable(String)")
    return _value(element, steps[at + 1 :])


def _value_by_folded_keys(document: Expr, steps: tuple[Step, ...]) -> Expr:
    """As `_value`, for keys with blanks where the name has underscores: every key is looked at."""
    at = document
    for step in steps:
        if isinstance(step, int):
            at = f.if_(f.startsWith(at, "["), f.JSONExtractRaw(at, step + 1), "")
        else:
            key = f.replaceAll(f.lowerUTF8(f.tupleElement(col("kv"), 1)), " ", "_")
            pair = f.arrayFirst(fn("kv", eq(key, step)), f.JSONExtractKeysAndValuesRaw(at))
            at = f.tupleElement(pair, 2)
    return f.JSONExtract(at, "Nullable(String)")
