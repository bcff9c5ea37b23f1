"""`sessionize`: messages of several kinds joined by the values that stand in them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from sagescope.errors import Fault
from sagescope.lang.sessions import REFERENCE
from sagescope.plan.schema import Kind
from sagescope.search.events import in_time, within_limit
from sagescope.search.frames import Frame, FrameColumn

MOST_SESSIONS = 100_000
"""Sessions, complete or not, after each anchor."""

MOST_CHARACTERS = 50_000_000
"""Characters of the texts of all sessions."""

MOST_LOOKS = 5_000_000
"""Looks for the values of a session in a text, where nothing but those values parts what an anchor takes out."""

_CUT = Fault(
    "sessionize.cut",
    f"There are more than {MOST_SESSIONS:,} sessions, or {MOST_CHARACTERS // 1_000_000} million characters in them; "
    "the others are left out.",
    "Connect the anchors by more values, or narrow the time range.",
)

Parts = tuple[tuple[str, ...], ...]
Slots = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Session:
    """Messages woven together so far, by their places in time, and the values taken out of them."""

    events: tuple[int, ...]
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A kind of message: the texts around its slots, and the names by which it joins those before it."""

    parts: Parts
    slots: Slots
    common: tuple[str, ...]

    @property
    def open_end(self) -> bool:
        """Whether it ends with a value from before, behind which the message may go on."""
        return bool(self.slots) and self.slots[-1][0] == REFERENCE and "" in self.parts[-1]

    @property
    def by_value(self) -> bool:
        """Whether a value from before stands beside another slot, so that only the value itself shows its place."""
        return any("" in part for part in self.parts[1:-1])

    def holding(self, values: Mapping[str, str]) -> tuple[Parts, Slots]:
        """The texts and slots with the values from before in the place of their slots."""
        parts, slots = [self.parts[0]], []
        for slot, part in zip(self.slots, self.parts[1:], strict=True):
            if slot[0] == REFERENCE:
                parts[-1] = tuple(start + values[slot[1]] + end for start in parts[-1] for end in part)
            else:
                slots.append(slot)
                parts.append(part)
        return tuple(parts), tuple(slots)

    @property
    def keys(self) -> list[str]:
        """The names of the values that have to be those of the session; that of an open end comes last."""
        return [*self.common, *(name for does, name in self.slots if does == REFERENCE)]


def sessionize(frame: Frame, arguments: Mapping[str, object]) -> Frame:
    """The sessions of messages, which come as times and texts, newest first.

    `anchors` are pairs of the parts and slots of each anchor (`lang.sessions`), `common` the names that each
    shares with those before it, `names` those of the columns beside the time and the text. The other arguments
    are those of `events`.
    """
    frame, warnings = within_limit(frame, arguments)
    anchors, common, names = arguments["anchors"], arguments["common"], arguments["names"]
    assert isinstance(anchors, tuple) and isinstance(common, tuple) and isinstance(names, tuple)
    order = in_time(frame, 0, arguments)
    all_times, all_texts = frame.column(0), frame.column(1)
    times, texts = [all_times[at] for at in order], [all_texts[at] or "" for at in order]
    found, cut = weave(texts, [Anchor(p, s, c) for (p, s), c in zip(anchors, common, strict=True)])
    found.sort(key=lambda session: -times[min(session.events)])
    columns = [FrameColumn("_messageTime", Kind.LONG), FrameColumn("_raw", Kind.TEXT)]
    columns += [FrameColumn(name, Kind.TEXT) for name in names]
    values: list[list[object]] = [[], [], *([] for _ in names)]
    characters = 0
    for session in found:
        held = [texts[at] for at in sorted(session.events)]
        characters += sum(map(len, held)) + sum(map(len, session.values.values()))
        if characters > MOST_CHARACTERS:
            cut = True
            break
        row = [
            times[min(session.events)],
            "\n".join(held),
            *(session.values.get(name.lower()) for name in names),
        ]
        for column, value in zip(values, row, strict=True):
            column.append(value)
    return Frame.of(columns, values, [*warnings, *([_CUT] if cut else [])])


