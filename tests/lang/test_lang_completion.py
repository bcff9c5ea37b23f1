"""What an editor offers: `^` in a query is where the cursor is."""

import re

import pytest

from sagescope.lang.aggregates import AGGREGATES
from sagescope.lang.completion.complete import MOST, complete, note_at
from sagescope.lang.completion.proposal import Completion, Note, ProposalKind, Wanted
from sagescope.lang.function import FUNCTIONS
from sagescope.lang.operator import REGISTRY, Operator
from sagescope.lang.tree import parse_query
from sagescope.span import Span
from sagescope.store.fields import Schema, catalog
from sagescope.syntax.tokens import T

CATALOG = catalog(
    Schema(
        ("namespace", "account", "cluster name"),
        (("eventName",), ("userIdentity", "arn"), ("tags", 0, "a key")),
        geo=frozenset({"location", "network"}),
    )
)


def at(query: str) -> Completion:
    """The completion at the mark."""
    text, position = query.replace("^", "", 1), query.index("^")
    found = complete(text, position, CATALOG)
    for proposal in found.proposals:
        assert proposal.span.start <= position <= proposal.span.end
    return found


def labels(query: str) -> list[str]:
    return [p.label for p in at(query).proposals]


def chosen(query: str, label: str) -> str:
    """The query after that proposal has been taken."""
    (proposal,) = (p for p in at(query).proposals if p.label == label)
    text = query.replace("^", "", 1)
    return text[: proposal.span.start] + proposal.insert + text[proposal.span.end :]


def note(query: str) -> Note | None:
    """What the word means whose first character the mark stands before."""
    return note_at(query.replace("^", "", 1), query.index("^"), CATALOG)


