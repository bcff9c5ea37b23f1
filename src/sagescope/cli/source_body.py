"""Options of the command line as the JSON of a source."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sagescope.cli.pairs import pairs
from sagescope.errors import Fault, Refusal
from sagescope.model.source_filter import HEALTH_CHECKS, FilterKind


@dataclass(frozen=True, slots=True)
class Changes:
    """What was said of a source or a collector; what is empty was not."""

    name: str
    category: str
    description: str = ""
    host: str = ""
    fields: Sequence[str] | None = None
    zone: str = ""
    filters: Sequence[str] | None = None
    drop_health_checks: bool = False

    def body(self) -> dict[str, Any]:
        """The keys of its JSON that were said something of."""
        filters = filters_of(self.filters or ())
        if self.drop_health_checks:
            preset = HEALTH_CHECKS
            filters.append({"filterType": preset.kind.value, "name": preset.name, "regexp": preset.pattern})
        said: dict[str, Any] = {
            "name": self.name,
            "category": self.category,
            "description": self.description,
            "hostName": self.host,
            "timeZone": self.zone,
            "fields": {key: value.strip() for key, value in pairs(self.fields or (), "--field").items()},
            "filters": filters,
        }
        return {key: value for key, value in said.items() if value}


def fields_left(held: Mapping[str, str], removed: Sequence[str] | None) -> dict[str, str]:
    """The fields of a source or a collector without those that are to be removed."""
    return {key: value for key, value in held.items() if key not in (removed or ())}


def filters_of(given: Iterable[str]) -> list[dict[str, str]]:
    """Filters written `kind:name:regex`. Raises Refusal where one is not."""
    kinds = {kind.value.lower(): kind for kind in FilterKind}
    found = []
    for one in given:
        kind, _, rest = one.partition(":")
        name, sign, pattern = rest.partition(":")
        if kind.lower() not in kinds or not sign or not pattern:
            raise Refusal(
                Fault(
                    "cli.filter",
                    f"{one!r} is not kind:name:regex.",
                    "Write for example --filter 'exclude:debug:.* DEBUG .*', or mask, hash, include.",
                )
            )
        found.append({"filterType": kinds[kind.lower()].value, "name": name, "regexp": pattern})
    return found


def multiline_of(mode: str) -> dict[str, Any]:
    """How messages are cut: `off`, `infer`, `request`, or an expression of a message's first line."""
    match mode:
        case "off":
            return {"multilineProcessingEnabled": False}
        case "infer":
            return {"multilineProcessingEnabled": True, "useAutolineMatching": True}
        case "request":
            return {"multilineProcessingEnabled": False, "messagePerRequest": True}
        case pattern:
            return {
                "multilineProcessingEnabled": True,
                "useAutolineMatching": False,
                "manualPrefixRegexp": pattern,
            }
