"""The level of a message, as the built-in field `_loglevel` shows it.

At search time the engine works this out with an expression of its own, over millions of rows; what is here
is the rule in plain Python, and the oracle which that expression is tested against. Both sides must be
expressible in RE2, so the rule is made of two searches and a table.
"""

import re

LEVELS = ("FATAL", "ERROR", "WARN", "INFO", "DEBUG")

KEYS = (
    "level",
    "Level",
    "loglevel",
    "logLevel",
    "Loglevel",
    "LogLevel",
    "log_level",
    "log-level",
    "Log_Level",
    "Log_level",
    "severity",
    "_loglevel",
)
"""Keys of a JSON message that hold its level (Sumo Logic documentation, "Log level detection")."""

VALUES = {
    "fatal": "FATAL",
    "critical": "FATAL",
    "crit": "FATAL",
    "emergency": "FATAL",
    "emerg": "FATAL",
    "alert": "FATAL",
    "panic": "FATAL",
    "error": "ERROR",
    "err": "ERROR",
    "severe": "ERROR",
    "warn": "WARN",
    "warning": "WARN",
    "info": "INFO",
    "information": "INFO",
    "informational": "INFO",
    "notice": "INFO",
    "debug": "DEBUG",
    "trace": "DEBUG",
    "verbose": "DEBUG",
}
"""What the value of such a key stands for, lower case."""

JSON_LEVEL = (
    r'"(?:'
    + "|".join(re.escape(key) for key in KEYS)
    + r')"\s*:\s*"\s*(?i:('
    + "|".join(sorted(VALUES, key=len, reverse=True))
    + r'))\s*"'
)
"""Finds the level of a JSON message (RE2); its group is a key of VALUES in any case."""

KEYWORDS = (("ERROR", "error"), ("WARN", "warn|warning"), ("INFO", "info|information"), ("DEBUG", "debug"))
"""Words that give any other message its level, the most urgent first."""


def keyword_pattern(words: str) -> str:
    """Finds one of the words in a message (RE2), in any case.

    A word that is part of a hyphenated or underscored name does not count: XGBoost writes `train-error:0.03`
    on every round, and nothing went wrong.
    """
    return rf"(?i)(?:^|[^\w-])(?:{words})(?:[^\w-]|$)"


_JSON_LEVEL = re.compile(JSON_LEVEL, re.ASCII)
_SCANS = tuple((level, re.compile(keyword_pattern(words), re.ASCII)) for level, words in KEYWORDS)


def detect(text: str) -> str | None:
    """The level of a message: FATAL, ERROR, WARN, INFO, DEBUG, or None.

    A message that opens with `{` and closes with `}` has the level of the leftmost of the KEYS, at any depth,
    whose value is a known word. Any other message, and a JSON message without such a key, is searched for
    keywords; ERROR goes before WARN, INFO and DEBUG wherever they stand. FATAL comes from JSON only.
    (Reference search-language.md, 1.5.)
    """
    body = text.strip()
    if body.startswith("{") and body.endswith("}") and (match := _JSON_LEVEL.search(body)) is not None:
        return VALUES[match[1].lower()]
    for level, pattern in _SCANS:
        if pattern.search(text) is not None:
            return level
    return None