@pytest.mark.parametrize(
    ("query", "offered", "not_offered"),
    [
        ("^", {"namespace", "_sourceCategory", "NOT"}, {"AND", "OR", "count", "_raw", "_messageTime"}),
        ("error ^", {"namespace", "AND", "OR", "NOT"}, {"count"}),
        ("(error OR ^", {"namespace", "NOT"}, {"AND", "OR"}),
        ("name^", {"namespace", "_sourceName"}, {"account"}),
        ("* | ^", {"count", "json", "parse", "where", "isBlank", "namespace"}, {"compose", "as"}),
        ("* |cou^nt by x", {"count", "count_distinct", "count_frequent"}, {"json"}),
        ("* | where ^", {"namespace", "_raw", "if", "true", "null", "not"}, {"count", "and", "as"}),
        ("* | where namespace ^", {"and", "or", "matches", "contains", "in", "not in", "not matches"}, {"namespace", "as"}),
        ("* | namespace ^", {"as", "matches"}, {"count"}),
        ('* | json "a" as one | where ^', {"one", "namespace"}, set()),
        ('* | json "a" as one | count by one | where ^', {"one", "_count", "isBlank"}, {"namespace", "_raw"}),
        ("* | count by zone | where ^", {"zone", "_count"}, {"namespace"}),
        ("* | count by namespace | fields - ^", {"namespace", "_count"}, {"account"}),
        ("* | count ^", {"by", "as", "namespace"}, {"sum"}),
        ("* | count by ^", {"namespace", "_sourceHost"}, {"by", "sum", "isBlank"}),
        ("* | count by namespace, ^", {"account"}, {"sum"}),
        ("* | count, ^", {"sum", "avg", "pct"}, {"namespace", "isBlank"}),
        ("* | count, av^", {"avg"}, {"sum"}),
        ("* | sum(^", {"_size", "namespace"}, {"sum", "isBlank"}),
        ("* | count by namespace | sort by _count ^", {"asc", "desc"}, {"by"}),
        ("* | parse ^", {"field", "regex", "xml"}, {"as", "_raw"}),
        ("* | parse regex ^", {"field", "nodrop", "multi"}, {"as", "regex"}),
        ("* | logr^", {"logreduce", "logreduce keys"}, set()),
        ("* | logreduce ^", {"keys", "values", "by", "limit", "criteria"}, set()),
        ("* | logreduce criteria=^", {"mostcommon", "leastcommon"}, {"by"}),
        ("* | csv _raw extract ^", set(), {"namespace"}),
        ("* | geoip namespace ^", {"continent"}, {"namespace"}),
        ("cat ^", {"sumo://threat-intel"}, {"namespace"}),
        ("error | logcompare timeshift -1d baseline (^", {"namespace", "NOT"}, {"where"}),
        ("error | logcompare timeshift -1d baseline (a | json \"x\" as one | where ^", {"one", "namespace"}, set()),
        ('* | parse "a*" as x ^', {"nodrop", "field"}, {"as"}),
        ('* | parse "a*" as x nodrop ^', {"field"}, {"nodrop", "as"}),
        ("* | json field=^", {"_raw", "namespace"}, {"isBlank"}),
        ("* | timeslice ^", {"by", "as"}, {"m"}),
        ("* | timeslice 15^", {"15m", "15h", "15 buckets"}, {"by", "namespace"}),
        ("* | timeslice 15 ^", {"m", "h", "buckets"}, {"15m", "namespace"}),
        ("* | timeslice 15m ^", {"as"}, {"m", "buckets"}),
        ("* | count by _timeslice | outlier _count ^", {"by", "window", "threshold"}, {"as"}),
        ("* | count by _timeslice | outlier _count window=5, ^", {"threshold"}, {"m"}),
        ("* | transpose row ^", {"namespace"}, {"column"}),
        ("* | transpose row namespace ^", {"column"}, {"row", "as"}),
        ("* | count by namespace | fillmissing ^", {"timeslice", "values"}, {"with"}),
        ("* | fillmissing timeslice ^", {"in", "with", "takelast"}, {"values"}),
        ("* | lookup ^", {"latitude", "asn"}, {"namespace"}),
        ("* | lookup ^ from asn://default on ip=x", {"asn", "organization"}, {"latitude"}),
        ("* | lookup latitude from ^", {"geo://location", "asn://default"}, {"namespace"}),
        ("* | lookup latitude from geo:/^", {"geo://location"}, {"asn://default"}),
        ("* | lookup latitude from geo://location on ip=^", {"namespace"}, {"sum"}),
        ("* | lookup latitude from geo://location on ^", {"namespace", "latitude"}, {"asn"}),
        ("* | if(isBlank(^", {"namespace", "concat"}, {"count"}),
        ("* | join (^", {"parse", "count"}, {"compose"}),
        ('* | join (parse "a*" as one | where ^', {"one", "namespace"}, {"count"}),
        ('* | join (parse "a*" as one) as s, (count by account) as t on s.^', {"s.one"}, {"t.one"}),
        ('* | join (parse "a*" as one) as s, (count by account) as t on ^', {"s.one", "t.account"}, {"s"}),
        ("* | count by namespace | filter namespace in (^", {"top", "where"}, {"compose"}),
        ("* | count by namespace | filter namespace in (sum(_count) as n by namespace | top 3 ^", {"n"}, {"account"}),
        ("a [subquery: b | ^", {"compose", "count"}, set()),
        ("a [subquery: b | count by account | compose ^] | count", {"account", "_count"}, {"namespace"}),
        ("a [subquery ^", {"from", "to"}, {"namespace"}),
        ("* | where [subquery: ^] | count", {"namespace", "NOT"}, {"count"}),
        # A parenthesis that nobody has closed does not hide the stages behind it.
        ("* | where (a = 1 | count by namespace | sort by ^", {"namespace", "_count"}, {"account"}),
        # What is wrong before the place takes nothing away from what is known.
        ("* | limt 5 | count by namespace | where ^", {"namespace", "_count"}, {"account"}),
    ],
)  # fmt: skip
def test_what_can_stand_at_a_place(query: str, offered: set[str], not_offered: set[str]) -> None:
    found = labels(query)
    assert len(found) == len(set(found))
    assert offered - set(found) == set()
    assert not_offered & set(found) == set()


@pytest.mark.parametrize(
    "query",
    [
        "error // names^",
        "error /* names^ */ x",
        "error /* names^",
        "* | count // by ^\n| sort by _count",
        '"a phr^ase"',
        '* | where namespace = "na^"',
        '* | parse "names^*" as x',
        "* | where namespace matches /na^me/",
        "* | count as nam^",
        '* | json "a", "b" as nam^',
        '* | json "a", "b" as x, nam^',
        "* | count by namespace | total _count as nam^",
        "* | limit ^",
    ],
)
def test_where_nothing_can_be_offered(query: str) -> None:
    found = at(query)
    assert found.proposals == ()
    assert found.wanted is None


