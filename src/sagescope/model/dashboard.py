"""Dashboards as documents of Sumo Logic's shape (reference dashboards.md, 2 to 6): what is written in one is kept as it is.

A document of another maker, or of a newer version, may hold keys that are not known here. They stay in it, so that
what is exported is what was imported; what is known is checked, and read by name.
"""

import json
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from sagescope.model.checks import check_text
from sagescope.model.entity import Entity, broken

TITLE_LENGTH = 255
DESCRIPTION_LENGTH = 4_096
MOST_PANELS = 500
COLUMNS = 24
"""Columns of the grid that panels are placed on."""


class Part(BaseModel):
    """A part of a document: known keys by name, the others as they came."""

    model_config = ConfigDict(
        frozen=True,
        extra="allow",
        alias_generator=to_camel,
        populate_by_name=True,
        arbitrary_types_allowed=False,
    )

    def document(self) -> dict[str, Any]:
        """The part as it was given: what was not said is not said."""
        return self.model_dump(by_alias=True, exclude_unset=True, mode="json")


class Boundary(Part):
    """One end of a range: a relative time, an instant, or the start of a unit such as `today`."""

    type: str
    relative_time: str | None = None
    epoch_millis: int | None = None
    iso8601_time: str | None = Field(None, alias="iso8601Time")
    range_name: str | None = None


class Range(Part):
    """A range of time: between two boundaries, the second being now where it is null, or a named one such as `yesterday`."""

    type: str
    from_: Boundary | None = Field(None, alias="from")
    to: Boundary | None = None
    range_name: str | None = None


class PanelQuery(Part):
    """A query of a panel; metrics queries may name others by their keys (`#A`)."""

    query_string: str
    query_type: str = "Logs"
    query_key: str = "A"
    parse_mode: str | None = None
    time_source: str | None = None
    transient: bool | None = None
    output_cardinality_limit: int | None = None

    @property
    def is_metrics(self) -> bool:
        """Whether it is one of metrics."""
        return self.query_type == "Metrics"

    @property
    def auto_parse(self) -> bool:
        """Whether JSON fields that the query names are read without a stage for them."""
        return self.parse_mode in ("Auto", "AutoParse", "Intelliparse")


class LinkedDashboard(Part):
    """A dashboard that a panel leads to, by its path from this one's folder."""

    id: str | None = None
    relative_path: str | None = None
    include_time_range: bool = True
    include_variables: bool = True


class Panel(Part):
    """A panel: of queries, of text, or of a kind that only shows a note here."""

    key: str
    title: str = ""
    panel_type: str = "SumoSearchPanel"
    visual_settings: str | None = None
    queries: tuple[PanelQuery, ...] | None = None
    description: str | None = None
    time_range: Range | None = None
    text: str | None = None
    linked_dashboards: tuple[LinkedDashboard, ...] | None = None

    @property
    def visual(self) -> Mapping[str, Any]:
        """What it says of its looks; of a text that is no JSON object, nothing."""
        try:
            read = json.loads(self.visual_settings or "{}")
        except ValueError:
            return {}
        return read if isinstance(read, dict) else {}


class Place(Part):
    """Where a panel stands: `structure` is a JSON text of height, width, x and y."""

    key: str
    structure: str

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Left, top, width and height in columns and rows; a broken text is a box of half the width."""
        try:
            read = json.loads(self.structure)
            return tuple(int(float(read[name])) for name in ("x", "y", "width", "height"))  # type: ignore[return-value]
        except (ValueError, TypeError, KeyError):
            return 0, 0, COLUMNS // 2, 6


class Layout(Part):
    """The places of the panels."""

    layout_type: str = "Grid"
    layout_structures: tuple[Place, ...] = ()


class VariableSource(Part):
    """Where the values of a variable come from: the metadata of metrics, a log query, or a list."""

    variable_source_type: str
    filter: str | None = None
    key: str | None = None
    query: str | None = None
    field: str | None = None
    values: str | None = None


class Variable(Part):
    """A template variable."""

    name: str
    display_name: str | None = None
    default_value: str | None = None
    source_definition: VariableSource
    allow_multi_select: bool = False
    include_all_option: bool = True
    hide_from_ui: bool = Field(False, alias="hideFromUI")
    value_type: str | None = None


def _title(text: str) -> str:
    return check_text(text.strip(), TITLE_LENGTH, empty=False, lines=False)


def _description(text: str | None) -> str | None:
    return text if text is None else check_text(text, DESCRIPTION_LENGTH)


class Dashboard(Part, Entity):
    """A dashboard: a grid of panels over one range of time, with variables that its queries hold."""

    # Entities forbid keys that they do not know; a document keeps them.
    model_config = Part.model_config

    noun: ClassVar[str] = "dashboard"

    title: Annotated[str, AfterValidator(_title)]
    name: str | None = None
    description: Annotated[str | None, AfterValidator(_description)] = None
    theme: str | None = None
    refresh_interval: int | None = 0
    time_range: Range | None = None
    topology_label_map: Mapping[str, Any] | None = None
    layout: Layout = Layout()
    panels: tuple[Panel, ...] = ()
    variables: tuple[Variable, ...] = ()

    def check(self) -> None:
        """Panels have keys of their own, and there are not too many."""
        if len(self.panels) > MOST_PANELS:
            raise broken(f"has {len(self.panels)} panels; {MOST_PANELS} are the most", "Make two of it.")
        keys = [panel.key for panel in self.panels]
        if len(set(keys)) < len(keys):
            twice = next(key for key in keys if keys.count(key) > 1)
            raise broken(f"has two panels with the key {twice!r}", "Give each panel a key of its own.")

    def panel(self, key: str) -> Panel | None:
        """The panel of that key."""
        return next((panel for panel in self.panels if panel.key == key), None)

    @property
    def labels(self) -> Mapping[str, tuple[str, ...]]:
        """What it applies to in the hierarchy of Explore: values by label, without those that are ids of entity types."""
        data = (self.topology_label_map or {}).get("data")
        if not isinstance(data, Mapping):
            return {}
        return {
            key: tuple(map(str, values))
            for key, values in data.items()
            if isinstance(values, list) and not _is_type_id(key)
        }


def _is_type_id(label: str) -> bool:
    return label == "_sumo_domain_name" or (len(label) == 32 and all(c in "0123456789abcdef" for c in label))
