"""Secrets at rest: sealed by a key that is not in the database.

The key is in the environment (`SAGESCOPE_SECRET_KEY`), or in a file of the data directory that its owner alone
can read. Several keys, separated by commas, let one be replaced: the first one seals, all of them open.
"""

import os
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from sagescope.errors import Fault, Refusal
from sagescope.model.sealed import PREFIX

KEY_FILE = "secrets.key"


class Vault:
    """Seals and opens secrets.

    Raises Refusal `secret.key` where a key is none.
    """

    def __init__(self, keys: str) -> None:
        try:
            self._keys = MultiFernet([Fernet(key.strip()) for key in keys.split(",") if key.strip()])
        except ValueError:
            raise Refusal(
                Fault(
                    "secret.key",
                    "The key of secrets is not 32 bytes in url-safe base64.",
                    f"Take the text of {KEY_FILE} in the data directory, or leave SAGESCOPE_SECRET_KEY out.",
                )
            ) from None

    def seal(self, text: str) -> str:
        """A secret as it may be stored; empty stays empty."""
        return PREFIX + self._keys.encrypt(text.encode()).decode() if text else ""

    def open(self, sealed: str) -> str:
        """The secret in clear.

        Raises Refusal `secret.unreadable` where it was sealed by another key.
        """
        if not sealed:
            return ""
        try:
            return self._keys.decrypt(sealed.removeprefix(PREFIX)).decode()
        except InvalidToken:
            raise Refusal(
                Fault(
                    "secret.unreadable",
                    "A stored secret was sealed by another key.",
                    f"Put back the {KEY_FILE} that was there when it was given, or give the secret again.",
                )
            ) from None


def open_vault(data: Path, keys: str) -> Vault:
    """The vault of a data directory: by `keys` where given, else by the file, which is made where it is missing.

    Raises Refusal `secret.file` where the file can be neither read nor made.
    """
    if keys:
        return Vault(keys)
    path = data / KEY_FILE
    try:
        if not path.exists():
            # Written aside first: a process that dies in between must not leave half a key.
            made = path.with_name(f".{KEY_FILE}.{os.getpid()}")
            descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(Fernet.generate_key())
                file.flush()
                os.fsync(file.fileno())
            made.rename(path)
        return Vault(path.read_text())
    except OSError as wrong:
        raise Refusal(
            Fault(
                "secret.file",
                f"The key of secrets {str(path)!r} cannot be used: {wrong.strerror}.",
                "Correct its owner and mode, or give the key as SAGESCOPE_SECRET_KEY.",
            )
        ) from None