@pytest.mark.parametrize(
    ("query", "label", "after"),
    [
        ("name^", "namespace", "namespace="),
        ("clu^", "cluster name", '%"cluster name"='),
        ("* | cou^nt by x", "count", "* | count by x"),
        ("* | where clu^", "cluster name", '* | where %"cluster name"'),
        ('* | where %"clu^ster name" = "x"', "cluster name", '* | where %"cluster name" = "x"'),
        ("* | su^", "sum", "* | sum("),
        ("* | where isB^", "isBlank", "* | where isBlank("),
        ("* | where now^", "now", "* | where now()"),
        ("* | timeslice 15^", "15m", "* | timeslice 15m"),
        ("* | timeslice 15^", "15 buckets", "* | timeslice 15 buckets"),
        ("* | parse fi^", "field", "* | parse field="),
        ("* | outlier _count win^", "window", "* | outlier _count window="),
        ('* | json "eve^"', "eventName", '* | json "eventName"'),
        ('* | json "^" as x', "userIdentity.arn", '* | json "userIdentity.arn" as x'),
        ("* | json ^", "eventName", '* | json "eventName"'),
        ('* | json "ta^', "tags[0]['a key']", "* | json \"tags[0]['a key']\""),
        ("* | lookup asn from as^n://default on ip=x", "asn://default", "* | lookup asn from asn://default on ip=x"),
        ("* | filter namespace ^", "in", "* | filter namespace in ("),
    ],
)  # fmt: skip
def test_a_proposal_takes_the_place_of_the_word(query: str, label: str, after: str) -> None:
    assert chosen(query, label) == after


def test_json_paths_are_those_with_columns_and_those_of_the_query() -> None:
    query = '* | json "eventName", "other.path" as a, b | json "^" as c'
    assert labels(query) == ["eventName", "userIdentity.arn", "tags[0]['a key']", "other.path"]
    # The columns hold what is in the message, so they say nothing of another field.
    assert labels('* | json field=namespace "^" as c') == []
    assert labels('* | json "^" as c field=namespace') == []


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("namespace=^", Wanted("namespace", "", Span(10, 10), quoted=False)),
        ("namespace = aws^", Wanted("namespace", "aws", Span(12, 15), quoted=False)),
        ('_sourceCategory="aws/^cloud" error', Wanted("_sourceCategory", "aws/", Span(16, 27), quoted=False)),
        ("error !_SOURCEHOST=a^b", Wanted("_sourceHost", "a", Span(19, 21), quoted=False)),
        ("nothing=^", None),
        ("namespace=aws ^", None),
        ("* | where namespace = ^", Wanted("namespace", "", Span(22, 22), quoted=True)),
        ("* | where account = 1 and namespace != a^", Wanted("namespace", "a", Span(39, 40), quoted=True)),
        # The field of the message is another one from here on.
        ('* | "x" as namespace | where namespace = ^', None),
        ("* | count by namespace | where namespace = ^", None),
    ],
)  # fmt: skip
def test_whose_values_would_fit(query: str, wanted: Wanted | None) -> None:
    assert at(query).wanted == wanted


def test_closest_come_first() -> None:
    assert labels("* | count by name^") == ["namespace", "cluster name", "_sourceName"]
    assert labels("* | where nsp^") == ["namespace"], "letters in their order are enough"
    assert [p.kind for p in at("* | fields ^").proposals][:3] == [ProposalKind.FIELD] * 3
    assert labels('* | json "a" as mine | fields ^')[0] == "mine", "what the query made is nearest"


def test_proposals_tell_what_they_are() -> None:
    (proposal,) = (p for p in at("* | timesl^").proposals if p.label == "timeslice")
    assert proposal.kind is ProposalKind.OPERATOR
    assert proposal.detail == "time"
    assert proposal.documentation == "Puts each row into a bucket of time."
    assert proposal.syntax.startswith("timeslice [by]")
    assert proposal.example.startswith("* | timeslice")
    (proposal,) = (p for p in at("* | where roun^").proposals if p.label == "round")
    assert (proposal.kind, proposal.detail) == (ProposalKind.FUNCTION, "number")
    assert proposal.syntax == "round(value[, places])"
    (proposal,) = (p for p in at("_sourceHos^").proposals if p.label == "_sourceHost")
    assert (proposal.kind, proposal.detail) == (ProposalKind.METADATA, "text")
    assert proposal.documentation.startswith("The host")
    (proposal,) = (p for p in at('* | parse "*" as x nodr^').proposals if p.label == "nodrop")
    assert proposal.kind is ProposalKind.KEYWORD
    assert proposal.documentation
    (proposal,) = (p for p in at("* | count by namespace | where _cou^").proposals if p.label == "_count")
    assert (proposal.kind, proposal.detail) == (ProposalKind.FIELD, "whole number")


