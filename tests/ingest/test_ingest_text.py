from hypothesis import given
from hypothesis import strategies as st

from sagescope.ingest.text import to_text


def test_only_the_damaged_line_is_changed() -> None:
    text = to_text("grün\n".encode() + b"caf\xe9 \xff\n" + "日本".encode())
    assert (text.text, text.damaged) == ("grün\ncaf\\xe9 \\xff\n日本", 1)


def test_byte_order_mark_and_nul() -> None:
    assert to_text(b"\xef\xbb\xbfa\0b").text == "a\0b"
    assert to_text(b"a\xef\xbb\xbf").text == "a\ufeff"


@given(st.text())
def test_utf_8_comes_back(text: str) -> None:
    expected = text.removeprefix("\ufeff")
    assert to_text(text.encode()).text == expected
    assert to_text(text.encode()).damaged == 0


@given(st.binary())
def test_every_byte_is_accounted_for(body: bytes) -> None:
    text = to_text(body)
    assert text.text.count("\n") == body.count(b"\n")
    assert 0 <= text.damaged <= body.count(b"\n") + 1
