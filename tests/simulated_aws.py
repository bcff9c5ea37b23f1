"""A simulated AWS in a process of its own, and clients of it."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
import httpx2
import pytest
from botocore.config import Config

from free_port import free_port

ACCOUNT = "123456789012"
REGION = "us-east-1"
KEY_ID = "AKIAIOSFODNN7EXAMPLE"
SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"

NEEDS_COMMAND = pytest.mark.skipif(
    shutil.which("aws") is None, reason="the AWS command line is not installed"
)


@dataclass
class SimulatedAws:
    """Its address; everything in it belongs to ACCOUNT."""

    url: str

    def client(self, service: str, region: str = REGION) -> Any:
        """A client of a service."""
        return boto3.client(
            service,
            endpoint_url=self.url,
            region_name=region,
            aws_access_key_id=KEY_ID,
            aws_secret_access_key=SECRET,
            config=Config(s3={"addressing_style": "path"}, retries={"total_max_attempts": 1}),
        )

    def client_of(self, credentials: Mapping[str, str], service: str, region: str = REGION) -> Any:
        """A client with credentials that a role was assumed with."""
        return boto3.client(
            service,
            endpoint_url=self.url,
            region_name=region,
            aws_access_key_id=credentials["AccessKeyId"],
            aws_secret_access_key=credentials["SecretAccessKey"],
            aws_session_token=credentials["SessionToken"],
        )

    def command(self, folder: Path, *arguments: str) -> Any:
        """Run AWS's command line, which has its home in `folder`; what it printed, JSON as what it says."""
        cli = shutil.which("aws")
        assert cli is not None
        done = subprocess.run(
            [cli, "--endpoint-url", self.url, "--region", REGION, *arguments],
            env={
                "PATH": f"{Path(cli).parent}:/usr/bin:/bin",
                "HOME": str(folder),
                "AWS_ACCESS_KEY_ID": KEY_ID,
                "AWS_SECRET_ACCESS_KEY": SECRET,
                "AWS_DEFAULT_OUTPUT": "json",
                "AWS_PAGER": "",
            },
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(done.stdout) if done.stdout.startswith(("{", "[")) else done.stdout

    def reset(self) -> None:
        """Take everything away that is in it."""
        httpx2.post(f"{self.url}/moto-api/reset", trust_env=False).raise_for_status()


@contextmanager
def simulated_aws() -> Iterator[SimulatedAws]:
    """AWS on a free port, until the end of the block."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        env={**os.environ, "MOTO_ENABLE_ISO_REGIONS": "false", "PYTHONWARNINGS": "ignore"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    aws = SimulatedAws(f"http://127.0.0.1:{port}")
    try:
        until = time.monotonic() + 60
        while True:
            try:
                httpx2.get(f"{aws.url}/moto-api/data.json", trust_env=False)
                break
            except httpx2.TransportError:
                assert process.poll() is None and time.monotonic() < until, "the simulated AWS did not start"
                time.sleep(0.05)
        yield aws
    finally:
        process.terminate()
        process.wait(30)
