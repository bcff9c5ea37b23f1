"""The output of one job's containers while it is being written."""

from random import Random

from sagescope.demo import stamps
from sagescope.demo.draws import dice
from sagescope.demo.job_schedule import JobRun

Printed = tuple[int, int, str]
"""Moment (ms), number of the host, text."""


class Tape:
    """Collects what the hosts of a run print, addressed by the share of the run that has passed."""

    def __init__(self, seed: int, run: JobRun) -> None:
        self.run = run
        self.rng: Random = dice(seed, "job-log", run.name)
        self.printed: list[Printed] = []
        self._from = run.logging_from_ms
        self._length = run.ended_ms - run.logging_from_ms

    def at(self, share: float) -> int:
        """The moment (ms) at which `share` (0 to 1) of the printing time has passed."""
        return self._from + int(share * (self._length - 1))

    def write(self, at_ms: int, text: str, host: int = 0) -> None:
        """One log event; line feeds in `text` stay inside it."""
        self.printed.append((at_ms, host, text))

    def toolkit(self, share: float, text: str, level: str = "INFO", host: int = 0) -> None:
        """A line of SageMaker's training toolkit."""
        at = self.at(share)
        self.write(at, f"{stamps.comma(at)} sagemaker-training-toolkit {level:<8} {text}", host)

    def falling(self, first: float, last: float, share: float, noise: float = 0.03) -> float:
        """A loss that falls from `first` to about `last` as `share` goes from 0 to 1, with relative noise."""
        smooth = last + (first - last) * 2.718281828 ** (-5.0 * share)
        return float(smooth * (1 + self.rng.uniform(-noise, noise)))

    def in_order(self) -> tuple[Printed, ...]:
        """Everything printed, by time; lines of one moment keep the order in which they were written."""
        return tuple(sorted(self.printed, key=lambda p: p[0]))
