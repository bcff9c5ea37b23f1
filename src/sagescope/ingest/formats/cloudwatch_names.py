"""What CloudWatch's metrics are called as series, whatever way they come.

Dimensions (reference metrics-language.md, 8.2): `namespace` as AWS writes it, `region`, `accountid`, `statistic` in
lower case (`average`, `sum`, `minimum`, `maximum`, `samplecount`, `p99`, …), `unit` as CloudWatch names it, and each
dimension of AWS under its name in lower case. Namespaces are kept as they come; queries and metric rules compare
them without case and without a leading slash (reference sagemaker.md, 0.4).
"""

from collections.abc import Mapping
from dataclasses import dataclass

_OURS = frozenset({"namespace", "region", "account", "accountid", "statistic", "unit", "metric"})

_UNITS = {
    "s": "Seconds",
    "us": "Microseconds",
    "ms": "Milliseconds",
    "By": "Bytes",
    "kBy": "Kilobytes",
    "MBy": "Megabytes",
    "GBy": "Gigabytes",
    "TBy": "Terabytes",
    "bit": "Bits",
    "kbit": "Kilobits",
    "MBit": "Megabits",
    "GBit": "Gigabits",
    "Tbit": "Terabits",
    "%": "Percent",
    "{Count}": "Count",
    "1": "None",
    "": "None",
}
"""CloudWatch's units by the code that its OpenTelemetry formats have for them (UCUM)."""


@dataclass(frozen=True, slots=True)
class CloudWatchMetric:
    """A metric of CloudWatch with its dimensions; empty texts are not known."""

    namespace: str
    name: str
    dimensions: Mapping[str, str]
    region: str = ""
    account_id: str = ""
    unit: str = ""

    def tags(self, statistic: str) -> dict[str, str]:
        """The dimensions of its series of one statistic.

        A dimension of AWS that is called like one of ours has `aws_` before its name.
        """
        tags = {}
        for key, value in self.dimensions.items():
            name = key.lower()
            tags[f"aws_{name}" if name in _OURS else name] = value
        ours = {
            "namespace": self.namespace,
            "region": self.region,
            "accountid": self.account_id,
            "statistic": statistic.lower(),
            "unit": self.unit,
        }
        return {**tags, **{key: value for key, value in ours.items() if value}}


def unit_of_code(code: str) -> str:
    """CloudWatch's unit of a UCUM code, and of a rate such as `By/s`; another code stays as it is."""
    plain, slash, per = code.partition("/")
    if slash and per == "s" and plain in _UNITS:
        return f"{_UNITS[plain]}/Second"
    return _UNITS.get(code, code)


def quantile_statistic(quantile: float) -> str:
    """The statistic of a quantile: `minimum` of 0, `maximum` of 1, `p99.9` of 0.999."""
    if quantile == 0:
        return "minimum"
    if quantile == 1:
        return "maximum"
    return f"p{quantile * 100:.10g}"
