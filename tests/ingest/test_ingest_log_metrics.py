"""Points read from messages: the frameworks' lines, rules of users, and lines of any kind."""

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beside import REFERENCE, json_lines, needs
from sagescope.clock import FixedClock
from sagescope.errors import Cause, Refusal
from sagescope.ids import hex_id
from sagescope.ingest.log_metric_rules import LogMetricRules
from sagescope.ingest.log_metrics import CompiledLogRule, LogReader
from sagescope.ingest.points import Points
from sagescope.ingest.training_lines import Line, event_of, lines_of
from sagescope.ingest.training_rules import RULES
from sagescope.meta.db import Database
from sagescope.model.log_metric_rule import TRAINING, LogMetricRule

NOW = 1_769_851_800_000
ANA = "00000000000000AA"
STREAM = "churn-1/algo-1-1769851000"

SAMPLES = REFERENCE / "sagemaker-log-samples.jsonl"


def rule(name: str, **fields: Any) -> CompiledLogRule:
    made = {"id": hex_id(), "created_at": NOW, "created_by": ANA, "modified_at": NOW, "modified_by": ANA}
    return CompiledLogRule(LogMetricRule.model_validate({"name": name, **fields, **made}))


BUILT_IN = LogReader([rule(name, **fields) for name, fields in RULES.items()])


@pytest.fixture
def rules(tmp_path: Path) -> Iterator[LogMetricRules]:
    database = Database(f"sqlite:///{tmp_path / 'meta.db'}")
    database.migrate()
    made = LogMetricRules(database, FixedClock(NOW))
    made.load()
    yield made
    database.close()


def read(
    *messages: str, reader: LogReader = BUILT_IN, host: str = TRAINING, stream: str = STREAM
) -> Points | None:
    return reader.points(messages, [NOW] * len(messages), host, stream, NOW)


