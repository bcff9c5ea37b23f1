"""What somebody chose at install: data, accounts, region, whether monitors run."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sagescope.apps.format import Manifest, Parameter
from sagescope.errors import Fault, Refusal


@dataclass(frozen=True, slots=True)
class Choices:
    """The answers to the parameters of a package.

    `scopes` are filters such as `_sourceCategory=prod/*` by the id of their parameter, `accounts` names by ids of AWS
    accounts; `account` and `region` are the values that dashboards begin with. `monitors` says whether monitors run.
    """

    scopes: Mapping[str, str] = field(default_factory=dict)
    accounts: Mapping[str, str] = field(default_factory=dict)
    account: str = ""
    region: str = ""
    monitors: bool = False

    def document(self) -> dict[str, Any]:
        """As they are stored."""
        return {
            "scopes": dict(self.scopes),
            "accounts": dict(self.accounts),
            "account": self.account,
            "region": self.region,
            "monitors": self.monitors,
        }

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "Choices":
        """As they were stored."""
        return cls(
            dict(document.get("scopes") or {}),
            dict(document.get("accounts") or {}),
            str(document.get("account") or ""),
            str(document.get("region") or ""),
            bool(document.get("monitors")),
        )


def checked(manifest: Manifest, choices: Choices) -> Choices:
    """The choices where the package asks for them. Raises Refusal `app.parameter` for one that it does not know."""
    known = {p.id for p in manifest.data_sources}
    faults = [
        Fault(
            "app.parameter",
            f"{manifest.title} has no data source {name!r}.",
            f"It has {', '.join(sorted(known))}." if known else "It asks for none.",
        )
        for name in choices.scopes
        if name not in known
    ]
    faults += [
        Fault(
            "app.scope", f"The scope of {name} holds a pipe.", "Give a filter such as _sourceCategory=prod/*."
        )
        for name, scope in choices.scopes.items()
        if "|" in scope or "\n" in scope
    ]
    faults += [
        Fault(
            "app.account", f"{id_!r} is no id of an AWS account.", "Write twelve digits: 123456789012=prod."
        )
        for id_ in choices.accounts
        if not (len(id_) == 12 and id_.isdecimal())
    ]
    faults += [
        Fault(
            "app.account",
            f"{alias!r} cannot name an account.",
            "Leave out quotes, backslashes and line breaks.",
        )
        for alias in (*choices.accounts.values(), choices.account, choices.region)
        if any(c in alias for c in '"\\\n{}')
    ]
    if choices.accounts and not any(p.kind == "accounts" for p in manifest.parameters):
        faults.append(Fault("app.parameter", f"{manifest.title} maps no accounts.", "Leave the mapping out."))
    if faults:
        raise Refusal(faults)
    return choices


def scope_of(parameter: Parameter, choices: Choices) -> str:
    """The filter of a data source: what was chosen, or the default."""
    default = parameter.default if isinstance(parameter.default, str) else ""
    return choices.scopes.get(parameter.id, default).strip()
