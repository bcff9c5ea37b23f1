"""Secrets as the product's nouns hold them: sealed, never in clear.

What is sealed can be stored, compared and logged; only `meta.vault` opens it, with a key that is not in the
database. An empty text is no secret.
"""

from collections.abc import Callable, Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from sagescope.errors import Fault, Refusal
from sagescope.model.entity import broken

PREFIX = "sealed:"
MASK = "********"
"""What stands for a secret wherever somebody sees its owner; given back, it leaves the secret as it is."""

LONGEST_SECRET = 4_096
"""Characters of a secret in clear; Firehose's access keys are the longest (reference protocols.md, 2.1)."""


def _sealed(text: str) -> str:
    if text and not text.startswith(PREFIX):
        raise broken("is not sealed", "Seal it before it is kept.")
    return text


Sealed = Annotated[str, AfterValidator(_sealed), Field(repr=False)]

Seal = Callable[[str], str]
"""Seals a text in clear."""


def masked(sealed: str) -> str:
    """What is shown of a secret: that there is one."""
    return MASK if sealed else ""


def sealed_text(given: Mapping[str, Any], key: str, seal: Seal, held: str) -> str:
    """The secret that a body names by `key`: sealed, or the one `held` where it is left out or masked.

    Raises Refusal where it is too long.
    """
    if key not in given or given[key] == MASK:
        return held
    text = str(given[key] or "")
    if len(text) > LONGEST_SECRET:
        raise Refusal(
            Fault(
                "source.secret",
                f"The {key} of a source has {len(text)} characters.",
                f"The most is {LONGEST_SECRET}.",
            )
        )
    return seal(text) if text else ""
