"""Write the functions' code into the templates, which a user applies as they are.

`python embed.py` writes, `python embed.py --check` only tells whether something has to be written.
"""

import re
import sys
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
_BLOCK = re.compile(
    r"^(?P<pad> +)ZipFile: \|\n(?P<code>(?P=pad)  # (?P<file>\S+\.py)\n(?:(?P=pad)  .*\n|\n)*)", re.MULTILINE
)


def embedded(template: str) -> str:
    """The template with the present code of its functions."""

    def block(found: "re.Match[str]") -> str:
        pad = found["pad"]
        lines = [f"# {found['file']}", *(HERE / found["file"]).read_text().rstrip("\n").split("\n")]
        return f"{pad}ZipFile: |\n" + "".join(f"{pad}  {line}".rstrip() + "\n" for line in lines)

    return _BLOCK.sub(block, template)


def main(arguments: Sequence[str]) -> int:
    """Write the templates, or with `--check` tell which are stale by the exit code."""
    stale = 0
    for path in sorted((HERE / "cloudformation").glob("*.yaml")):
        before = path.read_text()
        after = embedded(before)
        if before != after:
            stale = 1
            if "--check" not in arguments:
                path.write_text(after)
    return stale if "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
