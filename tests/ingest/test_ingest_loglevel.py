import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagescope.model.loglevel import KEYS, LEVELS, VALUES, detect


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("2025-12-30 14:46:36,619 [ERROR ] pool-1-thread-5 ACCESS_LOG", "ERROR"),
        ("2025-12-18T18:52:02,763 [INFO ] W-9000 TS_METRICS", "INFO"),
        ("warning: disk", "WARN"),
        ("Information about it", "INFO"),
        ("debug info warn error", "ERROR"),
        ("DEBUG INFO", "INFO"),
        ("[99]#011train-error:0.036286#011validation-error:0.064", None),
        ("no_error here, and no errors", None),
        ("error", "ERROR"),
        ("a line FATAL", None),
        ("", None),
        ('{"level":"info","msg":"an error"}', "INFO"),
        ('{"msg":"an error"}', "ERROR"),
        ('{"a":{"severity" : "CRITICAL"}}', "FATAL"),
        ('{"level":"fatal"}', "FATAL"),
        ('{"level":" Warning "}', "WARN"),
        ('{"level":30,"msg":"x"}', None),
        ('{"level":"odd","log_level":"trace"}', "DEBUG"),
        ('{"LEVEL":"fatal"}', None),
        (' {"level":"error"}\n', "ERROR"),
        ('text {"level":"fatal"}', None),
    ],
)
def test_level(text: str, level: str | None) -> None:
    assert detect(text) == level


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("value", VALUES)
def test_every_key_and_value(key: str, value: str) -> None:
    for spelled in (value, value.upper(), value.title()):
        assert detect(json.dumps({"msg": "error", key: spelled})) == VALUES[value]


@given(st.text())
def test_any_text_has_a_level_or_none(text: str) -> None:
    assert detect(text) in (*LEVELS, None)
