"""The files of a package: what may stand in them, and what it means.

A package is a folder of YAML files (`reading` says which). These models are the whole of its format; the JSON Schema
that editors complete by is made of them.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from sagescope.apps.bands import COLOURS, bands_of
from sagescope.apps.versions import check_version
from sagescope.durations import parse_duration
from sagescope.model.dashboard import COLUMNS

APP_NAME = r"^[a-z0-9]+(-[a-z0-9]+)*$"
UUID = r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"


def _back(text: str) -> str:
    if text in ("today", "yesterday"):
        return text
    length = text.removeprefix("-")
    parse_duration(length)
    return f"-{length}"


def _colour(name: str) -> str:
    if name not in COLOURS:
        raise ValueError(f"there is no colour {name!r}; there are {', '.join(COLOURS)}")
    return name


def _bands(text: str) -> str:
    bands_of(text)
    return text


Range = Annotated[
    str, AfterValidator(_back), Field(description="How far back: -24h, -7d, or today or yesterday.")
]
Text = Annotated[str, Field(min_length=1)]
Colour = Annotated[str, AfterValidator(_colour)]
Letter = Annotated[str, Field(pattern=r"^[A-Z]$")]


class Part(BaseModel):
    """A part of a package: frozen, and without keys that are not known here."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=False)


class Parameter(Part):
    """What is asked at install.

    `logs` and `metrics` are the scope of the data: where queries hold `$$id` it is put there, in all others of that
    kind it is put in front. With `wiring: variable` a scope that is one `key=value` becomes a variable of each
    dashboard, its value the default. `accounts` maps ids of AWS accounts to names, in place of `$$id` in extraction
    rules. `region` is the region that queries are pinned to, and the default of variables of that name.
    """

    id: Annotated[str, Field(pattern=r"^[A-Za-z_]\w*$")]
    kind: Literal["logs", "metrics", "accounts", "region"]
    label: str = ""
    description: str = ""
    example: str = ""
    default: str | Mapping[str, str] = ""
    wiring: Literal["text", "variable"] = "text"


class Manifest(Part):
    """`manifest.yaml`: what the package is, and what is asked at install."""

    uuid: Annotated[str, Field(pattern=UUID)]
    name: Annotated[str, Field(pattern=APP_NAME, max_length=64, description="Name on the command line.")]
    version: Annotated[str, AfterValidator(check_version)]
    title: Annotated[str, Field(min_length=1, max_length=128)]
    summary: Annotated[str, Field(min_length=1, max_length=1_000)]
    author: str = ""
    website: str = ""
    categories: tuple[str, ...] = ()
    requirements: tuple[str, ...] = Field((), description="What has to be collected for its panels to show.")
    parameters: tuple[Parameter, ...] = ()
    parts: tuple[str, ...] = Field((), description="Further folders whose files belong to it.")

    @property
    def data_sources(self) -> tuple[Parameter, ...]:
        """The parameters that say where data is."""
        return tuple(p for p in self.parameters if p.kind in ("logs", "metrics"))


class Variable(Part):
    """A variable of a dashboard, from the dimensions of metrics, from a log query, or from a list."""

    name: Annotated[str, Field(pattern=r"^[A-Za-z_]\w*$")]
    label: str = ""
    default: str = "*"
    key: str = Field("", description="A dimension of metrics whose values it has.")
    filter: str = Field("", description="Which series are looked at for `key`.")
    logs: str = Field("", description="A log query whose `field` has the values.")
    field: str = ""
    values: tuple[str, ...] = ()
    multiple: bool = False


class Link(Part):
    """A dashboard of the same app that a panel leads to."""

    dashboard: Text
    variables: bool = True
    range: bool = True


Chart = Literal[
    "line", "area", "column", "bar", "pie", "donut", "table", "single", "map", "honeycomb", "text"
]
Statistic = Literal["latest", "average", "sum", "minimum", "maximum", "count"]


class Limits(Part):
    """Lines of a chart at which a value is a warning, or critical."""

    warning: float | None = None
    critical: float | None = None
    below: bool = Field(False, description="Values below them are bad, instead of those above.")


