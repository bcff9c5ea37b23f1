"""The extraction rules of the SageMaker document, as version 1.0.0 of the app has them."""

from dataclasses import dataclass

from sagescope.apps.catalog import Catalog
from sagescope.apps.choices import Choices
from sagescope.apps.objects import wiring_of


@dataclass(frozen=True, slots=True)
class DocumentRule:
    """A rule to install."""

    name: str
    scope: str
    expression: str


def document_rules() -> list[DocumentRule]:
    """The three rules."""
    package = Catalog().package("amazon-sagemaker", "1.0.0")
    wiring = wiring_of(package, Choices())
    return [
        DocumentRule(rule.name, rule.scope, wiring.expression(rule.expression).strip())
        for rule in package.extraction_rules
    ]
