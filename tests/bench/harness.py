"""Taking times in turn, in this process or in one of its own, and judging them by the bounds."""

import json
import math
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True, slots=True)
class Result:
    """One job at one size beside what it is held against. `holds` is None for a figure nothing is asked of."""

    bound: str
    job: str
    size: str
    unit: str
    product: float
    anchor: float | None = None
    anchor_name: str = ""
    limit: str = ""
    holds: bool | None = None

    @property
    def ratio(self) -> float | None:
        """Product over anchor."""
        return self.product / self.anchor if self.anchor else None

    def as_json(self) -> dict[str, Any]:
        """Return it with its ratio."""
        return {**asdict(self), "ratio": self.ratio}


@dataclass(slots=True)
class Settings:
    """How much is measured, and where things are kept."""

    rounds: int
    folder: Path
    environment: dict[str, str]
    sizes: tuple[str, ...]
    rounds_of_big: int = 1
    results: list[Result] = field(default_factory=list)

    def rounds_for(self, size: str) -> int:
        """Return how often a long job is done at a size."""
        return self.rounds if size == "township" else self.rounds_of_big

    def township(self, job: str) -> float | None:
        """Return what a job took at the small size, if that was measured."""
        return next((one.product for one in self.results if (one.job, one.size) == (job, "township")), None)

    def put(
        self,
        bound: str,
        job: str,
        size: str,
        unit: str,
        product: float,
        anchor: float | None = None,
        anchor_name: str = "",
        *,
        most: float | None = None,
        limit: float | None = None,
    ) -> None:
        """Keep a result: asked to be at most `most` times its anchor and at most `limit`."""
        asked = []
        if most is not None and anchor is not None:
            asked.append((f"<= {most:.3g} x", product <= most * anchor))
        if limit is not None:
            asked.append((f"<= {limit:.3g} {unit}".strip(), product <= limit))
        words, holds = " and ".join(one[0] for one in asked), all(one[1] for one in asked) if asked else None
        name = anchor_name if anchor is not None else ""
        self.results.append(Result(bound, job, size, unit, product, anchor, name, words, holds))


def clock() -> float:
    """Return a time that processes share, seconds."""
    return time.clock_gettime(time.CLOCK_MONOTONIC) if hasattr(time, "CLOCK_MONOTONIC") else time.time()


def peak_mib() -> float:
    """Return the most memory this process has held; what its parent held does not count."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1024 * 1024 if sys.platform == "darwin" else 1024)


def seconds(work: Callable[[], object]) -> float:
    """Return how long a job takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def in_turn(rounds: int, jobs: Mapping[str, Callable[[], float]]) -> dict[str, float]:
    """Run jobs in turn, so that what else the machine does falls on all of them; return the medians."""
    taken: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, job in jobs.items():
            taken[name].append(job())
    return {name: statistics.median(values) for name, values in taken.items()}


def percentile(values: list[float], share: float) -> float:
    """Return the value below which a share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1)]


def child(settings: Settings, module: str, *arguments: str) -> dict[str, Any]:
    """Run a module of this package in a process of its own; return what it prints and when it began."""
    begun = clock()
    done = subprocess.run(
        [sys.executable, "-m", f"tests.bench.children.{module}", *arguments],
        cwd=ROOT,
        env={**settings.environment, "BENCH_BEGUN": repr(begun)},
        capture_output=True,
        text=True,
        check=False,
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if not lines:
        raise RuntimeError(
            f"{module} {arguments} gave nothing (exit {done.returncode}):\n{done.stderr[-3000:]}"
        )
    return dict(json.loads(lines[-1]))


def tell(**values: Any) -> None:
    """Print what a process of its own has measured, and leave at once."""
    print(json.dumps(values), flush=True)
    sys.stdout.flush()
    os._exit(0)


def since_begun() -> float:
    """Return the seconds since this process was asked for."""
    return clock() - float(os.environ["BENCH_BEGUN"])


def exponent(small: float, large: float, small_size: int, large_size: int) -> float:
    """Return b in cost ~ size^b."""
    return math.log(large / small) / math.log(large_size / small_size)
