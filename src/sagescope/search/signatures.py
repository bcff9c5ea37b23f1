"""Signatures of messages: which of them say the same, and what they have in common.

What varies by its form (numbers, addresses, ids, times) is masked before, by the engine
(`lang.masking`), so that few different texts are left of many messages. Here these are put together in three
steps, each linear in them and blind to their order:

1. Texts of the same shape meet: the same punctuation and the same keys around as many words.
2. They part by a word where it tells kinds apart: because few words take turns there and each comes often, or
   because too little else is the same.
3. What still varies is shown as a run of stars. Groups that then look alike are one.

Reference search-language.md, 2, logreduce: the product's algorithm is not published; its interface is.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

STARS = "**********"
"""What stands for a varying part in the text of a signature."""

OTHERS = "Others"
"""The signature of messages that have nothing in common with others, or are too many kinds."""

NO_ID = "0000000000000000"
"""The id of `OTHERS`, and of what has no schema."""

MOST_SIGNATURES = 1_000
"""Signatures that are told apart; the least common ones beyond are `OTHERS`."""

MOST_TEXTS = 100_000
"""Different masked texts that are looked at, the most common ones first."""

MOST_CHARACTERS = 50_000_000
"""Characters of masked texts that are looked at."""

MOST_WORDS = 100
"""Words of a text that count; what follows them is taken for varying."""

MOST_BRANCHES = 100
"""Words at one place that may part texts; more than these are a varying part."""

MOST_SPLITS = 8
"""Words by which texts are parted one after the other."""

KEYWORDS = 4
"""Words that may take turns at one place and still be what the message says."""

KEYWORD_MESSAGES = 10
"""Messages that each of them needs at least."""

KEYWORD_SHARE = 0.05
"""And the share of the messages that each of them needs."""

ALIKE = 0.5
"""More than this share of the words has to be the same in the messages of a signature."""

_WORD = re.compile(r'("[^"\s]*"|[\w$*](?:[\w.$*/@%+-]*[\w$*/])?)')
_STARS = re.compile(r"\*+(?:\s+\*+)*")
_NOTHING = re.compile(r"\*+|\$DATE|[\W_]+")
_TO_SIGN = re.compile(r".*[\W_]", re.DOTALL)


def find_signatures(counts: Mapping[str, int]) -> dict[str, str]:
    """The signature of each masked text; `counts` says how many messages have it.

    Every text has exactly one signature, which depends on the texts and their counts alone.
    """
    by_frequency = sorted(counts, key=lambda text: (-counts[text], text))
    found: dict[str, str] = {}
    for group in _groups(_within_limits(by_frequency)):
        for members in _partition(group, counts):
            signature = _signature(group, members)
            for member in members:
                found[group.texts[member]] = signature
    totals: Counter[str] = Counter()
    for text, signature in found.items():
        totals[signature] += counts[text]
    del totals[OTHERS]
    kept = sorted(totals, key=lambda signature: (-totals[signature], signature))[: MOST_SIGNATURES - 1]
    named = set(kept) if len(totals) >= MOST_SIGNATURES else set(totals)
    return {
        text: signature if (signature := found.get(text, OTHERS)) in named else OTHERS
        for text in by_frequency
    }


def signature_id(signature: str) -> str:
    """The id of a signature."""
    return NO_ID if signature == OTHERS else text_id(signature)


def text_id(text: str) -> str:
    """16 hexadecimal digits that stand for a text."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest().upper()


@dataclass(slots=True)
class _Group:
    """Texts of one shape: `separators` around their words, of which there is one fewer.

    `telling` are the places of words that say what a message is about; the others are values of keys.
    """

    separators: tuple[str, ...]
    telling: tuple[int, ...]
    texts: list[str]
    words: list[tuple[str, ...]]


def _within_limits(texts: Sequence[str]) -> Iterable[str]:
    characters = 0
    for text in texts[:MOST_TEXTS]:
        characters += len(text)
        if characters > MOST_CHARACTERS:
            return
        yield text