def weave(texts: Sequence[str], anchors: Sequence[Anchor]) -> tuple[list[Session], bool]:
    """The complete sessions of texts in the order of time, and whether there were too many."""
    folded = [_folded(text) for text in texts]
    sessions: list[Session] = [Session((), {})]
    cut = False
    for anchor in anchors:
        joined: list[Session] = []
        if anchor.by_value:
            by_key = _by_key(sessions, anchor)
            most = max(1, MOST_LOOKS // max(1, len(texts)))
            cut = cut or len(by_key) > most
            found = _joined_by_value(dict(islice(by_key.items(), most)), texts, folded, anchor)
        else:
            matched = [
                (at, slots)
                for at, text in enumerate(texts)
                if (slots := taken(anchor.parts, anchor.slots, text, folded[at])) is not None
            ]
            found = _joined(sessions, matched, anchor)
        for session in found:
            if len(joined) == MOST_SESSIONS:
                cut = True
                break
            joined.append(session)
        sessions = joined
    return sessions, cut


def _by_key(sessions: Sequence[Session], anchor: Anchor) -> dict[tuple[str, ...], list[Session]]:
    """The sessions by the values that a message of the anchor has to have."""
    by_key: dict[tuple[str, ...], list[Session]] = defaultdict(list)
    for session in sessions:
        by_key[tuple(session.values[name] for name in anchor.keys)].append(session)
    return by_key


def _joined_by_value(
    by_key: Mapping[tuple[str, ...], Sequence[Session]],
    texts: Sequence[str],
    folded: Sequence[str],
    anchor: Anchor,
) -> Iterator[Session]:
    """The sessions led on by messages in which their values are looked for one by one."""
    for key, sessions in by_key.items():
        values = dict(zip(anchor.keys, key, strict=True))
        parts, slots = anchor.holding(values)
        sought = [values[name] for does, name in anchor.slots if does == REFERENCE]
        for at, text in enumerate(texts):
            # The texts around values are found in any case, the values themselves as they are.
            if not all(value in text for value in sought):
                continue
            match = _matched(parts, slots, text, folded[at])
            if match is None or (anchor.open_end and not _ends(text[match[1] :], 0)):
                continue
            found, _ = match
            own = {name: value for _, name, value in found}
            if any(own[name] != values[name] for name in anchor.common):
                continue
            for session in sessions:
                if at not in session.events:
                    yield Session((*session.events, at), {**session.values, **own})


def _joined(
    sessions: Sequence[Session], matched: Sequence[tuple[int, list[tuple[str, str, str]]]], anchor: Anchor
) -> Iterator[Session]:
    by_key = _by_key(sessions, anchor)
    lengths = {len(key[-1]) for key in by_key} if anchor.open_end else set()
    for at, slots in matched:
        own = {name: value for does, name, value in slots if does != REFERENCE}
        fixed = [own[name] for name in anchor.common]
        fixed += [value for does, _, value in slots if does == REFERENCE]
        ways = [tuple(fixed)]
        if anchor.open_end:
            rest = fixed[-1]
            ways = [(*fixed[:-1], rest[:length]) for length in sorted(lengths) if _ends(rest, length)]
        for way in ways:
            for session in by_key.get(way, ()):
                if at not in session.events:
                    yield Session((*session.events, at), {**session.values, **own})


def _ends(text: str, length: int) -> bool:
    """Whether a value of that length can stand at the start of a text, and does not go on as a word."""
    return length == len(text) or (length < len(text) and not (text[length].isalnum() or text[length] == "_"))


def taken(parts: Parts, slots: Slots, text: str, folded: str) -> list[tuple[str, str, str]] | None:
    """What stands in the slots of a text, None where a part of the pattern is missing.

    The first occurrence of each part is the right one, as in `parse`: where what follows is not found behind
    it, it is not found behind a later one either.
    """
    match = _matched(parts, slots, text, folded)
    return match[0] if match else None


def _matched(
    parts: Parts, slots: Slots, text: str, folded: str
) -> tuple[list[tuple[str, str, str]], int] | None:
    """What stands in the slots of a text, and where the last part ends."""
    first = _first(parts[0], folded, 0)
    if first is None:
        return None
    found: list[tuple[str, str, str]] = []
    start = first[1]
    for (does, name), part in zip(slots, parts[1:], strict=True):
        place = (len(text), len(text)) if "" in part else _first(part, folded, start)
        if place is None:
            return None
        found.append((does, name, text[start : place[0]]))
        start = place[1]
    return found, start


def _first(alternatives: Sequence[str], folded: str, start: int) -> tuple[int, int] | None:
    """Where one of the texts first begins and ends; of several at one place the longest."""
    best: tuple[int, int] | None = None
    for text in alternatives:
        at = folded.find(_folded(text), start)
        if at >= 0 and (best is None or (at, -at - len(text)) < (best[0], -best[1])):
            best = (at, at + len(text))
    return best


def _folded(text: str) -> str:
    """The text in lower case, letter by letter, so that places stay what they are."""
    if text.isascii():
        return text.lower()
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