def values(points: Points | None) -> dict[str, float]:
    """The value of each metric, which is there once."""
    assert points is not None
    found = {points.series[at].metric: value for at, value in zip(points.index, points.values, strict=True)}
    assert len(found) == len(points.values)
    return found


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "[76]#011train-logloss:0.35695#011validation-logloss:0.41460",
            {"train-logloss": 0.35695, "validation-logloss": 0.4146, "step": 76},
        ),
        ("[0]#011train-error@0.5:1e-3", {"train-error@0.5": 0.001, "step": 0}),
        (
            "[10]#011training's binary_logloss: 0.54#011valid_0's auc: 0.91",
            {"training-binary_logloss": 0.54, "valid_0-auc": 0.91, "step": 10},
        ),
        ("[LightGBM] [Info] Iteration:10, training auc : 0.91", {"training-auc": 0.91, "step": 10}),
        (
            "{'loss': 0.4, 'grad_norm': 1.5, 'learning_rate': 2.9e-07, 'epoch': 1.5}",
            {"loss": 0.4, "grad_norm": 1.5, "learning_rate": 2.9e-07, "epoch": 1.5},
        ),
        ("{'loss': '0.4', 'epoch': '1.5'}", {"loss": 0.4, "epoch": 1.5}),
        ("{'loss': nan, 'learning_rate': 2.94e-07, 'epoc", {"nonfinite": 1, "learning_rate": 2.94e-07}),
        ("epoch 2: {'accuracy': 0.75, 'f1': 0.838}", {"accuracy": 0.75, "f1": 0.838, "epoch": 2}),
        ('{"loss": 0.4, "step": 7, "epoch": 1}', {"loss": 0.4, "epoch": 1}),
        (
            "Train Epoch: 1 [6400/30000 (21%)] Loss: 2.075230",
            {"train-loss": 2.07523, "epoch": 1, "step": 6400},
        ),
        (
            "[1,mpirank:0,algo-1]<stdout>:Train Epoch: 1 [10240/60000 (17%)]#011Loss: 1.373116",
            {"train-loss": 1.373116, "epoch": 1, "step": 10240},
        ),
        (
            "Test set: Average loss: 0.0558, Accuracy: 9819/10000 (98.2%)",
            {"test-loss": 0.0558, "test-accuracy-percent": 98.2},
        ),
        (
            "845/845 - 264s - loss: 0.5694 - accuracy: 0.7042 - val_loss: 0.3484 - batch: 0.0000e+00",
            {"loss": 0.5694, "accuracy": 0.7042, "val_loss": 0.3484},
        ),
        ("#0154/4 [====] - 0s 56ms/step - loss: 522.4297 - val_l", {"loss": 522.4297}),
        (
            "#015 1/4 [>..] - ETA: 1s - loss: 9.0#010#010#0154/4 [====] - 0s - loss: 5.0",
            {"loss": 5.0},
        ),
        (
            "Epoch 3: 100%|███| 100/100 [00:12<00:00,  8.2it/s, v_num=0, train_loss=0.25, val/acc=0.9]",
            {"train_loss": 0.25, "val/acc": 0.9, "epoch": 3},
        ),
        (
            "[05/19/2023 21:07:04 INFO 1] #quality_metric: host=algo-1, epoch=4, batch=2 train rmse <loss>=72.2",
            {"train-rmse": 72.2, "epoch": 4, "step": 2},
        ),
        ("#quality_metric: host=algo-1, test macro_f_1.000 <score>=nan", {"nonfinite": 1}),
        (
            "#throughput_metric: host=algo-1, train throughput=1088.7 records/second",
            {"train-throughput": 1088.7},
        ),
        (
            '#metrics {"Dimensions": {"Host": "algo-1", "epoch": "3"}, "Metrics": '
            '{"train_objective": {"sum": 3.0, "count": 4, "min": 0.5, "max": 1.0}, '
            '"update.time": {"sum": 9.0, "count": 1, "min": 9.0, "max": 9.0}}}',
            {"train_objective": 0.75, "epoch": 3},
        ),
        (
            "Epoch[1] Batch [5]#011Speed: 1709.57 samples/sec#011loss=12.422527",
            {"loss": 12.422527, "epoch": 1, "step": 5},
        ),
        ("Epoch[2] Time cost=3.2", None),
        ("Final loss: 10.45 (occurred at epoch 9)", {"final-loss": 10.45, "epoch": 9}),
        (
            "epoch: 3 step: 17 val_loss=0.5, Accuracy: 0.7",
            {"val_loss": 0.5, "Accuracy": 0.7, "epoch": 3, "step": 17},
        ),
        ("Epoch 5 Validation Loss: 0.31", {"Validation-Loss": 0.31, "epoch": 5}),
        ("#033[1m845/845#033[0m #033[32m━━#033[0m - loss: 0.07", {"loss": 0.07}),
        # What is none:
        ("#015 211/845 [===>...] - ETA: 60s - loss: 0.4983", None),
        ("Epoch 3:  50%|█  | 50/100 [00:06<00:06,  8.2it/s, v_num=0, train_loss=0.25]", None),
        ("{'batch_size': 32, 'lr': 0.1}", None),
        ("[00:31:00] 3500x99 matrix with 346500 entries loaded from /opt/ml/input/data/train", None),
        ("#015Iteration:  77%|███▋  | 67255/87372 [3:48:53<1:08:41,  4.88it/s]#033[A", None),
        ("loss: not yet", None),
        ("", None),
    ],
)
def test_lines_of_the_frameworks(line: str, expected: dict[str, float] | None) -> None:
    points = read(line)
    assert (points if points is None else values(points)) == expected


@needs(SAMPLES)
def test_the_samples_of_training_jobs_give_points_where_they_have_metrics() -> None:
    kinds: dict[str, list[bool]] = {}
    for sample in json_lines(SAMPLES):
        points = read(sample["message"], host=sample["logGroup"], stream=sample["logStream"])
        if sample["logGroup"] != TRAINING:
            assert points is None, sample
        else:
            kinds.setdefault(sample["kind"], []).append(points is not None)
    measured = {
        "training_xgboost_metric", "xgboost_metric", "builtin_quality_metric", "builtin_quality_metric_nan",
        "builtin_epoch", "builtin_final", "builtin_throughput", "mpi_hf_metric", "hf_trainer_eval",
        "hf_trainer_summary", "hf_trainer_nan_loss", "pytorch_loss", "keras_epoch", "keras_progress_octal",
    }  # fmt: skip
    assert {kind for kind, found in kinds.items() if all(found)} == measured
    # Among the lines of a distributed job is one of a loss.
    assert {kind for kind, found in kinds.items() if any(found)} - measured == {"pytorch_ddp"}


