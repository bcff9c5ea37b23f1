"""A reader over the tokens of one stage. What goes wrong inside a stage stays inside it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sagescope.errors import Fault, Fix
from sagescope.near_names import closest
from sagescope.span import Span
from sagescope.syntax.tokens import T, Token


class StageFault(Exception):
    """A stage cannot be read or bound; `fault` says why and where."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Name:
    """A name with its place."""

    text: str
    span: Span


class Cursor:
    """A position in the tokens of a stage; the last token is its end and is never passed.

    `depth` is how deep the stage stands in the parentheses of others.
    """

    def __init__(self, tokens: Sequence[Token], text: str, depth: int = 0) -> None:
        self._tokens = tokens
        self._at = 0
        self.text = text
        self.depth = depth

    def peek(self, ahead: int = 0) -> Token:
        """The token `ahead` places on, the end token past the end."""
        return self._tokens[min(self._at + ahead, len(self._tokens) - 1)]

    @property
    def at_end(self) -> bool:
        """Whether the stage is read to its end."""
        return self._at >= len(self._tokens) - 1

    def take(self) -> Token:
        """The next token; the end token stays in place."""
        token = self.peek()
        if not self.at_end:
            self._at += 1
        return token

    def mark(self) -> int:
        """The present position, for `span_since`."""
        return self._at

    def span_since(self, mark: int) -> Span:
        """The span from the token at `mark` to the last one taken."""
        first = self._tokens[mark].span
        last = self._tokens[max(mark, self._at - 1)].span
        return first.to(last)

    def word(self, *words: str) -> Token | None:
        """Take one of these words if it is next; `words` are lower-case."""
        return self.take() if self.peek().is_word(*words) else None

    def sign(self, *signs: str) -> Token | None:
        """Take one of these signs if it is next."""
        return self.take() if any(self.peek().is_sign(s) for s in signs) else None

    def among(self, known: Collection[str]) -> str | None:
        """The next word or sign in lower case if it is one of `known`; it is not taken."""
        token = self.peek()
        written = token.text.lower() if token.kind in (T.WORD, T.SIGN) else ""
        return written if written in known else None

    def expect_sign(self, sign: str, after: str) -> Token:
        """Take that sign; `after` says in the fault what it belongs to."""
        if (token := self.sign(sign)) is not None:
            return token
        raise self.fault(
            "syntax.expected", f"{sign!r} is expected {after}, not {self.describe()}.", f"Add {sign!r}."
        )

    def expect_word(self, *words: str, after: str) -> Token:
        """Take one of these words; `after` says in the fault what it belongs to."""
        if (token := self.word(*words)) is not None:
            return token
        wanted = " or ".join(repr(w) for w in words)
        raise self.fault(
            "syntax.expected", f"{wanted} is expected {after}, not {self.describe()}.", f"Add {words[0]!r}."
        )

    def string(self, what: str) -> Token:
        """Take a quoted text; `what` says what it is for."""
        if self.peek().kind is T.STRING:
            return self.take()
        raise self.fault(
            "syntax.expected_text",
            f"{what} is expected in double quotes, not {self.describe()}.",
            "Put it into double quotes.",
        )

    def name(self, what: str = "a field name") -> Name:
        """Take a name: a word or %\"any text\".

        `what` says what it names; it begins with "a field" or "the field" where that has to be there already.
        """
        token = self.peek()
        if token.kind in (T.WORD, T.FIELD):
            self.take()
            return Name(token.value, token.span)
        raise self.fault(
            "syntax.expected_name",
            f"{what[0].upper()}{what[1:]} is expected, not {self.describe()}.",
            'Write a name, or %"a name" where it holds blanks or signs.',
        )

    def at_name(self, what: str) -> bool:
        """Whether a name is next, which may stand here; `what` says what it would name."""
        return self.peek().kind in (T.WORD, T.FIELD)

    def names(self, what: str = "a field name") -> tuple[Name, ...]:
        """Take a list of names parted by commas, in parentheses or not."""
        if self.sign("("):
            found = self.names(what)
            self.expect_sign(")", "after the list of names")
            return found
        found_list = [self.name(what)]
        while self.sign(","):
            found_list.append(self.name(what))
        return tuple(found_list)

    def number(self, what: str) -> Token:
        """Take a number."""
        if self.peek().kind is T.NUMBER:
            return self.take()
        raise self.fault(
            "syntax.expected_number",
            f"{what} is expected, a number, not {self.describe()}.",
            "Write a number.",
        )

    def glued_text(self) -> tuple[str, Span]:
        """Take the run of tokens without blanks between them, as written: an address, a path."""
        first = self.take()
        end = first.span.end
        while not self.at_end and self.peek().glued and not self.peek().is_sign(","):
            end = self.take().span.end
        text: str = self.text[first.span.start : end]
        return text, Span(first.span.start, end)

    def enclosed(self, after: str) -> list[list[Token]]:
        """Take a parenthesis with what is in it: the tokens between its pipes, each run with an end of its own.

        `after` says in the fault what the parenthesis belongs to.
        """
        self.expect_sign("(", after)
        runs: list[list[Token]] = [[]]
        depth = 1
        for at in range(self._at, len(self._tokens) - 1):
            token = self._tokens[at]
            if token.kind is T.SIGN:
                depth += (token.text == "(") - (token.text == ")")
            if depth == 0 or (depth == 1 and token.kind is T.PIPE):
                kind = T.PIPE if depth else T.END
                runs[-1].append(
                    Token(kind, token.text, token.value, Span(token.span.start, token.span.start))
                )
                if depth == 0:
                    self._at = at + 1
                    return runs
                runs.append([])
            else:
                runs[-1].append(token)
        self._at = len(self._tokens) - 1
        raise self.fault("syntax.expected", "A parenthesis is opened and not closed.", "Add ')'.")

    def done(self, operator: str) -> None:
        """Check that nothing is left over."""
        if self.at_end:
            return
        token = self.peek()
        rest = Span(token.span.start, self._tokens[-2].span.end)
        raise StageFault(
            Fault(
                "syntax.leftover",
                f"{operator} does not understand what follows: {self.text[rest.start : rest.end]!r}.",
                "Start a new stage with |, or take it away.",
                rest,
            )
        )

    def describe(self) -> str:
        """The next token, for a message."""
        token = self.peek()
        if token.kind in (T.PIPE, T.END):
            return str(token.kind.value)
        return repr(token.text)

    def fault(
        self, code: str, message: str, hint: str = "", span: Span | None = None, fix: Fix | None = None
    ) -> StageFault:
        """A fault at the next token, or at `span`."""
        at = span or self.peek().span
        if at.start == at.end and at.start > 0:
            at = Span(at.start - 1, at.end)
        return StageFault(Fault(code, message, hint, at, fix))


def unknown(code: str, what: str, name: Name, known: Sequence[str], hint: str) -> StageFault:
    """The fault of a name that nothing has, with what it may have meant."""
    near = closest(name.text, list(dict.fromkeys(known)))
    fix = Fix(name.span, near[0]) if near else None
    if near:
        hint = "Did you mean " + " or ".join(near) + "?"
    return StageFault(Fault(code, f"There is no {what} {name.text!r}.", hint, name.span, fix))
