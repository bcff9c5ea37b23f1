"""The level of a message as the engine works it out at ingest; `model.loglevel` has the rule and its oracle."""

from sagescope.model.loglevel import JSON_LEVEL, KEYWORDS, VALUES, keyword_pattern
from sagescope.sql.build import NULL, all_of, array_of, eq, f, ne
from sagescope.sql.nodes import Expr


def loglevel(raw: Expr) -> Expr:
    """FATAL, ERROR, WARN, INFO, DEBUG or null for the text `raw`."""
    text = f.trimBoth(raw)
    document = all_of(f.startsWith(text, "{"), f.endsWith(text, "}"))
    # The plain searches are cheap and settle most messages before a pattern is tried.
    mentions = eq(f.multiSearchAnyCaseInsensitive(raw, array_of("level", "severity")), 1)
    value = f.extract(raw, JSON_LEVEL)
    words = sorted({word for _, alternatives in KEYWORDS for word in alternatives.split("|")})
    silent = eq(f.multiSearchAnyCaseInsensitive(raw, array_of(*words)), 0)
    branches: list[Expr | str] = [
        all_of(document, mentions, ne(value, "")),
        f.transform(f.lower(value), array_of(*VALUES), array_of(*VALUES.values()), ""),
        silent,
        NULL,
    ]
    for level, alternatives in KEYWORDS:
        branches += [f.match(raw, keyword_pattern(alternatives)), level]
    return f.multiIf(*branches, NULL)
