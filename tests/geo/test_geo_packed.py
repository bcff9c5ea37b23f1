"""The compact form gives back what went in, and refuses what is damaged."""

import itertools
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import zstandard
from geo_real import data_folder
from hypothesis import given
from hypothesis import strategies as st

from sagescope.errors import Refusal
from sagescope.geo.data import load
from sagescope.geo.packed import MANIFEST, Coding, Part, pack, pack_texts, read_manifest, unpack, unpack_texts


@given(
    st.data(),
    st.sampled_from(["<u2", "<u4", "<u8", "<i2", "<i4"]),
    st.sampled_from([Coding.DELTA, Coding.PLAIN]),
)
def test_numbers_come_back(data: Any, dtype: str, coding: Coding) -> None:
    limits = np.iinfo(dtype)
    values = data.draw(st.lists(st.integers(int(limits.min), int(limits.max))))
    part = Part(coding, dtype)
    back = unpack(pack(np.array(values, dtype=dtype), part), part)
    assert back.dtype == np.dtype(dtype)
    assert back.tolist() == values


@given(st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))))
def test_texts_come_back(texts: list[str]) -> None:
    offsets, octets = unpack_texts(pack_texts(texts))
    assert [octets[a:b].tobytes().decode() for a, b in itertools.pairwise(offsets)] == texts


def test_sorted_numbers_take_little_room() -> None:
    starts = np.arange(0, 1 << 28, 256, dtype=np.uint64)
    assert len(pack(starts, Part(Coding.DELTA, "<u8"))) < len(starts) * 8 / 1000


@pytest.mark.parametrize("content", ["", "[]", "{", '{"format": 0, "stamp": "x"}', '{"format": 1}', "null"])
def test_a_manifest_of_another_form_is_none(tmp_path: Path, content: str) -> None:
    (tmp_path / MANIFEST).write_text(content)
    assert read_manifest(tmp_path) is None


def test_missing_data_is_refused_with_the_next_step(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        load(tmp_path / "cache", tmp_path / "nowhere")
    assert refused.value.faults[0].code == "geo.data_missing"
    assert "sagescope.geo.build" in refused.value.faults[0].hint


@pytest.mark.parametrize("damage", ["missing", "cut", "flipped", "longer"])
def test_damaged_data_is_refused_and_leaves_no_copy(tmp_path: Path, damage: str) -> None:
    folder = tmp_path / "data"
    shutil.copytree(data_folder(), folder)
    file = folder / "network-asn.zst"
    content = bytearray(file.read_bytes())
    match damage:
        case "missing":
            file.unlink()
        case "cut":
            file.write_bytes(content[: len(content) // 2])
        case "flipped":
            content[len(content) // 2] ^= 0x10
            file.write_bytes(content)
        case _:
            file.write_bytes(zstandard.compress(bytes(8)))
    with pytest.raises(Refusal) as refused:
        load(tmp_path / "cache", folder)
    assert refused.value.faults[0].code == "geo.data_damaged"
    assert "network-asn.zst" in refused.value.faults[0].message
    assert list((tmp_path / "cache").iterdir()) == []
