"""The labels of a node of the hierarchy, and what else speaks of the same: dashboards and alerts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sagescope.explore.names import folded_namespace

ACCOUNT, REGION, NAMESPACE = "account", "region", "namespace"
ANY = "*"


@dataclass(frozen=True, slots=True)
class Label:
    """One step of a path: what it is called by, the first being ours, and its values, folded.

    `value` is the value as it is shown and put into queries.
    """

    keys: tuple[str, ...]
    value: str
    values: frozenset[str]

    @property
    def key(self) -> str:
        """Our name of it."""
        return self.keys[0]

    def holds(self, value: str) -> bool:
        """Whether a value of somebody else is one of these."""
        return value == ANY or folded(value) in self.values


Path = tuple[Label, ...]


def folded(value: str) -> str:
    """A value as it compares: namespaces come with and without a leading slash, and nothing of this has case."""
    return folded_namespace(value)


def label(keys: Sequence[str], value: str, *others: str) -> Label:
    """A step of a path."""
    return Label(tuple(keys), value, frozenset(map(folded, (value, *others))))


def account_label(value: str, *others: str) -> Label:
    """The step of an account: its alias and its number are one."""
    return label((ACCOUNT, "accountid", "account_id"), value, *others)


def applies(labels: Mapping[str, Iterable[str]], path: Path) -> bool:
    """Whether labels of a dashboard are those of a node (reference dashboards.md, 8.3): the same ones, with its
    values or any.
    """
    given = {key.casefold(): tuple(values) for key, values in labels.items()}
    used = set()
    for step in path:
        key = next((key for key in step.keys if key in given), None)
        if key is None or not any(step.holds(value) for value in given[key]):
            return False
        used.add(key)
    return used == set(given)


def variables_for(names: Iterable[str], path: Path) -> dict[str, str]:
    """The variables of a dashboard that a node sets, by their names as the dashboard writes them."""
    found: dict[str, str] = {}
    for name in names:
        for step in path:
            if name.casefold() in step.keys:
                found[name] = step.value
    return found


def is_of(labels: Mapping[str, str], path: Path, keys: frozenset[str]) -> bool:
    """Whether an alert with these labels is of a node: it names the node itself, nothing below it, and nothing else
    about it. `keys` are all that nodes are called by.
    """
    given = {key.casefold(): value for key, value in labels.items() if value}
    named = given.keys() & keys
    if not path or not named & set(path[-1].keys):
        return False
    if named - {key for step in path for key in step.keys}:
        return False
    return all(folded(given[key]) in step.values for step in path for key in step.keys if key in given)
