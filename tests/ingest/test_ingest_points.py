import math
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sagescope.ingest.batch import series_table
from sagescope.ingest.formats import carbon2, graphite, prometheus
from sagescope.ingest.points import DAY, RESERVED, BadLine, Points, PointsBuilder, Rejected, Series
from sagescope.ingest.series import series_id

RECEIPT = 1_769_851_800_000
NOW = RECEIPT // 1000

DECODERS: list[Callable[..., Points]] = [carbon2.parse, graphite.parse, prometheus.parse]


def rows(points: Points) -> list[tuple[Series, int, float]]:
    return [
        (points.series[i], ms, value)
        for i, ms, value in zip(points.index, points.times, points.values, strict=True)
    ]


def reasons(points: Points) -> list[tuple[int, str]]:
    return [(rejected.line, rejected.reason) for rejected in points.rejected]


# Carbon 2.0


def test_carbon2() -> None:
    points = carbon2.parse(
        b"metric=cpu host=web1  1.5 1769851800\n"
        b"host=web1 metric=cpu  2 1769851801000\r\n"
        b"metric=cpu host=web1  rack=r7 agent=a 3 1769851802\n"
        b"\n# a comment\n"
        b'metric="cpu  load" host="a \\"b\\" \\\\"  note="two  blanks" -1e3 1769851803\n',
        RECEIPT,
    )
    one = Series("cpu", (("host", "web1"),))
    assert rows(points) == [
        (one, RECEIPT, 1.5),
        (one, RECEIPT + 1000, 2.0),
        (Series("cpu", (("host", "web1"),), (("agent", "a"), ("rack", "r7"))), RECEIPT + 2000, 3.0),
        (Series("cpu  load", (("host", 'a "b" \\'),), (("note", "two  blanks"),)), RECEIPT + 3000, -1000.0),
    ]
    assert points.rejected == []


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("host=a  1 1769851800", "no metric tag"),
        ("metric=  1 1769851800", "no metric tag"),
        ("a=b  metric=x 1 1769851800", "no metric tag"),
        ("metric=a host=b 1 1769851800", "two blanks are missing"),
        ("metric=a  b=c  d=e 1 1769851800", "two blanks occur twice"),
        ("metric=a host  1 1769851800", "'host' is not a tag"),
        ("metric=a =b  1 1769851800", "'=b' is not a tag"),
        ('metric=a h="open  1 1769851800', "is not a tag"),
        ("metric=a  1", "two blanks are missing"),
        ("metric=a 1", "needs tags, a value and a time"),
        ("metric=a  x 1769851800", "'x' is not a number"),
        ("metric=a  1_0 1769851800", "is not a number"),
        ("metric=a  ١ 1769851800", "is not a number"),
        ("metric=a  NaN 1769851800", "not finite"),
        ("metric=a  -inf 1769851800", "not finite"),
        ("metric=a  1e999 1769851800", "not finite"),
        ("metric=a  1 soon", "'soon' is not a time"),
        ("metric=a  1 -5", "'-5' is not a time"),
        ("metric=a  1 99999999999999999999", "is not a time"),
    ],
)
def test_bad_carbon2_lines_hurt_no_neighbour(line: str, reason: str) -> None:
    good = "metric=a  1 1769851800"
    points = carbon2.parse(f"{good}\n{line}\n{good}".encode(), RECEIPT)
    assert rows(points) == [(Series("a", ()), RECEIPT, 1.0)] * 2
    [rejected] = points.rejected
    assert (rejected.line, rejected.text) == (2, line)
    assert reason in rejected.reason


def test_a_metric_that_is_only_named_in_a_comment_is_nothing() -> None:
    assert carbon2.parse(b"# metric=a  1 1769851800", RECEIPT) == Points()


# Graphite


