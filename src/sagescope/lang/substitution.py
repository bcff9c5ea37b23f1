"""Parameters and macros: text to text before anything is parsed, with the way back to what the user wrote.

`{{name}}` and the older `$$name` stand for values that come with the query, `` `name` `` for a stored macro. In
`{{{name}}}` the value stands as it is, without the quotes that its type or its place would put around it.
Both are one mechanism: pieces of the text are replaced, and every piece of the result knows the place that
it came from, so that a fault in a replaced piece points at the parameter or the macro in the user's text.
Reference search-language.md, 0.

In comments nothing is replaced. Inside quotes and regular expressions parameters are, macros are not.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import pairwise

from sagescope.errors import Fault, Fix
from sagescope.lang.macro_call import call_parts
from sagescope.lang.macro_condition import holds
from sagescope.lang.macros import MacroText, Parameter, ValueType
from sagescope.span import Span
from sagescope.syntax.cursor import Name, StageFault, unknown
from sagescope.syntax.lexer import lex
from sagescope.syntax.literals import string_literal
from sagescope.syntax.tokens import T

MAX_DEPTH = 10
"""Macros that may stand inside each other."""

MAX_CALLS = 300
"""Macros that one text may be replaced with, those in definitions included."""

MAX_TEXT = 60_000
"""Characters that a text may grow to; the limit of a query is well below."""

PARAMETER = re.compile(
    r"(?P<raw>\{)?\{\{\s*(?P<name>[A-Za-z_][\w. -]*?)\s*\}\}(?(raw)\})|\$\$(?P<old>[A-Za-z_]\w*)", re.ASCII
)
"""A parameter: in the group `name`, or `old` after two dollar signs; `raw` is there where its value stands as it is."""

_PLACES = re.compile(f"{PARAMETER.pattern}|`(?P<macro>[^`]*)`", re.ASCII)
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_KEYWORD = re.compile(r'[^\s"|()\[\]`]+')
_BARE_QUOTE = re.compile(r'(?<!\\)((?:\\\\)*)"')


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the replaced text: `start` there, and the span of the user's text that it came from.

    `source` is empty where the part stands in the user's text as it is; else it says what put it there.
    """

    start: int
    origin: Span
    source: str = ""


@dataclass(frozen=True, slots=True)
class Substituted:
    """The replaced text, where its pieces came from, and what could not be replaced."""

    text: str
    pieces: tuple[Piece, ...] = ()
    faults: tuple[Fault, ...] = ()

    def origin(self, span: Span) -> Span:
        """The place in the user's text of a place in this one."""
        if not self.pieces:
            return span
        first, last = self._piece(span.start), self._piece(max(span.start, span.end - 1))
        start = first.origin.start if first.source else first.origin.start + span.start - first.start
        end = last.origin.end if last.source else last.origin.start + span.end - last.start
        return Span(start, max(start, end))

    def fault(self, fault: Fault) -> Fault:
        """A fault of this text as one of the user's text."""
        if fault.span is None or not self.pieces:
            return fault
        put = self._piece(fault.span.start).source
        fix = fault.fix
        if fix is not None:
            # What a macro or a value holds cannot be corrected in the text that names it.
            inside = self._piece(fix.span.start).source or self._piece(max(0, fix.span.end - 1)).source
            fix = None if inside else Fix(self.origin(fix.span), fix.text)
        message = f"In {put}: {fault.message}" if put else fault.message
        return replace(fault, message=message, span=self.origin(fault.span), fix=fix)

    def _piece(self, at: int) -> Piece:
        found = self.pieces[0]
        for piece in self.pieces:
            if piece.start > at:
                break
            found = piece
        return found


def substitute(
    text: str, parameters: Mapping[str, Parameter], macros: Mapping[str, MacroText] | None = None
) -> Substituted:
    """The text with every parameter replaced by its value, and every macro by its definition.

    Names of parameters have case only where two differ in nothing else; `macros` are by lower-case name.
    A parameter without a value and an unknown macro are faults that name it.
    """
    if _PLACES.search(text) is None:
        return Substituted(text)
    work = _Work(_by_name(parameters), macros or {})
    return work.whole(text)


def parameters_in(text: str) -> tuple[str, ...]:
    """The names of the parameters that a text has, each once, in the order in which they first stand."""
    found = [match["name"] or match["old"] for match, _ in places(text) if match["macro"] is None]
    return tuple(dict.fromkeys(found))


Lookup = Callable[[str], Parameter | None]


