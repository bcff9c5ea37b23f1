"""What is documented as an operator and stands in a selector or between rows rather than behind a pipe."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Form:
    """A form of the language, described as operators are."""

    name: str
    family: str
    syntax: tuple[str, ...]
    documentation: str
    examples: tuple[str, ...]


FORMS = (
    Form(
        "along",
        "rows",
        ("<arithmetic over #A, #B, …> [along <dimension>, …] [as <name>]",),
        "Puts series of other rows together that have the same values of the dimensions.\n\n"
        "`#A` stands for the series of the row A. The arithmetic is worked out bucket by bucket, where every row "
        "has a point; rows with different intervals have few in common. The result has the dimensions named "
        "behind `along`, and its metric is the name behind `as`, or else the arithmetic as written. Without "
        "`along` every series of a row goes with every series of the others: the result has the dimensions on "
        "which they agree, and where there are several of them the others as `#A.host`. A row over a single "
        "other row keeps its dimensions. Stages may follow.",
        (
            "#A / #B * 100 along endpointname",
            "#A * 100 / (#A + #B) along cluster, node as bytes_in_percent",
            "#B + 0 * #A along host | topk(20, latest)",
        ),
    ),
    Form(
        "in",
        "selector",
        ("<dimension>=(<value>, …)", "<dimension>=(<value> or …)"),
        "Picks series that have one of several values of a dimension.\n\n"
        "It is short for terms joined by `or`. Values may hold `*`, and stand in quotes.",
        ("metric=CPU_Total host=(web-1, web-2, db*)", "state=(user or system or iowait)"),
    ),
)