class Panel(Part):
    """A panel: queries of logs, rows of metrics, or a text.

    `metrics` is one row, or rows by their letters. `hidden` rows are only there for other rows. `names` are the names
    of series, `{{dimension}}` in them, for all rows or by letter. `bands` colour a value: colours with the bounds
    between them, `green 80 amber 95 red`.
    """

    title: Annotated[str, Field(max_length=255)]
    chart: Chart
    width: Annotated[int | None, Field(ge=1, le=COLUMNS)] = None
    description: str = ""
    range: Range | None = None
    logs: str = ""
    metrics: str | Mapping[Letter, str] = ""
    text: str = ""
    hidden: tuple[Letter, ...] = ()
    names: str | Mapping[Letter, str] = ""
    types: Mapping[Letter, Chart] = Field({}, description="Another chart for rows of these letters.")
    colours: Mapping[str, Colour] = Field({}, description="Colours of series by name, or of rows by letter.")
    second_axis: tuple[Letter, ...] = Field((), description="Letters of the rows of the axis at the right.")
    unit: str = ""
    second_unit: str = ""
    stacked: bool = False
    statistic: Statistic | None = None
    label: str = ""
    decimals: Annotated[int | None, Field(ge=0, le=6)] = None
    sparkline: bool = False
    bands: Annotated[str, AfterValidator(_bands)] = ""
    limits: Limits | None = None
    empty: str = Field("", description="What stands in the place of a value that is not there.")
    links: tuple[Link, ...] = ()
    data: Literal["required", "optional"] = Field(
        "required", description="Whether sample data has to give rows: faults are rare in healthy data."
    )

    @model_validator(mode="after")
    def _asks(self) -> Self:
        asked = bool(self.logs) + bool(self.metrics)
        if self.chart == "text":
            if asked:
                raise ValueError("a text asks no query")
        elif not asked:
            raise ValueError(f"the panel {self.title!r} asks nothing: give it logs or metrics")
        return self