def _by_name(parameters: Mapping[str, Parameter]) -> Lookup:
    folded = {name.lower(): value for name, value in parameters.items()}
    return lambda name: parameters.get(name) or folded.get(name.lower())


class Where(Enum):
    """What a place stands in."""

    CODE = "code"
    TEXT = "a quoted text"
    PATTERN = "a regular expression"


@dataclass(slots=True)
class _Work:
    """A replacement under way; `inside` are the macros that are being put in, `calls` all that were so far."""

    parameters: Lookup
    macros: Mapping[str, MacroText]
    inside: tuple[str, ...] = ()
    faults: list[Fault] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)

    def whole(self, text: str) -> Substituted:
        """The text with all its places replaced."""
        parts: list[str] = []
        pieces: list[Piece] = []
        length = at = 0

        def put(part: str, origin: Span, source: str = "") -> None:
            nonlocal length
            if part:
                pieces.append(Piece(length, origin, source))
                parts.append(part)
                length += len(part)

        for match, where in places(text):
            put(text[at : match.start()], Span(at, match.start()))
            span, at = Span(*match.span()), match.end()
            if match["macro"] is not None:
                put(self._macro(match["macro"], span), span, f"the macro {match['macro'].strip()!r}")
                continue
            name = match["name"] or match["old"]
            value = self.parameters(name)
            if value is None and match["old"] and where is not Where.CODE:
                # `$$` in a quoted text may well be just that.
                put(match[0], span)
                continue
            if value is not None and match["raw"]:
                value = replace(value, type=ValueType.ANY)
            put(self._value(name, value, where, span), span, f"the value of {name}")
            if length > MAX_TEXT:
                break
        put(text[at:], Span(at, len(text)))
        return Substituted("".join(parts), tuple(pieces), tuple(self.faults))

    def _value(self, name: str, value: Parameter | None, where: Where, span: Span) -> str:
        if value is None:
            self.faults.append(
                Fault(
                    "parameter.missing",
                    f"The parameter {name!r} has no value.",
                    f"Give it one: --param {name}=… on the command line, parameters over HTTP.",
                    span,
                )
            )
            return ""
        try:
            return written(value, quoted=where is Where.TEXT, pattern=where is Where.PATTERN)
        except ValueError as wrong:
            self.faults.append(
                Fault(
                    "parameter.value",
                    f"The value of the parameter {name!r} is {wrong}.",
                    "Give another value, or another type.",
                    span,
                )
            )
            return ""

    def _macro(self, call: str, span: Span) -> str:
        name, arguments = call_parts(call)
        macro = self.macros.get(name.lower())
        if macro is None:
            known = [m.name for m in self.macros.values()]
            hint = "`sagescope macros list` shows the macros there are." if name else "Name one: `name`."
            at = Name(name, span)
            self.faults.append(replace(unknown("macro.unknown", "macro", at, known, hint).fault, fix=None))
            return ""
        self.calls.append(name)
        if name.lower() in self.inside:
            said = "stands inside itself"
        elif len(self.inside) >= MAX_DEPTH:
            said = f"stands more than {MAX_DEPTH} macros deep"
        else:
            said = f"is one of more than {MAX_CALLS} macros" if len(self.calls) > MAX_CALLS else ""
        if said:
            self.faults.append(
                Fault(
                    "macro.depth",
                    f"The macro {macro.name!r} {said}.",
                    "Take it out of the macros that it uses.",
                    span,
                )
            )
            return ""
        try:
            values = self._arguments(macro, arguments, span)
        except StageFault as wrong:
            self.faults.append(wrong.fault)
            return ""
        inner = _Work(_by_name(values), self.macros, (*self.inside, name.lower()), calls=self.calls)
        done = inner.whole(macro.definition)
        # Inside a definition there is no place that the user could look at: the call is the place.
        self.faults += [replace(f, span=span, fix=None) for f in done.faults]
        return done.text

    def _arguments(
        self, macro: MacroText, given: Sequence[tuple[str, str]], span: Span
    ) -> dict[str, Parameter]:
        """The values of a call by the arguments' names. Raises StageFault."""
        types = {name.lower(): type_ for name, type_ in macro.arguments}
        names = [name for name, _ in macro.arguments]
        values: dict[str, Parameter] = {}
        position = 0
        for name, raw in given:
            # `x=y` may be a value by itself: it names an argument only where there is one of that name.
            text = raw if name.lower() in types or not name else f"{name}={raw}"
            if name.lower() in types:
                key = name.lower()
            elif position < len(names):
                key = names[position].lower()
                position += 1
            else:
                raise _arguments_fault(
                    macro, f"takes {len(names)} argument{'' if len(names) == 1 else 's'}", span
                )
            if key in values:
                raise _arguments_fault(macro, f"gets its argument {key!r} twice", span)
            filled = _Work(self.parameters, {}).whole(text)
            if filled.faults:
                raise StageFault(replace(filled.faults[0], span=span))
            values[key] = Parameter(_unquoted(filled.text, types[key]), types[key])
        missing = [name for name in names if name.lower() not in values]
        if missing:
            raise _arguments_fault(macro, f"lacks its argument {', '.join(map(repr, missing))}", span)
        for key, value in values.items():
            try:
                written(value)
            except ValueError as wrong:
                raise _arguments_fault(macro, f"has for its argument {key!r} {wrong}", span) from None
        plain = {key: value.value for key, value in values.items()}
        for condition, message in macro.conditions:
            if not holds(condition, plain):
                said = message or f"The condition {condition} does not hold."
                raise StageFault(
                    Fault("macro.condition", f"The macro {macro.name!r}: {said}", "Give another value.", span)
                )
        return values