@pytest.mark.parametrize(
    ("query", "form", "active"),
    [
        ("* | round(^", "round(value[, places])", 0),
        ("* | round(_size, ^", "round(value[, places])", 1),
        ("* | round(_size, 1, ^", "round(value[, places])", None),
        ("* | where isBlank(namespace) and concat(a, b, c, d^)", "concat(text, more, …)", 1),
        ('* | concat("a, (b", nam^', "concat(text, more, …)", 1),
        ("* | if(isBlank(^", "isBlank(value)", 0),
        ("* | if(isBlank(namespace), ^", "if(condition, then, else)", 1),
        ("* | if((1 + ^", "if(condition, then, else)", 0),
        ("* | sum(^", "sum(<field>)", 0),
        ("* | pct(_size, 50, 9^", "pct(<field>[, <percentile>, …])", 1),
        ("* | count, min(^", "min(<field>)", 0),
        ("* | where min(^", "min(value, other)", 0),
    ],
)
def test_the_call_around_a_place(query: str, form: str, active: int | None) -> None:
    signature = at(query).signature
    assert signature is not None
    assert (signature.form, signature.active) == (form, active)
    assert signature.documentation


@pytest.mark.parametrize(
    "query", ["* | round(_size) ^", "* | where (^", "error (^", "* | nothing(^", "* | count ^"]
)
def test_no_call_is_around_a_place(query: str) -> None:
    assert at(query).signature is None


@pytest.mark.parametrize(
    ("query", "kind", "title"),
    [
        ("^_sourceHost=a", ProposalKind.METADATA, "_sourceHost: text"),
        ("a | ^dedup by namespace", ProposalKind.OPERATOR, "dedup [consecutive] [<n>] [by <field>, …]"),
        ("a | dedup by ^namespace", ProposalKind.FIELD, "namespace: text"),
        ("a | dedup ^consecutive by namespace", ProposalKind.KEYWORD, "consecutive"),
        ("a | ^count by namespace", ProposalKind.AGGREGATE, "count [<field>]"),
        ("a | count, ^min(_size) by namespace", ProposalKind.AGGREGATE, "min(<field>)"),
        ("a | where ^min(_size, 5) > 3", ProposalKind.FUNCTION, "min(value, other)"),
        ("a | ^isBlank(namespace) as x", ProposalKind.FUNCTION, "isBlank(value)"),
        ("a | count by namespace | where ^_count > 3", ProposalKind.METADATA, "_count: whole number"),
        ('a | where ^%"cluster name" = "x"', ProposalKind.FIELD, "cluster name: text"),
        ('a | join (^parse "a*" as x) as s, (count by account) as t on s.x = t.account', ProposalKind.OPERATOR, None),
        ("a [subquery: b | ^compose account]", ProposalKind.OPERATOR, None),
    ],
)  # fmt: skip
def test_what_a_word_means(query: str, kind: ProposalKind, title: str | None) -> None:
    found = note(query)
    assert found is not None
    assert found.kind is kind
    assert title is None or found.title == title
    assert found.documentation
    assert found.span.start == query.index("^")


@pytest.mark.parametrize(
    "query",
    [
        "^error",
        "a // ^count",
        '"^namespace"',
        '* | where x = "^count"',
        "* | ^nothing x",
        "* | limit ^5",
        "a ^",
    ],
)
def test_words_that_mean_nothing(query: str) -> None:
    assert note(query) is None


def _examples() -> list[str]:
    return list(dict.fromkeys(e for cls in REGISTRY.values() for e in cls.about.examples))


def _words(operator: Operator | None) -> set[str]:
    """The words of the syntax of an operator."""
    forms = operator.about.syntax if operator is not None else ()
    return set(re.findall("[a-z]+", " ".join(re.sub("<[^>]*>", "", form) for form in forms)))


@pytest.mark.parametrize("example", _examples())
def test_every_word_of_an_example_is_offered_where_it_stands(example: str) -> None:
    tree = parse_query(example)
    # The words that are known before it runs: of the language, of the syntax, of fields.
    known = {word for name in (*REGISTRY, *FUNCTIONS, *AGGREGATES, *CATALOG.fields) for word in name.split()}
    for stage, operator in zip(tree.lexed.stages, tree.operators, strict=True):
        for token in stage:
            before = example[: token.span.start]
            made = re.search(r'\b(?:as|extract|states|results|for)\s+\(?(?:[\w.*%"]+[^|(]*,\s*)*$', before)
            address = re.search(r"\b(?:from|save|append|start_time|end_time)\s+\S*$", before)
            word = token.text.lower()
            if token.kind is not T.WORD or word not in known | _words(operator) or made or address:
                continue
            found = complete(example, token.span.end, CATALOG)
            assert word in [p.label.lower() for p in found.proposals], example[: token.span.end]
        known |= {name.lower() for name in (operator.defines() if operator else ())}


def test_a_query_beyond_the_longest_is_left_alone() -> None:
    assert complete("x" * 20_000, 5, CATALOG) == Completion()
    assert note_at("x" * 20_000, 5, CATALOG) is None


def test_proposals_are_not_endless() -> None:
    many = catalog(Schema(tuple(f"field{n}" for n in range(500))))
    assert len(complete("* | where ", 10, many).proposals) == MOST