def test_dimensions_come_from_group_stream_launcher_and_line() -> None:
    points = read(
        "[1,mpirank:3,algo-2]<stdout>:Train Epoch: 1 [1/2 (50%)] Loss: 2.0",
        stream="churn-1/algo-1-1769851000",
    )
    assert points is not None
    assert {s.metric: dict(s.dimensions) for s in points.series}["train-loss"] == {
        "namespace": TRAINING, "training_job": "churn-1", "algo_name": "algo-2", "rank": "3",
    }  # fmt: skip
    points = read("#throughput_metric: host=algo-1, train throughput=1 records/second")
    assert points is not None
    assert dict(points.series[0].dimensions)["unit"] == "records/second"
    points = read("{'loss': inf}")
    assert points is not None
    assert dict(points.series[0].dimensions)["of"] == "loss"


def test_lines_of_one_time_are_set_apart_and_share_their_position() -> None:
    points = read("[0]#011a-b:1#011c-d:5\n[1]#011a-b:2#011c-d:6", "[2]#011a-b:3")
    assert points is not None
    found: dict[str, list[tuple[int, float]]] = {}
    for at, ms, value in zip(points.index, points.times, points.values, strict=True):
        found.setdefault(points.series[at].metric, []).append((ms - NOW, value))
    assert found == {
        "a-b": [(0, 1), (1, 2), (2, 3)],
        "c-d": [(0, 5), (1, 6)],
        "step": [(0, 0), (1, 1), (2, 2)],
    }


def test_only_training_log_groups_are_read() -> None:
    line = "[76]#011train-logloss:0.5"
    assert read(line, host="/aws/sagemaker/Endpoints/churn") is None
    assert read(line, host="10.0.0.1") is None

    def forwarded(group: str, **changes: Any) -> str:
        return json.dumps(
            {"timestamp": NOW, "message": line, "logStream": STREAM, "logGroup": group} | changes
        )

    assert read(forwarded("/aws/sagemaker/Endpoints/churn"), host="10.0.0.1") is None
    points = read(forwarded(TRAINING), forwarded("/aws/lambda/TrainingJobs"), host="10.0.0.1", stream="x")
    assert values(points) == {"train-logloss": 0.5, "step": 76}
    assert points is not None and dict(points.series[0].dimensions)["training_job"] == "churn-1"
    # The forwarder posts a message that is JSON as an object.
    points = read(forwarded(TRAINING, message={"loss": 0.5, "epoch": 2}), host="10.0.0.1")
    assert values(points) == {"loss": 0.5, "epoch": 2}


def test_events_and_lines() -> None:
    assert event_of('{"message":"a\\nb","logGroup":"g"}', "h", "n").text == "a\nb"
    assert event_of('{"message":"broken', "h", "n") == event_of('{"message":"broken', "h", "n")
    assert event_of('{"message":{"a":1}}', "h", "n").text == '{"a":1}'
    assert event_of('{"loss":1}', "h", "n").text == '{"loss":1}'
    assert list(lines_of("a#011b\r\n\n  \n#033[31mred#033[0m")) == [
        Line("a\tb", "a#011b\r"),
        Line("red", "#033[31mred#033[0m"),
    ]
    assert list(lines_of("[1,2]<stderr>:x")) == [Line("x", "[1,2]<stderr>:x", "2")]
    assert len(list(lines_of("x\n" * 5_000))) == 1_000
    assert len(next(iter(lines_of("x" * 100_000))).text) == 8_192


def test_a_rule_of_a_user() -> None:
    reader = LogReader(
        [
            rule(
                "llm",
                log_group="/aws/sagemaker/Endpoints/*",
                log_stream=r"^(?P<variantname>[^/]+)/(?P<instance_id>i-\w+)",
                contains="throughput",
                pattern=r"Avg (?P<what>prompt|generation) throughput: (?P<value>[\d.]+) (?P<Unit>\S+)",
                metric="{what}-throughput",
            )
        ]
    )
    line = "Avg prompt throughput: 12.5 tokens/s, Avg generation throughput: 3.0 tokens/s, Running: 1 reqs"
    points = read(line, reader=reader, host="/aws/sagemaker/Endpoints/llm", stream="AllTraffic/i-0123")
    assert values(points) == {"prompt-throughput": 12.5, "generation-throughput": 3}
    assert points is not None
    assert dict(points.series[0].dimensions) == {
        "namespace": "/aws/sagemaker/Endpoints/llm", "variantname": "AllTraffic", "instance_id": "i-0123",
        "unit": "tokens/s,",
    }  # fmt: skip
    assert read(line, reader=reader, host="/aws/sagemaker/Endpoints/llm", stream="no such stream") is None