def written(value: Parameter, *, quoted: bool = False, pattern: bool = False) -> str:
    """A value as it stands in the text, inside quotes or a regular expression or neither.

    Raises ValueError with what it is instead of what its type says.
    """
    text = value.value
    if value.type is ValueType.NUMBER and _NUMBER.fullmatch(text.strip()) is None:
        raise ValueError(f"{text!r}, which is no number")
    if pattern:
        return re.sub(r"(?<!\\)/", r"\\/", text)
    if quoted:
        # A quote in the value is not the end of the text around it, nor is a backslash at its end an escape.
        text = _BARE_QUOTE.sub(r'\1\\"', text)
        return text + "\\" if (len(text) - len(text.rstrip("\\"))) % 2 else text
    match value.type:
        case ValueType.NUMBER:
            return text.strip()
        case ValueType.STRING:
            return string_literal(text)
        case ValueType.KEYWORD if _KEYWORD.fullmatch(text.strip()) is None:
            raise ValueError(f"{text!r}, which is no single keyword")
        case ValueType.KEYWORD:
            return text.strip()
        case ValueType.ANY:
            return text


def places(text: str) -> Iterator[tuple[re.Match[str], Where]]:
    """The places to replace, and what each stands in.

    A match has the group `name` or `old` for a parameter, `macro` for what stands in backticks; `raw` is there
    where the value is to stand as it is.
    """
    regions = list(_regions(text))
    at = 0
    while (match := _PLACES.search(text, at)) is not None:
        start = match.start()
        region = next(((end, where) for begin, end, where in regions if begin <= start < end), None)
        if region is None:
            yield match, Where.CODE
            at = match.end()
        elif region[1] is None:
            at = region[0]
        elif match["macro"] is not None:
            at = start + 1
        else:
            yield match, region[1]
            at = match.end()


def _regions(text: str, start: int = 0) -> Iterator[tuple[int, int, Where | None]]:
    """The quoted texts, regular expressions and, marked None, comments, from `start` on."""
    tokens = lex(text, start=start).tokens
    kinds = {T.STRING: Where.TEXT, T.FIELD: Where.TEXT, T.REGEX: Where.PATTERN}
    for token in tokens:
        if token.kind in kinds:
            yield token.span.start, token.span.end, kinds[token.kind]
        elif token.kind is T.SUBQUERY:
            yield from _regions(text[: token.span.end - 1], token.span.start + 1)
    # What lies between tokens and is not blank is a comment.
    edges = [start, *(edge for token in tokens for edge in (token.span.start, token.span.end)), len(text)]
    for i, (begin, end) in enumerate(pairwise(edges)):
        if i % 2 == 0 and text[begin:end].strip():
            yield begin, end, None


def _unquoted(text: str, type_: ValueType) -> str:
    """The value of an argument as written: quotes around it are part of it only where any text goes."""
    text = text.strip()
    if type_ is ValueType.ANY or len(text) < 2 or not (text[0] == text[-1] == '"'):
        return text
    return re.sub(r'\\(["\\])', r"\1", text[1:-1])


def _arguments_fault(macro: MacroText, what: str, span: Span) -> StageFault:
    form = (
        f"{macro.name}({', '.join(name for name, _ in macro.arguments)})" if macro.arguments else macro.name
    )
    return StageFault(
        Fault("macro.arguments", f"The macro {macro.name!r} {what}.", f"Its form is `{form}`.", span)
    )