def test_graphite() -> None:
    points = graphite.parse(
        b"servers.web1.cpu 1.5 1769851800\ncpu 2 -1\n a.b;zone=z;host=h  3\t1769851800.25 \n", RECEIPT
    )
    assert rows(points) == [
        (Series("cpu", (("_rawName", "servers.web1.cpu"),)), RECEIPT, 1.5),
        (Series("cpu", (("_rawName", "cpu"),)), RECEIPT, 2.0),
        (Series("b", (("_rawName", "a.b"), ("host", "h"), ("zone", "z"))), RECEIPT + 250, 3.0),
    ]


def test_bad_graphite_lines() -> None:
    points = graphite.parse(b"a 1\n\n# c\n#a 1 1\na. 1 1\na;b 1 1\na.b x 1\na.b 1 y\na b 1 1", RECEIPT)
    assert rows(points) == []
    assert [line for line, _ in reasons(points)] == [1, 5, 6, 7, 8, 9]


# Prometheus


def test_prometheus() -> None:
    points = prometheus.parse(
        b"# HELP http_requests_total The total.\n# TYPE http_requests_total counter\n"
        b'http_requests_total{method="post",code="200"} 1027 1769851800123\n'
        b'http_requests_total{ code = "200" , method = "post", } 3 1769851801\n'
        b'path{p="C:\\\\DIR\\\\F.TXT",e="a\\n\\"b\\" }{",u="\\q"} 1.458255915e9\n'
        b"plain 12.47\n"
        b'b_bucket{le="+Inf"} 144320\n'
        b'b_bucket{le="0.1"} 8 # {trace_id="a}b"} 0.067\n'
        b'empty{} 1\nns:rule 2\nspace {a="b"} 3\n',
        RECEIPT,
    )
    requests = Series("http_requests_total", (("code", "200"), ("method", "post")))
    assert rows(points) == [
        (requests, RECEIPT + 123, 1027.0),
        (requests, RECEIPT + 1000, 3.0),
        (Series("path", (("e", 'a\n"b" }{'), ("p", "C:\\DIR\\F.TXT"), ("u", "\\q"))), RECEIPT, 1.458255915e9),
        (Series("plain", ()), RECEIPT, 12.47),
        (Series("b_bucket", (("le", "+Inf"),)), RECEIPT, 144320.0),
        (Series("b_bucket", (("le", "0.1"),)), RECEIPT, 8.0),
        (Series("empty", ()), RECEIPT, 1.0),
        (Series("ns:rule", ()), RECEIPT, 2.0),
        (Series("space", (("a", "b"),)), RECEIPT, 3.0),
    ]
    assert points.rejected == []


def test_prometheus_names_in_quotes_and_units() -> None:
    body = (
        b"# TYPE took_seconds histogram\n# UNIT took_seconds seconds\n"
        b'took_seconds_bucket{le="0.1"} 8\ntook_seconds_count 9\ntook_seconds_sum 1.5\n'
        b'took_seconds_sum{unit="own"} 2\n'
        b'{"http.took",code="200"} 7\n{"a \\"b\\"" , "l.b"="x}"} 8 1769851801\n# EOF\n'
    )
    wanted = [
        Series("took_seconds_bucket", (("le", "0.1"),)),
        Series("took_seconds_count", ()),
        Series("took_seconds_sum", (("unit", "seconds"),)),
        Series("took_seconds_sum", (("unit", "own"),)),
        Series("http.took", (("code", "200"),)),
        Series('a "b"', (("l.b", "x}"),)),
    ]
    points = prometheus.parse(body, RECEIPT)
    assert (points.series, points.rejected) == (wanted, [])
    # A body without the unit has the same line without it, whatever came before.
    (plain,) = prometheus.parse(b"took_seconds_sum 1.5", RECEIPT).series
    assert plain == Series("took_seconds_sum", ())


@pytest.mark.parametrize("decode", [carbon2.parse, prometheus.parse])
def test_what_is_remembered_of_a_series_goes_with_its_request(decode: Callable[..., Points]) -> None:
    line = b"metric=m a=b  1 1769851801" if decode is carbon2.parse else b'm{a="b"} 1 1769851801'
    for dimensions in ({}, {"dc": "x"}, {"dc": "y", "a": "z"}, {}):
        (series,) = decode(line, RECEIPT, dimensions=dimensions, meta={"m": "1"}).series
        assert series == Series("m", tuple(sorted({**dimensions, "a": "b"}.items())), (("m", "1"),))


