"""Queries of a package made those of an installation: snippets, parameters, the region.

Sumo Logic has had two ways to tell an app where its data is, and both are here: the filter is put into the text of every
query (`$$logsrc`), or it is a variable of each dashboard whose default value is the one that was chosen.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sagescope.apps.choices import Choices, scope_of
from sagescope.apps.format import Manifest, Parameter

Kind = Literal["logs", "metrics"]

_SNIPPET = re.compile(r"@\{([a-z][a-z0-9_]*)\}")
_NESTED = 5
_PAIR = re.compile(r'([A-Za-z_][\w.]*)\s*=\s*("[^"]*"|[^\s"()]+)')
_OVER_ROWS = re.compile(r"^\s*\(*\s*#[A-Z]\b|#[A-Z]\s*[-+*/]|[-+*/]\s*#[A-Z]\b")
_PINNED = re.compile(r"\bregion=(?:us|eu|ap|ca|sa|me|af|il|mx|cn)-[a-z]+-\d\b")


@dataclass(frozen=True, slots=True)
class ScopeVariable:
    """A scope that dashboards have as a variable: `key={{name}}`, and the value that it begins with."""

    name: str
    key: str
    value: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Wiring:
    """How queries of one package read for one set of choices."""

    manifest: Manifest
    snippets: Mapping[str, str]
    choices: Choices

    def dashboard_query(self, text: str, kind: Kind) -> str:
        """A query of a panel or of a variable."""
        return self._wired(text, kind, as_variable=True)

    def plain_query(self, text: str, kind: Kind) -> str:
        """A query that no variable can stand in: of a monitor or a saved search."""
        return self._wired(text, kind, as_variable=False)

    def expression(self, text: str) -> str:
        """The expression of an extraction rule."""
        for parameter in self.manifest.parameters:
            if parameter.kind == "accounts":
                default = parameter.default if isinstance(parameter.default, Mapping) else {}
                lines = [
                    f'| if (recipientAccountId = "{id_}",  "{alias}", account) as account'
                    for id_, alias in (self.choices.accounts or default).items()
                ]
                text = text.replace(f"$${parameter.id}", "\n".join(lines))
        return self.expanded(text)

    def variables(self) -> list[ScopeVariable]:
        """The variables that stand for scopes."""
        return [found for p in self.manifest.data_sources if (found := self._variable(p)) is not None]

    def expanded(self, text: str) -> str:
        """A text with its snippets; an unknown one stays, so that whoever checks the query sees it."""
        for _ in range(_NESTED):
            if "@{" not in text:
                break
            text = _SNIPPET.sub(lambda found: self.snippets.get(found[1], found[0]).rstrip("\n"), text)
        return text

    def _wired(self, text: str, kind: Kind, *, as_variable: bool) -> str:
        text = self.expanded(text)
        held = False
        for parameter in self.manifest.parameters:
            if parameter.kind == kind and f"$${parameter.id}" in text:
                held = True
                # Where nothing was chosen all data counts.
                scope = self._scope(parameter, as_variable) or ("*" if kind == "logs" else "")
                text = re.sub(rf"\$\${re.escape(parameter.id)}(?!\w)", lambda _, s=scope: s, text)  # type: ignore[misc]
        if not held:
            scopes = [self._scope(p, as_variable) for p in self.manifest.parameters if p.kind == kind]
            if scope := " ".join(filter(None, scopes)):
                text = _prefixed(text, scope, kind)
        if self.choices.region and any(p.kind == "region" for p in self.manifest.parameters):
            text = _PINNED.sub(f"region={self.choices.region}", text)
        return text

    def _scope(self, parameter: Parameter, as_variable: bool) -> str:
        variable = self._variable(parameter) if as_variable else None
        if variable is not None:
            return f"{variable.key}={{{{{variable.name}}}}}"
        return scope_of(parameter, self.choices)

    def _variable(self, parameter: Parameter) -> ScopeVariable | None:
        if parameter.wiring != "variable":
            return None
        found = _PAIR.fullmatch(scope_of(parameter, self.choices))
        if found is None:
            return None
        kind: Kind = "logs" if parameter.kind == "logs" else "metrics"
        return ScopeVariable(parameter.id, found[1], found[2].strip('"'), kind)


def _prefixed(text: str, scope: str, kind: Kind) -> str:
    """A query with a filter in front; what has alternatives is put into parentheses, since `or` binds weaker."""
    if kind == "metrics":
        return text if _OVER_ROWS.search(text) else f"{scope} {text}"
    end = _first_pipe(text)
    own, rest = text[:end], text[end:]
    if re.search(r"\bor\b", own, re.IGNORECASE):
        body = own.rstrip()
        own = f"({body}){own[len(body) :]}"
    if re.search(r"\bor\b", scope, re.IGNORECASE):
        scope = f"({scope})"
    return f"{scope} {own}{rest}"


def _first_pipe(text: str) -> int:
    """Where the scope of a log query ends."""
    quoted = False
    escaped = False
    depth = 0
    for at, char in enumerate(text):
        if escaped:
            escaped = False
        elif char == "\\":
            escaped = True
        elif char == '"':
            quoted = not quoted
        elif not quoted and char == "[":
            depth += 1
        elif not quoted and char == "]":
            depth -= 1
        elif char == "|" and not quoted and depth <= 0:
            return at
    return len(text)
