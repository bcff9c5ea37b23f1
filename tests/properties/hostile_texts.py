"""Texts made to break out of quotes: for literals, names and every place of a query that takes text."""

from hypothesis import strategies as st

_PIECES = (
    "'", '"', "`", "\\", "\\\\", "\\'", '\\"', "''", "\0", "\b", "\f", "\n", "\r", "\t", "\x1b", "\x7f",
    "--", "#", "/*", "*/", "//", ";", "{a:String}", "{", "}", "%", "_", "?", "*", "|", "(", ")", "[", "]",
    "$1", "${x}", "\ue000", "\uf8ff", "\ufffd", "\u202e", "\u2028", "é", "ß", "☃", "😀", "\u00a0",
    " OR 1=1", "'; DROP TABLE logs; --", "UNION ALL SELECT 1", "FORMAT Null", "SETTINGS readonly=0",
    "INTO OUTFILE", "') AS x", "\\x27", "\\0", "0x41", "NULL", "x", "a b", "1",
)  # fmt: skip

hostile = st.lists(st.sampled_from(_PIECES) | st.text(max_size=4), max_size=6).map("".join)
"""Texts from pieces that mean something to ClickHouse, to the query language or to a terminal."""