@pytest.mark.parametrize(
    "line",
    [
        "a NaN",
        "a +Inf",
        "a -Inf",
        "a",
        "a{} ",
        "a 1 2 3",
        "a x",
        "a 1 x",
        "1a 1",
        '{a="b"} 1',
        '{"a","b"} 1',
        '{"a" 1',
        "{} 1",
        'a{"b"} 1',
        'a{b="c} 1',
        "a{b=c} 1",
        'a{b="c"d="e"} 1',
        'a{1="c"} 1',
        'a{b="c"',
        "a{,} 1",
        'a{b="c",b="d"} 1',
        "a-b 1",
        'a{b="c"}x 1 2',
    ],
)
def test_bad_prometheus_lines_hurt_no_neighbour(line: str) -> None:
    points = prometheus.parse(f'good{{a="b"}} 1\n{line}\ngood{{a="b"}} 2'.encode(), RECEIPT)
    assert points.values == [1.0, 2.0]
    assert points.index == [0, 0]
    assert [rejected.line for rejected in points.rejected] == [2]


# All formats


def test_reserved_names_are_dropped_and_the_point_kept() -> None:
    points = carbon2.parse(
        b"metric=a _sourceHost=x _SOURCECATEGORY=y _rawName=z b=c  _collector=d e=f 1 1769851800", RECEIPT
    )
    assert points.series == [Series("a", (("b", "c"),), (("e", "f"),))]
    points = prometheus.parse(b'a{_source="x",metric="y",b="c",empty=""} 1', RECEIPT)
    assert points.series == [Series("a", (("b", "c"),))]


@pytest.mark.parametrize(
    ("decode", "line"),
    [
        (carbon2.parse, b"metric=a x=own  y=own 1 1769851800"),
        (graphite.parse, b"a;x=own 1 1769851800"),
        (prometheus.parse, b'a{x="own"} 1 1769851800'),
    ],
)
def test_dimensions_and_meta_of_the_request(decode: Callable[..., Points], line: bytes) -> None:
    points = decode(
        line,
        RECEIPT,
        dimensions={"x": "header", "team": "ml", "metric": "no", "_source": "no"},
        meta={"y": "header", "z": "header", "_collector": "no"},
    )
    [series] = points.series
    assert series.metric == "a"
    assert [tag for tag in series.dimensions if tag[0] != "_rawName"] == [("team", "ml"), ("x", "own")]
    assert dict(series.meta)["z"] == "header" and "_collector" not in dict(series.meta)
    if decode is carbon2.parse:
        assert dict(series.meta)["y"] == "own"


def test_window() -> None:
    body = "".join(f"a.b 1 {NOW + offset}\n" for offset in (-86_401, -86_400, 0, 86_400, 86_401)).encode()
    assert len(graphite.parse(body, RECEIPT).values) == 5
    points = graphite.parse(body, RECEIPT, window=DAY)
    assert len(points.values) == 3
    assert [line for line, _ in reasons(points)] == [1, 5]


def test_rejected_text_is_shortened() -> None:
    assert carbon2.parse(b"x" * 10_000, RECEIPT).rejected == [
        Rejected(1, "x" * 200, "it needs tags, a value and a time")
    ]


WORD = st.from_regex(r"[A-Za-z][A-Za-z0-9_]{0,8}", fullmatch=True).filter(lambda word: word != "metric")
VALUE = st.floats(allow_nan=False, allow_infinity=False)
TAGS = st.dictionaries(WORD, WORD, max_size=4)
POINTS = st.lists(st.tuples(WORD, TAGS, VALUE, st.integers(0, 2 * 10**9)), max_size=20)