def test_metric_definitions_of_sagemaker(rules: LogMetricRules) -> None:
    rules.install(RULES, ANA)
    definitions = [
        ("validation:auc", r".*\[[0-9]+\].*#011validation-auc:([-+]?[0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]+)?).*"),
        ("my {loss}", r"my loss is ([0-9.]+)"),
    ]
    made = rules.add_definitions("churn-*", definitions, ANA)
    assert [r.name for r in made] == ["churn-*: validation:auc", "churn-*: my {loss}"]
    points = read("[1]#011validation-auc:0.75", "my loss is 0.5", reader=rules.reader)
    assert values(points) == {"validation:auc": 0.75, "validation-auc": 0.75, "step": 1, "my-(loss)": 0.5}
    assert read("my loss is 0.5", reader=rules.reader, stream="other-1/algo-1-1769851000") is None
    with pytest.raises(Refusal):
        rules.add_definitions("x", [("good", "a(.)"), ("bad", "a(")], ANA)
    assert not any(r.name.startswith("x:") for r in rules.rules())


def test_rules_are_kept_changed_and_removed(rules: LogMetricRules) -> None:
    assert rules.install(RULES, ANA) == len(RULES)
    assert rules.install(RULES, ANA) == 0
    assert [r.name for r in rules.rules()] == list(RULES)
    added = rules.add(
        {"name": "mine", "pattern": r"score (?P<value>\d+)", "metric": "score", "ignore": ("a",)}, ANA
    )
    assert rules.named("mine") == added
    assert values(read("score 7", reader=rules.reader)) == {"score": 7}
    rules.change("mine", {"pattern": r"points (?P<value>\d+)", "enabled": True}, ANA)
    assert read("score 7", reader=rules.reader) is None
    again = LogMetricRules(rules._database, FixedClock(NOW))
    again.load()
    assert values(read("points 7", reader=again.reader)) == {"score": 7}
    rules.change("mine", {"enabled": False}, ANA)
    assert read("points 7", reader=rules.reader) is None
    rules.remove("mine")
    for gone in (lambda: rules.remove("mine"), lambda: rules.change("mine", {}, ANA)):
        with pytest.raises(Refusal) as refused:
            gone()
        assert refused.value.cause is Cause.NOT_FOUND


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"pattern": "("}, "parenthesis"),
        ({"pattern": "(?=x)"}, "look-ahead"),
        ({"pattern": "x", "metric": "{name}"}, "refers to the group 'name'"),
        ({"pattern": ""}, "empty"),
        ({"pattern": "x", "log_group": " "}, "empty"),
        ({"pattern": "x", "log_stream": "["}, "class|bracket|regular"),
    ],
)
def test_rules_that_cannot_be_are_refused(rules: LogMetricRules, fields: dict[str, Any], word: str) -> None:
    with pytest.raises(Refusal, match=word):
        rules.add({"name": "r", **fields}, ANA)
    assert rules.rules() == []


LINES = st.text(max_size=120) | st.text("[]#0113{}'\":.,=loss epoch-eE+nainf| \t\n\r\b\x1b/", max_size=120)


@given(st.lists(LINES, max_size=4))
def test_any_lines_are_read_or_passed_over(messages: list[str]) -> None:
    points = read(*messages)
    if points is not None:
        assert all(map(math.isfinite, points.values))
        pairs = list(zip(points.index, points.times, strict=True))
        assert len(set(pairs)) == len(pairs)


NUMBERS = st.floats(allow_nan=False, allow_infinity=False, width=32)
NAMES = st.from_regex(r"[a-z]{1,8}-[a-z@0-9]{1,8}", fullmatch=True)


@given(st.integers(0, 10**6), st.dictionaries(NAMES, NUMBERS, min_size=1, max_size=4))
def test_what_xgboost_writes_is_read(step: int, metrics: dict[str, float]) -> None:
    line = f"[{step}]" + "".join(f"#011{name}:{value!r}" for name, value in metrics.items())
    assert values(read(line)) == {**metrics, "step": step}


@given(
    st.dictionaries(st.from_regex(r"[a-z_]{1,12}", fullmatch=True), NUMBERS, max_size=4), st.floats(0, 100)
)
def test_what_the_hugging_face_trainer_writes_is_read(metrics: dict[str, float], epoch: float) -> None:
    written = {
        "loss": 1.5,
        **{k: v for k, v in metrics.items() if k not in ("epoch", "step", "loss")},
        "epoch": epoch,
    }
    assert values(read(repr(written))) == written
