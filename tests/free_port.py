"""A port of loopback that nothing listens on."""

import socket


def free_port() -> int:
    """A free port, for programs that cannot be told to choose one."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
