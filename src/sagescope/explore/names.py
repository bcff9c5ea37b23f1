"""Names that AWS writes in several ways: namespaces, statuses, and the values of scopes."""

import re

from sagescope.syntax.literals import string_literal

_PLAIN = re.compile(r"[A-Za-z0-9_./:-]+")


def folded_namespace(namespace: str) -> str:
    """A namespace as it compares: in lower case, without slashes around it (reference sagemaker.md, 0.4)."""
    return namespace.strip(" /").casefold()


def folded_status(status: str) -> str:
    """A status as it compares: events write `IN_SERVICE` for what calls name `InService`."""
    return status.replace("_", "").replace(" ", "").casefold()


def scope_value(text: str) -> str:
    """A value of a scope or selector, in quotes where it does not stand by itself; a wildcard in it is a character."""
    if _PLAIN.fullmatch(text):
        return text
    return string_literal(text).replace("*", "\\*")
