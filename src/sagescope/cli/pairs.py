"""`key=value` and `name:type` on the command line."""

from collections.abc import Iterable

from sagescope.errors import Fault, Refusal


def pairs(given: Iterable[str], option: str) -> dict[str, str]:
    """The pairs of `key=value` arguments. Raises Refusal where one is none, or a key comes twice."""
    found: dict[str, str] = {}
    for one in given:
        key, sign, value = one.partition("=")
        if not sign or not key.strip():
            raise Refusal(Fault("cli.pair", f"{one!r} is not key=value.", f"Write {option} key=value."))
        if key.strip() in found:
            raise Refusal(Fault("cli.pair_twice", f"{key.strip()!r} is given twice.", "Give it once."))
        found[key.strip()] = value
    return found


def typed(given: Iterable[str], otherwise: str) -> list[tuple[str, str]]:
    """Names with their types, written `name:type`; `otherwise` is that of a name alone."""
    found: list[tuple[str, str]] = []
    for one in given:
        name, sign, type_ = one.rpartition(":")
        found.append((name, type_) if sign else (one, otherwise))
    return found
