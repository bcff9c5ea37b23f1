"""Which server the command line speaks to, and with which key."""

import json
import os
from pathlib import Path

import pytest

from sagescope.cli.connection import Server, find_server
from sagescope.config import Settings
from sagescope.config.running import OWNER_KEY, servers_folder
from sagescope.errors import Refusal

HERE, ELSEWHERE = "http://127.0.0.1:8080", "http://sagescope.example.com"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data directory of a server that runs at HERE, which is this process, with the key of its owner."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.delenv("SAGESCOPE_DATA", raising=False)
    data = tmp_path / "data"
    data.mkdir()
    (data / OWNER_KEY).write_text(json.dumps({"access_id": "owner", "access_key": "secret"}))
    servers_folder().mkdir(parents=True)
    announced = {"pid": os.getpid(), "url": HERE, "data": str(data)}
    (servers_folder() / "1.json").write_text(json.dumps(announced))
    return data


def settings(url: str = "", access_id: str = "", access_key: str = "") -> Settings:
    return Settings(url=url, access_id=access_id, access_key=access_key)


@pytest.mark.parametrize("url", ["", HERE, f"{HERE}/"])
def test_a_server_of_this_machine_is_spoken_to_as_its_owner(data: Path, url: str) -> None:
    assert find_server(settings(url)) == Server(HERE, "owner", "secret")


def test_a_key_that_is_given_goes_before_the_owner_s(data: Path) -> None:
    assert find_server(settings(HERE, "a", "b")) == Server(HERE, "a", "b")
    assert find_server(settings(ELSEWHERE, "a", "b")) == Server(ELSEWHERE, "a", "b")


def test_the_owner_s_key_is_for_no_other_server(data: Path) -> None:
    with pytest.raises(Refusal, match=f"There is no access key for {ELSEWHERE}"):
        find_server(settings(ELSEWHERE))
