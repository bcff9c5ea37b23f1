"""The values of a dashboard's variables: those chosen, and those to choose from (reference dashboards.md, 6)."""

from collections.abc import Mapping, Sequence

from sagescope.dashboards.templates import ALL, Chosen
from sagescope.model.dashboard import Variable


def chosen_values(variables: Sequence[Variable], given: Mapping[str, Sequence[str]]) -> dict[str, Chosen]:
    """The values that count, by lower-case name: those given, else the defaults.

    A name that is given and that no variable has counts too, so that a link may bring values for texts.
    """
    wanted = {name.lower(): tuple(values) for name, values in given.items()}
    found = {name: Chosen(values) for name, values in wanted.items() if values}
    for variable in variables:
        name = variable.name.lower()
        values = wanted.get(name) or (default_value(variable),)
        if ALL in values:
            values = (ALL,)
        found[name] = Chosen(values, variable.value_type)
    return found


def default_value(variable: Variable) -> str:
    """The value of a variable that nobody has chosen for: an empty default means all."""
    return variable.default_value or ALL
