"""Texts as the query languages write them."""


def string_literal(text: str) -> str:
    """A text as a literal: in double quotes, with a backslash before those in it and before backslashes."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
