"""Detection rules over real CloudTrail records: each finds exactly the records that it has to."""

from collections.abc import Mapping
from dataclasses import dataclass

from beside import CORPUS, json_lines
from store_world import DAY, World

RULES = CORPUS / "sigma.jsonl"
RECORDS = CORPUS / "cloudtrail"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as a keyword search, where it can be one, and as a log search, and how many records of each set it finds."""

    id: str
    title: str
    keywords: str
    search: str
    expected: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Detection:
    """What a rule found in a set of records, by the log search and by the keywords, and what it should."""

    rule: Rule
    records: str
    found: int
    by_keywords: int | None
    expected: int

    @property
    def right(self) -> bool:
        """Whether the log search found what it should; keywords only have to run, since they know no fields."""
        return self.found == self.expected


def rules() -> list[Rule]:
    """All rules, none where the corpus is absent."""
    return [
        Rule(r["id"], r["title"], r.get("sigmac", ""), r["log_search"], r.get("expected_count", {}))
        for r in json_lines(RULES)
    ]


def record_sets() -> list[str]:
    """The names of the sets of records."""
    return sorted(path.stem for path in RECORDS.glob("*.jsonl"))


def insert_records(here: World) -> None:
    """Put all records into the store, each set under a category of its own."""
    for name in record_sets():
        lines = (RECORDS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        here.insert(
            {
                "_raw": line,
                "_sourceCategory": f"{name}/cloudtrail",
                "_messageTime": DAY.end - 1 - i % 86_000_000,
            }
            for i, line in enumerate(lines)
        )


def detect(here: World, rule: Rule) -> list[Detection]:
    """What the rule finds in each set."""
    found: list[Detection] = []
    keywords = f"({rule.keywords})" if rule.keywords else ""
    for name in record_sets():
        category = f"_sourceCategory={name}/cloudtrail"
        search = rule.search.replace("_sourceCategory=*cloudtrail*", category, 1)
        found.append(
            Detection(
                rule,
                name,
                here.run(search, limit=10_000).frame.rows,
                here.run(f"{category} {keywords}", limit=10_000).frame.rows if keywords else None,
                rule.expected.get(name, 0),
            )
        )
    return found


__all__ = ["Detection", "Rule", "detect", "insert_records", "record_sets", "rules"]
