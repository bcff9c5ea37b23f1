"""`logreduce values`: messages by which values of some fields come together."""

from dataclasses import dataclass
from typing import Self

from sagescope.lang.operator import Bind, Operator, operator
from sagescope.lang.options import option, share
from sagescope.lang.requirements import messages_only
from sagescope.lang.tuples import tuple_counts
from sagescope.lang.typed import field_columns
from sagescope.plan.nodes import Match
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Kind
from sagescope.syntax.cursor import Cursor, Name
from sagescope.syntax.tokens import T

THRESHOLD = 0.05
"""The share of a cluster's messages that a value has to have to be shown, where the stage does not say."""


@operator(
    "logreduce values",
    family="patterns",
    syntax=(
        "logreduce values on <field>, … [output_threshold=<share>]",
        'logreduce values details on <field>, … [<search>] ["<cluster id>", …]',
    ),
    aggregates=True,
    examples=(
        '* | json "eventName", "awsRegion" nodrop | logreduce values on eventName, awsRegion',
        '* | json "eventName", "awsRegion" nodrop | logreduce values details on eventName, awsRegion '
        "| count by _cluster_id, eventName",
    ),
    options={
        "on": "The fields whose values are looked at.",
        "output_threshold": "The share of a cluster that a value needs to be listed, 0.05.",
        "details": "The messages themselves, with their clusters.",
    },
)
@dataclass(frozen=True, slots=True)
class LogReduceValues(Operator):
    """Puts messages together whose fields have mostly the same values.

    Every distinct tuple of the fields joins the cluster that it is most like, or begins one where less than
    half of its values are usual there; the most common tuples come first. The columns are `_cluster_id`,
    `_signature` and `_count`. A signature lists the values of each field with their numbers of messages and
    their shares, if they have `output_threshold` of the cluster's messages (0.05), ten at the most.
    There are up to 100 clusters; what none of them is like is the cluster 0000000000000000.

    `details` leaves the messages themselves with the field `_cluster_id`: all of them, or those of the listed
    clusters. Clusters are worked out anew from the present messages; the word that stands for the search they
    come from is taken and says nothing.
    """

    fields: tuple[Name, ...]
    threshold: float
    details: bool
    clusters: tuple[str, ...]

    @classmethod
    def parse(cls, cursor: Cursor) -> Self:
        mark = cursor.mark()
        details = cursor.word("details") is not None
        cursor.expect_word("on", after="after logreduce values")
        fields = cursor.names("a field whose values are looked at")
        threshold = THRESHOLD
        clusters: list[str] = []
        if details:
            if cursor.peek().kind in (T.WORD, T.NUMBER):
                cursor.glued_text()
            while cursor.peek().kind is T.STRING:
                clusters.append(cursor.take().value.upper())
                cursor.sign(",")
        elif option(cursor, "output_threshold"):
            threshold = share(cursor, "output_threshold")
        return cls(cursor.span_since(mark - 2), fields, threshold, details, tuple(clusters))

    def defines(self) -> tuple[str, ...]:
        return ("_cluster_id",) if self.details else ("_cluster_id", "_signature", "_count")

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        messages_only("logreduce values", self.span, rel)
        columns = field_columns(self.fields, rel, cx)
        messages, tuples, counted = tuple_counts(columns, (), rel)
        cluster = rel.ids.column("_cluster_id", Kind.TEXT, key=True)
        last = rel.ids.column("", Kind.TEXT) if self.details else rel.ids.column("_count", Kind.INT)
        signature = () if self.details else (rel.ids.column("_signature", Kind.TEXT, key=True),)
        clustered = counted.local(
            "logreduce_values",
            tuple(counted.columns.values()),
            (cluster, *signature, last),
            {
                "fields": tuple(name.text for name in self.fields),
                "threshold": self.threshold,
                "clusters": self.clusters if self.details else None,
            },
        )
        if not self.details:
            return clustered
        return messages.join(clustered, Match.INNER, [(tuples, last)], [("_cluster_id", cluster)])
