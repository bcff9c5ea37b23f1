"""The tables of the metadata store, one file each; importing this package registers them all."""

from sagescope.meta.tables.access_keys import AccessKeyRow
from sagescope.meta.tables.alerts import AlertRow, ConnectionRow, MuteRow, OutboxRow
from sagescope.meta.tables.apps import AppInstanceRow
from sagescope.meta.tables.aws_entities import AwsEntityRow, EntityEventRow
from sagescope.meta.tables.collectors import CollectorRow
from sagescope.meta.tables.counters import CounterRow
from sagescope.meta.tables.fields import FieldRow
from sagescope.meta.tables.instance_types import InstanceTypeRow
from sagescope.meta.tables.leases import LeaseRow
from sagescope.meta.tables.library import ItemRow, ItemVersionRow
from sagescope.meta.tables.log_metric_rules import LogMetricRuleRow
from sagescope.meta.tables.lookups import LookupJobRow, LookupTableRow
from sagescope.meta.tables.macros import MacroRow
from sagescope.meta.tables.metric_rules import MetricRuleRow
from sagescope.meta.tables.monitors import LookRow, MonitorItemRow, MonitorRunRow, OpenAlertRow
from sagescope.meta.tables.promotions import PromotionRow
from sagescope.meta.tables.registry import Row
from sagescope.meta.tables.rules import RuleRow
from sagescope.meta.tables.sessions import SessionRow
from sagescope.meta.tables.settings import SettingRow
from sagescope.meta.tables.signin_links import SignInLinkRow
from sagescope.meta.tables.source_objects import SourceCursorRow, SourceObjectRow
from sagescope.meta.tables.sources import SourceHealthRow, SourceRow, SourceVolumeRow
from sagescope.meta.tables.users import UserRow

__all__ = [
    "AccessKeyRow",
    "AlertRow",
    "AppInstanceRow",
    "AwsEntityRow",
    "CollectorRow",
    "ConnectionRow",
    "CounterRow",
    "EntityEventRow",
    "FieldRow",
    "InstanceTypeRow",
    "ItemRow",
    "ItemVersionRow",
    "LeaseRow",
    "LogMetricRuleRow",
    "LookRow",
    "LookupJobRow",
    "LookupTableRow",
    "MacroRow",
    "MetricRuleRow",
    "MonitorItemRow",
    "MonitorRunRow",
    "MuteRow",
    "OpenAlertRow",
    "OutboxRow",
    "PromotionRow",
    "Row",
    "RuleRow",
    "SessionRow",
    "SettingRow",
    "SignInLinkRow",
    "SourceCursorRow",
    "SourceHealthRow",
    "SourceObjectRow",
    "SourceRow",
    "SourceVolumeRow",
    "UserRow",
]