class GridRow(Part):
    """Panels beside each other; those without a width share what is left of 24 columns."""

    height: Annotated[int, Field(ge=1, le=60)] = 6
    panels: Annotated[tuple[Panel, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _fits(self) -> Self:
        width = sum(panel.width or 1 for panel in self.panels)
        if width > COLUMNS:
            raise ValueError(f"the panels of a row are {width} columns wide together, the most is {COLUMNS}")
        return self


class Dashboard(Part):
    """A file of `dashboards/`."""

    name: Annotated[str, Field(min_length=1, max_length=255)]
    title: str = ""
    description: Annotated[str, Field(max_length=4_096)] = ""
    theme: Literal["Light", "Dark"] = "Light"
    range: Range = "-24h"
    refresh: int = Field(0, ge=0, description="Seconds after which it loads again by itself.")
    labels: Mapping[str, tuple[str, ...]] = Field({}, description="Entities of Explore that it applies to.")
    variables: tuple[Variable, ...] = ()
    rows: Annotated[tuple[GridRow, ...], Field(min_length=1)]

    @property
    def panels(self) -> tuple[Panel, ...]:
        """Its panels, row by row."""
        return tuple(panel for row in self.rows for panel in row.panels)


class Condition(Part):
    """When an alert begins: one bound, over the window. It ends when the opposite has held as long.

    `recover` is another bound for its end. Of a log query the number of rows counts, or `field` of them.
    """

    over: Range
    above: float | None = None
    at_least: float | None = None
    below: float | None = None
    at_most: float | None = None
    recover: float | None = None
    recover_over: Range | None = None
    field: str = ""
    occurrence: Literal["once", "always"] = "once"
    least_points: Annotated[int | None, Field(ge=1, le=100)] = None

    @model_validator(mode="after")
    def _one_bound(self) -> Self:
        bounds = (self.above, self.at_least, self.below, self.at_most)
        if sum(bound is not None for bound in bounds) != 1:
            raise ValueError("a condition has one of above, at_least, below and at_most")
        return self


class Anomaly(Part):
    """A critical alert of values that are far from those of the day before."""

    over: Range
    points: Annotated[int, Field(ge=1, le=1_000, description="How many values have to be that far off.")] = 1
    sensitivity: Annotated[float, Field(ge=0.1, le=1.0)] = 0.5
    direction: Literal["up", "down", "both"] = "both"


class Missing(Part):
    """An alert of data that stopped."""

    over: Range
    any: bool = Field(False, description="Of each series by itself, instead of all.")


class Monitor(Part):
    """A monitor of `monitors.yaml`."""

    name: Annotated[str, Field(min_length=1, max_length=255)]
    description: Annotated[str, Field(max_length=4_096)] = ""
    logs: str = ""
    metrics: str | Mapping[str, str] = ""
    group: tuple[str, ...] = ()
    per_series: bool = False
    delay: str = "0m"
    critical: Condition | None = None
    warning: Condition | None = None
    anomaly: Anomaly | None = None
    missing: Missing | None = None
    playbook: str = ""
    data: Literal["required", "optional"] = Field(
        "optional", description="Whether its query has to find something in the sample data."
    )

    @model_validator(mode="after")
    def _asks(self) -> Self:
        if bool(self.logs) == bool(self.metrics):
            raise ValueError(f"the monitor {self.name!r} asks either logs or metrics")
        if self.critical is not None and self.anomaly is not None:
            raise ValueError(f"the monitor {self.name!r} has two critical conditions: critical and anomaly")
        if not (self.critical or self.warning or self.anomaly or self.missing):
            raise ValueError(f"the monitor {self.name!r} has no condition")
        return self


class FieldPart(Part):
    """A field that messages may carry."""

    name: Text
    description: str = ""


class ExtractionRulePart(Part):
    """A field extraction rule."""

    name: Text
    scope: str = ""
    expression: Text
    enabled: bool = True


class MetricRulePart(Part):
    """A metric rule: series, and the dimensions that it gives them."""

    name: Text
    match: Text
    set: Mapping[str, str]


class Search(Part):
    """A saved search."""

    name: Text
    description: str = ""
    range: Range = "-1h"
    logs: str = ""
    metrics: str = ""


class Sample(Part):
    """A line of `samples/*.jsonl`: a message with its metadata, or a point of a series.

    `at` is a time in milliseconds; the package is tried as if the newest sample were of now.
    """

    at: int
    raw: str | None = None
    category: str = ""
    host: str = ""
    name: str = ""
    fields: Mapping[str, str] = {}
    metric: str | None = None
    dimensions: Mapping[str, str] = {}
    value: float | None = None


class Fields(Part):
    """`fields.yaml`."""

    fields: tuple[FieldPart, ...]


class ExtractionRules(Part):
    """`extraction-rules.yaml`."""

    rules: tuple[ExtractionRulePart, ...]


class MetricRules(Part):
    """`metric-rules.yaml`."""

    rules: tuple[MetricRulePart, ...]


class Monitors(Part):
    """`monitors.yaml`."""

    monitors: tuple[Monitor, ...]


class Searches(Part):
    """`searches.yaml`."""

    searches: tuple[Search, ...]


class Snippets(Part):
    """`snippets.yaml`: texts that stand in queries as `@{name}`."""

    snippets: Mapping[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")], str]


FILES: Mapping[str, type[Part]] = {
    "manifest.yaml": Manifest,
    "dashboards/*.yaml": Dashboard,
    "monitors.yaml": Monitors,
    "fields.yaml": Fields,
    "extraction-rules.yaml": ExtractionRules,
    "metric-rules.yaml": MetricRules,
    "searches.yaml": Searches,
    "snippets.yaml": Snippets,
    "samples/*.jsonl": Sample,
}
"""What is read of a package, by the names of its files."""


def json_schema() -> dict[str, Any]:
    """The JSON Schema of all files: a definition for each, under the file's name."""
    definitions: dict[str, Any] = {}
    files: dict[str, Any] = {}
    for file, model in FILES.items():
        schema = model.model_json_schema(ref_template="#/$defs/{model}")
        definitions |= schema.pop("$defs", {})
        definitions[model.__name__] = schema
        files[file] = {"$ref": f"#/$defs/{model.__name__}"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Files of a Sagescope app package",
        "properties": files,
        "$defs": dict(sorted(definitions.items())),
    }
