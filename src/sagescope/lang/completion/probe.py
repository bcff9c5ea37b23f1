"""What the parser of a stage would take at the caret, found out by asking it.

The tokens before the caret are read by the operator's own `parse`, from a cursor that ends in a token nobody takes.
Whatever the parser looks for there is what can stand there, so completion knows every operator without being told.
"""

from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from sagescope.errors import Fix
from sagescope.lang.pipeline import read_stage
from sagescope.span import Span
from sagescope.syntax.cursor import Cursor, Name, StageFault
from sagescope.syntax.tokens import T, Token


@dataclass(slots=True)
class Asked:
    """What a parser looked for at the caret.

    `names` and `texts` say what a name or a quoted text is for, `value` tells of an expression, `source` is where
    the address of a table begins, `chain` holds the runs of tokens of the parenthesis that the caret is in, or
    `query` where the query in it begins. `ahead` are words that were looked for from a token before, and `reached`
    tells whether the parser came as far. `faults` are the codes of what was missing at the caret.
    """

    reached: bool = False
    words: dict[str, None] = field(default_factory=dict)
    signs: dict[str, None] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    value: bool = False
    source: int | None = None
    chain: tuple[tuple[Token, ...], ...] | None = None
    query: int | None = None
    ahead: dict[str, None] = field(default_factory=dict)
    ahead_signs: dict[str, None] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    @property
    def only_sign(self) -> str:
        """The sign that has to stand here, where one has to."""
        signs = list(self.signs | self.ahead_signs)
        others = self.words or self.names or self.texts or self.value
        return signs[0] if len(signs) == 1 and not others else ""


def ask(
    tokens: Sequence[Token],
    text: str,
    at: int,
    *,
    glued: bool = False,
    read: Callable[[Cursor], object] = read_stage,
) -> Asked:
    """What can stand at the place `at`, behind the tokens of an unfinished stage.

    `glued` tells that no blank parts it from them, `read` is the parser that is asked.
    """
    probe = _Probe(tokens, text, at, glued=glued)
    # Every unfinished stage is at fault in the end; how far it was read is in what was asked.
    with suppress(StageFault):
        read(probe)
    return probe.asked


Looked = Callable[[bool, tuple[str, ...]], None]


@dataclass(frozen=True, slots=True)
class _Caret(Token):
    """The token at the caret: it is nothing, and tells what it was taken for."""

    looked: Looked = lambda words, names: None

    def is_sign(self, sign: str) -> bool:
        self.looked(False, (sign,))
        return False

    def is_word(self, *words: str) -> bool:
        self.looked(True, words)
        return False


class _Probe(Cursor):
    """A cursor over an unfinished stage, which ends in the caret."""

    def __init__(self, tokens: Sequence[Token], text: str, at: int, *, glued: bool) -> None:
        place = Span(at, at)
        caret = _Caret(T.CARET, "", "", place, glued, self._looked)
        super().__init__((*tokens, caret, Token(T.END, "", "", place)), text)
        self._caret = len(tokens)
        self.asked = Asked()

    @property
    def _here(self) -> bool:
        """Whether the caret is next, or only a comma lies before it."""
        here = self._at == self._caret
        behind_comma = self._at == self._caret - 1 and self._tokens[self._at].is_sign(",")
        return here or behind_comma

    def _looked(self, words: bool, names: tuple[str, ...]) -> None:
        self.asked.reached |= self._here
        found = (
            (self.asked.words if words else self.asked.signs)
            if self._here
            else (self.asked.ahead if words else self.asked.ahead_signs)
        )
        found.update(dict.fromkeys(names))

    def _reaches(self) -> bool:
        if self._at != self._caret:
            return False
        self.asked.reached = True
        return True

    def among(self, known: Collection[str]) -> str | None:
        if self._reaches():
            self._looked(True, tuple(word for word in known if word.isalpha()))
            self._looked(False, tuple(sign for sign in known if not sign.isalpha()))
        return super().among(known)

    def name(self, what: str = "a field name") -> Name:
        if self._reaches():
            self.asked.names.append(what)
        return super().name(what)

    def at_name(self, what: str) -> bool:
        if self._reaches():
            self.asked.names.append(what)
        return super().at_name(what)

    def done(self, operator: str) -> None:
        self._reaches()
        super().done(operator)

    def string(self, what: str) -> Token:
        if self._reaches():
            self.asked.texts.append(what)
        return super().string(what)

    def number(self, what: str) -> Token:
        self._reaches()
        return super().number(what)

    def glued_text(self) -> tuple[str, Span]:
        # The word at the caret goes on with what stands directly before it.
        first = self._at
        while self._at < self._caret and (self._at == first or self.peek().glued):
            if self.peek().is_sign(","):
                break
            self._at += 1
        touches = self._at == self._caret and (self._at == first or self.peek().glued)
        if touches:
            self.asked.reached = True
            self.asked.source = self._tokens[first].span.start
        self._at = first
        return super().glued_text()

    def enclosed(self, after: str) -> list[list[Token]]:
        # `after` tells whether there are stages in it or a whole query, which has a scope.
        runs: list[list[Token]] = [[]]
        depth = 0
        for token in self._tokens[self._at : self._caret]:
            depth += token.is_sign("(") - token.is_sign(")")
            if depth == 0:
                return super().enclosed(after)
            if depth == 1 and token.kind is T.PIPE:
                runs.append([])
            elif not (depth == 1 and token.is_sign("(")):
                runs[-1].append(token)
        if depth == 0:
            return super().enclosed(after)
        self.asked.reached = True
        if "query" in after:
            self.asked.query = self._tokens[self._at].span.end
        else:
            self.asked.chain = tuple(tuple(run) for run in runs)
        raise self.fault("syntax.expected", "The parenthesis is not closed yet.")

    def fault(
        self, code: str, message: str, hint: str = "", span: Span | None = None, fix: Fix | None = None
    ) -> StageFault:
        if self._reaches():
            self.asked.faults.append(code)
            self.asked.value |= code == "syntax.expected_value"
        return super().fault(code, message, hint, span, fix)