def _groups(texts: Iterable[str]) -> Iterable[_Group]:
    groups: dict[tuple[tuple[str, ...], tuple[str, ...]], _Group] = {}
    held: dict[str, str] = {}
    for text in texts:
        parts = _WORD.split(text)
        if len(parts) > 2 * MOST_WORDS + 1:
            parts = [*parts[: 2 * MOST_WORDS], f" {STARS}"]
        separators, words = tuple(parts[::2]), tuple(held.setdefault(w, w) for w in parts[1::2])
        keys = tuple(w for w, after in zip(words, separators[1:], strict=True) if _is_key(w, after))
        group = groups.get((separators, keys))
        if group is None:
            telling = tuple(i for i, before in enumerate(separators[:-1]) if not before.endswith(_ASSIGNS))
            group = groups[separators, keys] = _Group(separators, telling, [], [])
        group.texts.append(text)
        group.words.append(words)
    return groups.values()


_ASSIGNS = ("=", ":", '="', ':"', ": ", ':"', ': "', "= ")


def _is_key(word: str, after: str) -> bool:
    return after.startswith("=") or (word.startswith('"') and after.startswith(":"))


def _partition(group: _Group, counts: Mapping[str, int]) -> Iterable[list[int]]:
    """The members of each signature among the texts of a group."""
    left: list[tuple[list[int], int]] = [(list(range(len(group.texts))), 0)]
    while left:
        members, splits = left.pop()
        place = _telling_place(group, members, counts) if splits < MOST_SPLITS else None
        if place is None:
            yield members
            continue
        parts: dict[str, list[int]] = defaultdict(list)
        for member in members:
            parts[group.words[member][place]].append(member)
        left += [(part, splits + 1) for part in parts.values()]


def _telling_place(group: _Group, members: Sequence[int], counts: Mapping[str, int]) -> int | None:
    """The place whose word parts these texts best, or None where they are one signature."""
    if len(members) == 1:
        return None
    fixed = 0
    varying: list[tuple[int, int]] = []
    choices: list[tuple[int, int]] = []
    for place in group.telling:
        words = {group.words[member][place] for member in members}
        if len(words) == 1:
            fixed += words != {"*"}
            continue
        varying.append((len(words), place))
        if len(words) <= MOST_BRANCHES and "*" not in words:
            choices.append((len(words), place))
    for distinct, place in sorted(choices):
        if distinct <= KEYWORDS and _takes_turns(group, members, place, counts):
            return place
    if not choices or fixed > ALIKE * (fixed + len(varying)):
        return None
    return min(choices)[1]


def _takes_turns(group: _Group, members: Sequence[int], place: int, counts: Mapping[str, int]) -> bool:
    """Whether each word at that place comes often enough to be what a message says, not a name in it."""
    messages: Counter[str] = Counter()
    for member in members:
        messages[group.words[member][place]] += counts[group.texts[member]]
    return min(messages.values()) >= max(KEYWORD_MESSAGES, KEYWORD_SHARE * messages.total())


def _signature(group: _Group, members: Sequence[int]) -> str:
    columns = zip(*(group.words[member] for member in members), strict=True)
    shown = [_shown(set(column)) for column in columns]
    text = "".join(part for pair in zip(group.separators, [*shown, ""], strict=True) for part in pair)
    text = _STARS.sub(STARS, text)
    return text if _NOTHING.sub("", text) else OTHERS


def _shown(words: set[str]) -> str:
    """The words at one place: themselves, or what they have in common around stars."""
    if len(words) == 1:
        return next(iter(words))
    # What is common ends at a sign, so that no word is cut in two.
    before = _common(words)
    after = _common({word[len(before) :][::-1] for word in words})[::-1]
    return f"{before}*{after}"


def _common(words: set[str]) -> str:
    low, high = min(words), max(words)
    end = next((i for i, (a, b) in enumerate(zip(low, high, strict=False)) if a != b), len(low))
    common = _TO_SIGN.match(low[:end])
    return common[0] if common else ""