@given(POINTS)
def test_points_keep_their_order(given_points: list[tuple[str, dict[str, str], float, int]]) -> None:
    carbon = "\n".join(
        " ".join(f"{k}={v}" for k, v in [("metric", name), *tags.items()]) + f"  {value!r} {time}"
        for name, tags, value, time in given_points
    )
    prom = "\n".join(
        name + "{" + ",".join(f'{k}="{v}"' for k, v in tags.items()) + f"}} {value!r} {time}"
        for name, tags, value, time in given_points
    )
    expected = [
        (Series(name, tuple(sorted(tags.items()))), time * 1000, value)
        for name, tags, value, time in given_points
    ]
    for points in (carbon2.parse(carbon.encode(), RECEIPT), prometheus.parse(prom.encode(), RECEIPT)):
        assert rows(points) == expected
        assert len(set(points.series)) == len(points.series)
        assert points.rejected == []


ANY_TEXT = st.text(max_size=500)
ANY_TAGS = st.dictionaries(ANY_TEXT, ANY_TEXT, max_size=6)


@given(ANY_TEXT, ANY_TAGS, ANY_TAGS)
def test_series_of_any_texts_can_be_stored(metric: str, tags: dict[str, str], meta: dict[str, str]) -> None:
    builder = PointsBuilder(RECEIPT, {}, {}, None)
    try:
        builder.put(builder.series(metric, tags, meta), 1.5, None)
    except BadLine:
        assert not metric
        return
    [series] = builder.points.series
    table = series_table({series_id(series): series}, RECEIPT)
    assert table["metric"].to_pylist() == [series.metric]
    assert all(0 < len(k) <= 1_530 and 0 < len(v) <= 2_400 for k, v in series.dimensions)
    assert {k.lower() for k, _ in series.dimensions}.isdisjoint(RESERVED)


def test_what_is_too_long_stays_different() -> None:
    builder = PointsBuilder(RECEIPT, {}, {}, None)
    long = "x" * 401
    first, second = (builder.series("m", {"k": f"{long}{end}"}) for end in "ab")
    assert first != second
    assert [len(s.dimensions[0][1]) for s in builder.points.series] == [400, 400]
    assert builder.series("m", {"k": f"{long}a"}) == first
    assert builder.series("m", {"k": "x" * 400}) == 2
    with pytest.raises(BadLine, match="101 dimensions"):
        builder.series("m", {f"k{n}": "v" for n in range(101)})


def test_ids_tell_apart_what_separators_would_join() -> None:
    tricky = [
        Series("m", (("a", "b"), ("c", "d"))),
        Series("m", (("a", "b\0c\1d"),)),
        Series("m\0a\1b", (("c", "d"),)),
        Series("m\0a\1b\0c\1d", ()),
        Series("m", (("a\1b\0c", "d"),)),
    ]
    assert len({series_id(s) for s in tricky}) == len(tricky)


LABEL = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)


@given(st.dictionaries(WORD, LABEL, max_size=4))
def test_prometheus_labels_come_back(labels: dict[str, str]) -> None:
    def escaped(text: str) -> str:
        return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")

    line = "m{" + ",".join(f'{key}="{escaped(value)}"' for key, value in labels.items()) + "} 1"
    points = prometheus.parse(line.encode(), RECEIPT)
    assert points.series == [Series("m", tuple(sorted(labels.items())))]


SIGNS = 'abmetric=_ {}",\\# .;\n+-0123456789eNaInf'
NOISE = st.binary() | st.text(alphabet=SIGNS, max_size=200).map(str.encode)


@pytest.mark.parametrize("decode", DECODERS)
@given(body=NOISE)
@example(body=b"\x0b")
def test_any_bytes_are_decoded_or_rejected(decode: Callable[..., Points], body: bytes) -> None:
    points = decode(body, RECEIPT)
    assert len(points.index) == len(points.times) == len(points.values)
    assert len(points.values) + len(points.rejected) <= body.count(b"\n") + 1
    assert all(map(math.isfinite, points.values))
    assert all(series.metric for series in points.series)
