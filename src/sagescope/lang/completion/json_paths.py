"""The JSON paths that a stage may read: those with columns of their own, and those that the query reads elsewhere."""

import re
from itertools import pairwise

from sagescope.lang.catalog import JsonPath
from sagescope.lang.completion.proposal import Proposal, ProposalKind
from sagescope.lang.completion.stage_context import StageContext
from sagescope.syntax.literals import string_literal
from sagescope.syntax.tokens import T

_PLAIN_KEY = re.compile(r"[^.\[\]'\"\\*$\s]+")


def path_proposals(cx: StageContext) -> list[Proposal]:
    """JSON paths of the message, in quotes."""
    reads_field = any(
        token.is_word("field") and following.is_sign("=")
        for tokens in (cx.before, cx.behind)
        for token, following in pairwise(tokens)
    )
    paths = {} if reads_field else {path_text(path): "has a column" for path in cx.catalog.promoted}
    for stage in cx.stages:
        if stage and stage[0].is_word("json"):
            paths |= {t.value: "read above" for t in stage if t.kind is T.STRING and t.value not in paths}
    return [
        Proposal(
            text,
            ProposalKind.PATH,
            string_literal(text),
            cx.partial.span,
            detail,
        )
        for text, detail in paths.items()
    ]


def path_text(path: JsonPath) -> str:
    """A path as a query writes it."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        elif _PLAIN_KEY.fullmatch(step):
            text += f".{step}" if text else step
        else:
            quoted = step.replace("\\", "\\\\").replace("'", "\\'")
            text += f"['{quoted}']"
    return text
