"""Bytes of a body as text, where nothing is lost and nothing damaged goes unnoticed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """Decoded text, and how many of its lines were not valid UTF-8."""

    text: str
    damaged: int


def to_text(body: bytes) -> Text:
    r"""The body as text.

    UTF-8 is read strictly, line by line (a line ends at `\n`): a line that is not valid UTF-8 is kept, with
    each of its bad bytes written as `\xNN`, and counted, and its neighbours are untouched. A byte order
    mark in front is dropped; NUL characters stay. (Reference protocols.md, 1.3: UTF-8 is the only character
    set of an HTTP source.)
    """
    if body.startswith(b"\xef\xbb\xbf"):
        body = body[3:]
    try:
        return Text(body.decode(), 0)
    except UnicodeDecodeError:
        pass
    lines: list[str] = []
    damaged = 0
    for line in body.split(b"\n"):
        try:
            lines.append(line.decode())
        except UnicodeDecodeError:
            lines.append(line.decode("utf-8", "backslashreplace"))
            damaged += 1
    return Text("\n".join(lines), damaged)
