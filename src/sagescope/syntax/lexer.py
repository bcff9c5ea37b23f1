"""Text to tokens. The text before the first pipe and the stages after it are read by different rules:
`a-b/c*` is one word in a scope and a subtraction in a stage (reference search-language.md, 0 and 1.1).
Pipes in parentheses belong to their stage (`join (a | b) as t, …`), and a subquery is one token.

A comment starts only where a token may start, since `//` and `/*` also occur inside words
(`geo://location`, `_sourceCategory=Labs/*`).
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from sagescope.errors import Fault, Fix
from sagescope.span import Span
from sagescope.syntax.tokens import SIGNS, T, Token

# What pages put between letters, and nobody sees, parts words as blanks do.
_UNSEEN = "\u200b\u2060\ufeff"
_BLANKS = re.compile(rf"[\s{_UNSEEN}]+")
_LINE_COMMENT = re.compile(r"//[^\n]*")
_BLOCK_COMMENT = re.compile(r"/\*.*?(\*/|\Z)", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}

_QUOTES = '"“”„'
"""What opens and closes a text: word processors, and pages of documentation, bend the quotes of queries."""

_SIGN = re.compile("|".join(map(re.escape, SIGNS)))
_SCOPE_WORD = re.compile(rf'(?:\\.|[^\s{_UNSEEN}"()|=!\[\]\\]|(?<=[^\s"()|=\[\]])!)+')
_FIELD_OPTION = re.compile(r"\s*field\s*=", re.IGNORECASE)
_PATTERN_PART = re.compile(r'[^\s|"][^\s|]*')
_PLAIN_VALUE = re.compile(r"[\w\-./:@+]+")
_SUBQUERY = re.compile(r"\[\s*subquery\b", re.IGNORECASE)
_NAME_OPENS = re.compile(r'%\s*"')
_STAGE_WORD = re.compile(r"[A-Za-z_](?:[A-Za-z0-9_]|\.(?=[A-Za-z0-9_]))*")
# A path into a document, as `json auto` names fields: `users[2].address`. No bracket else follows a word at once.
_PATH_WORD = re.compile(_STAGE_WORD.pattern + r"(?:\[\d+\]|\.(?=[A-Za-z0-9_])[A-Za-z0-9_]+)*")
_BARE_FIELD = re.compile(r"%([A-Za-z_][A-Za-z0-9_]*(?:\[\d+\]|\.[A-Za-z0-9_]+)*)")
_NUMBER = re.compile(
    # `0.and` is a number with its point, and a word.
    r"\d+\.(?=(?:and|or)\b)"
    r"|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?:Ki|Mi|Gi|Ti|Pi|ns|us|ms|[KkMGBTPsmhdw])?(?![A-Za-z0-9_])"
)
# Beyond what a number can hold; a longer run of digits is a word, and no stage takes that for a number.
_LONGEST_NUMBER = 300
# After these words an operand follows, so a slash opens a regular expression there.
_BEFORE_OPERAND = frozenset({"matches", "and", "or", "not", "in", "where", "if", "contains", "by"})
# After these a field follows, so a percent sign opens its name there.
_BEFORE_FIELD = _BEFORE_OPERAND | {"as", "column", "fields", "from", "group", "on", "order", "row", "sort"}


@dataclass(frozen=True, slots=True)
class Lexed:
    """The tokens of a query: those of the scope, and those of each stage, in the order of the text.

    Every list ends with a PIPE or END token. `faults` are what could not be read.
    """

    scope: tuple[Token, ...]
    stages: tuple[tuple[Token, ...], ...]
    faults: tuple[Fault, ...]

    @property
    def tokens(self) -> list[Token]:
        """All tokens in order."""
        return [t for part in (self.scope, *self.stages) for t in part]


@lru_cache(maxsize=8)
def lex(text: str, *, scoped: bool = True, start: int = 0, patterned: frozenset[str] = frozenset()) -> Lexed:
    """The tokens of a query, or of a bare pipeline where `scoped` is false; both begin at `start`.

    The last few are remembered, as a subquery is read for its end first. A pipeline may start with a pipe of its
    own. After the operators `patterned`, and their option `field=…`, a pattern stands up to `as`, quoted or not: it is
    cut at blanks only, and nothing in it is a comment.
    """
    lexer = _Lexer(text, start, patterned)
    scope = lexer.part(in_scope=True) if scoped else []
    stages: list[tuple[Token, ...]] = []
    if scoped:
        ended = scope[-1].kind is T.END
    else:
        lexer.skip_blanks()
        if lexer.at < len(text) and text[lexer.at] == "|":
            lexer.at += 1
        ended = False
    while not ended:
        part = lexer.part(in_scope=False)
        ended = part[-1].kind is T.END
        stages.append(tuple(part))
    return Lexed(tuple(scope), tuple(stages), tuple(lexer.faults))


def is_plain_name(name: str) -> bool:
    """Whether a name can stand in a stage as it is, without `%"…"`."""
    return _STAGE_WORD.fullmatch(name) is not None


def is_scope_word(text: str) -> bool:
    """Whether a text can stand in a scope as a value that means nothing but itself, without quotes."""
    return _PLAIN_VALUE.fullmatch(text) is not None and "//" not in text


def comment_at(text: str, start: int, place: int) -> bool:
    """Whether `place` is inside a comment of the run of blanks and comments that begins at `start`.

    The end of a line still belongs to its comment, and so does the end of the text to one that is not closed.
    """
    at = start
    while at <= place:
        blanks = _BLANKS.match(text, at)
        line = _LINE_COMMENT.match(text, at)
        block = _BLOCK_COMMENT.match(text, at)
        found = blanks or line or block
        if found is None:
            return False
        closed = block is not None and block[1] != ""
        if found is not blanks and found.start() < place and place < found.end() + (not closed):
            return True
        at = found.end()
    return False


class _Lexer:
    """A position in the text, and the faults found on the way."""

    def __init__(self, text: str, start: int = 0, patterned: frozenset[str] = frozenset()) -> None:
        self.text = text
        self.at = start
        self.patterned = patterned
        self.faults: list[Fault] = []

    def skip_blanks(self) -> None:
        """Pass blanks and the comments that start at a token's place."""
        while self.at < len(self.text):
            rest = _BLANKS.match(self.text, self.at) or _LINE_COMMENT.match(self.text, self.at)
            if rest is None and (rest := _BLOCK_COMMENT.match(self.text, self.at)) and rest[1] == "":
                self.faults.append(
                    Fault(
                        "syntax.unclosed_comment",
                        "A comment is opened and not closed.",
                        "End it with */.",
                        Span(self.at, self.at + 2),
                    )
                )
            if rest is None:
                return
            self.at = rest.end()

    def part(self, *, in_scope: bool) -> list[Token]:
        """The tokens up to and including the next pipe or the end; pipes in parentheses are tokens like others."""
        tokens, open_ = self._part(in_scope=in_scope, nested=not in_scope)
        if open_:
            # A parenthesis that nobody closes must not swallow the stages behind it.
            first = next((at for at, token in enumerate(tokens) if token.kind is T.PIPE), len(tokens) - 1)
            del tokens[first + 1 :]
            self.at = tokens[-1].span.end
            self.faults = [fault for fault in self.faults if fault.span and fault.span.start < self.at]
        return tokens

    def _part(self, *, in_scope: bool, nested: bool) -> tuple[list[Token], bool]:
        """The tokens of a part, and whether it ends inside parentheses."""
        tokens: list[Token] = []
        depth = 0
        while True:
            before = self.at
            # Directly behind another token `/*` and `//` belong to the text, not to a comment.
            may_comment = not tokens or before == 0 or self.text[before - 1] in " \t\r\n|)(,"
            if not in_scope and tokens and tokens[-1].kind is T.WORD and self.text.startswith("//", before):
                # In a stage nothing but an address has two slashes: `count by a//, b`.
                may_comment = True
            patterned = bool(self.patterned) and self._in_pattern(tokens)
            if patterned:
                blank = _BLANKS.match(self.text, self.at)
                self.at = blank.end() if blank else self.at
            elif may_comment:
                self.skip_blanks()
            elif blank := _BLANKS.match(self.text, self.at):
                self.at = blank.end()
                self.skip_blanks()
            glued = bool(tokens) and self.at == before
            if self.at >= len(self.text):
                tokens.append(Token(T.END, "", "", Span(self.at, self.at), glued))
                return tokens, depth > 0
            if self.text[self.at] == "|" and not (not in_scope and self.text.startswith("||", self.at)):
                self.at += 1
                tokens.append(Token(T.PIPE, "|", "|", Span(self.at - 1, self.at), glued))
                if depth == 0:
                    return tokens, False
                continue
            if patterned and (part := _PATTERN_PART.match(self.text, self.at)):
                tokens.append(self._token(T.WORD, part.end(), glued))
            else:
                tokens.append(self._scope_token(glued) if in_scope else self._stage_token(tokens, glued))
            if nested:
                depth = max(0, depth + tokens[-1].is_sign("(") - tokens[-1].is_sign(")"))

    def _in_pattern(self, tokens: list[Token]) -> bool:
        if not tokens or not tokens[0].is_word(*self.patterned):
            return False
        if len(tokens) == 1 and _FIELD_OPTION.match(self.text, self.at):
            return False
        if (
            len(tokens) in (2, 3)
            and tokens[1].is_word("field")
            and _FIELD_OPTION.match(self.text, tokens[1].span.start)
        ):
            return False
        return not any(token.is_word("as") and not token.glued for token in tokens[1:])

    def _scope_token(self, glued: bool) -> Token:
        start = self.at
        ch = self.text[start]
        if ch in _QUOTES:
            return self._string(glued)
        if _NAME_OPENS.match(self.text, start):
            return self._quoted_field(glued)
        if ch == "[" and (subquery := self._subquery(glued)):
            return subquery
        if ch in "()=![]":
            return self._token(T.SIGN, start + 1, glued)
        if word := _SCOPE_WORD.match(self.text, start):
            return self._token(T.WORD, word.end(), glued)
        self.faults.append(
            Fault(
                "syntax.character",
                f"{ch!r} cannot stand here.",
                "Put text with special characters into double quotes.",
                Span(start, start + 1),
            )
        )
        return self._token(T.WORD, start + 1, glued)

    def _stage_token(self, before: list[Token], glued: bool) -> Token:
        start = self.at
        ch = self.text[start]
        if ch in _QUOTES:
            return self._string(glued)
        if ch == "'":
            return self._character(glued)
        if ch == "[" and (subquery := self._subquery(glued)):
            return subquery
        if ch == "%" and self._operand_here(before, _BEFORE_FIELD):
            if _NAME_OPENS.match(self.text, start):
                return self._quoted_field(glued)
            if bare := _BARE_FIELD.match(self.text, start):
                self.at = bare.end()
                return Token(T.FIELD, bare[0], bare[1], Span(start, self.at), glued)
        if ch == "/" and self._operand_here(before, _BEFORE_OPERAND) and (regex := self._regex(glued)):
            return regex
        if word := _PATH_WORD.match(self.text, start):
            return self._token(T.WORD, word.end(), glued)
        if (number := _NUMBER.match(self.text, start)) and number.end() - start <= _LONGEST_NUMBER:
            return self._token(T.NUMBER, number.end(), glued)
        if sign := _SIGN.match(self.text, start):
            return self._token(T.SIGN, sign.end(), glued)
        # Digits that run into letters, `15x`, and letters of other alphabets are words of their own.
        end = start + 1
        while end < len(self.text) and (self.text[end].isalnum() or self.text[end] == "_"):
            end += 1
        return self._token(T.WORD, end, glued)

    def _token(self, kind: T, end: int, glued: bool) -> Token:
        text = self.text[self.at : end]
        span = Span(self.at, end)
        self.at = end
        return Token(kind, text, text, span, glued)

    def _operand_here(self, before: list[Token], words: frozenset[str]) -> bool:
        if not before:
            return True
        last = before[-1]
        match last.kind:
            case T.SIGN:
                return last.text not in (")", "]")
            case T.WORD:
                # A quoted text is no divisor: behind any word, `%"` opens a name (`count %"a b"`).
                return last.text.lower() in words or _NAME_OPENS.match(self.text, self.at) is not None
            case _:
                # No text divides a number, so that `top 10 %"a b"` names a field.
                return _NAME_OPENS.match(self.text, self.at) is not None

    def _string(self, glued: bool) -> Token:
        start = self.at
        value: list[str] = []
        at = start + 1
        closing = '"' if self.text[start] == '"' else _QUOTES
        while at < len(self.text):
            ch = self.text[at]
            if ch in closing:
                self.at = at + 1
                return Token(
                    T.STRING, self.text[start : self.at], "".join(value), Span(start, self.at), glued
                )
            if ch == "\\" and at + 1 < len(self.text):
                after = self.text[at + 1]
                # An unknown escape stays as it is: `\d` and `\/` belong to patterns.
                value.append(_ESCAPES.get(after, "\\" + after))
                at += 2
                continue
            value.append(ch)
            at += 1
        return self._unclosed(start, glued)

    def _unclosed(self, start: int, glued: bool) -> Token:
        # The quote most likely ends at the end of its line: go on there, so that later stages are
        # still read and their faults reported too.
        line_end = self.text.find("\n", start)
        stop = len(self.text) if line_end < 0 else line_end
        pipe = self.text.find(" |", start, stop)
        stop = pipe if pipe >= 0 else stop
        self.at = stop
        self.faults.append(
            Fault(
                "syntax.unclosed_quote",
                "A quote is opened and not closed.",
                'Add a closing ", or write \\" for a quote inside the text.',
                Span(start, start + 1),
                Fix(Span(stop, stop), '"'),
            )
        )
        return Token(T.STRING, self.text[start:stop], self.text[start + 1 : stop], Span(start, stop), glued)

    def _character(self, glued: bool) -> Token:
        start = self.at
        escaped = self.text[start + 1 : start + 2] == "\\" and self.text[start + 3 : start + 4] == "'"
        end = start + (4 if escaped else 3)
        if self.text[end - 1 : end] != "'":
            return self._token(T.SIGN, start + 1, glued)
        self.at = end
        return Token(T.STRING, self.text[start:end], self.text[end - 2], Span(start, end), glued)

    def _quoted_field(self, glued: bool) -> Token:
        start = self.at
        self.at = self.text.index('"', start)
        inner = self._string(glued)
        return Token(T.FIELD, self.text[start : self.at], inner.value, Span(start, self.at), glued)

    def _subquery(self, glued: bool) -> Token | None:
        """`[subquery …]`, whose brackets are counted outside quotes and escapes; None for any other bracket."""
        head = _SUBQUERY.match(self.text, self.at)
        if head is None:
            return None
        start, depth, at = self.at, 0, self.at
        while at < len(self.text):
            ch = self.text[at]
            if ch == '"':
                at += 1
                while at < len(self.text) and self.text[at] != '"':
                    at += 2 if self.text[at] == "\\" else 1
            depth += (ch == "[") - (ch == "]")
            # A bracket or a quote of a pattern is written `\[`.
            at += 2 if ch == "\\" else 1
            if depth == 0:
                self.at = at
                inner = self.text[head.end() : at - 1]
                return Token(T.SUBQUERY, self.text[start:at], inner, Span(start, at), glued)
        self.faults.append(
            Fault(
                "syntax.unclosed_subquery",
                "A subquery is opened and not closed.",
                "End it with ].",
                Span(start, head.end()),
                Fix(Span(len(self.text), len(self.text)), "]"),
            )
        )
        self.at = len(self.text)
        return Token(T.SUBQUERY, self.text[start:], self.text[head.end() :], Span(start, self.at), glued)

    def _regex(self, glued: bool) -> Token | None:
        start = self.at
        at = start + 1
        in_class = False
        if "//" in self.text[max(0, start - 1) : start + 2]:
            return None  # `geo://location` holds no pattern
        while at < len(self.text) and self.text[at] != "\n":
            ch = self.text[at]
            if ch == "\\":
                at += 2
                continue
            if ch == "[":
                in_class = True
            elif ch == "]":
                in_class = False
            elif ch == "/" and not in_class:
                self.at = at + 1
                value = self.text[start + 1 : at].replace("\\/", "/")
                return Token(T.REGEX, self.text[start : self.at], value, Span(start, self.at), glued)
            at += 1
        return None
