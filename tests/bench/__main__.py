"""Measure the product beside its floors and hold the figures against the bounds. Exit 1 where one is missed."""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from typing import Any

from tests.bench import data
from tests.bench.harness import Result, Settings, exponent
from tests.bench.jobs import JOBS, SAME
from tests.bench.sizes import SIZES

LEFT_OUT = "Left out: every anchor that needs LibreOffice (not installed)."


def main() -> int:
    """Run what was asked for; return the exit code."""
    arguments = _arguments()
    folder = data.cache(arguments.cache, fresh=arguments.fresh)
    data.use_own_home(folder)
    sizes = tuple(SIZES) if arguments.size == "all" else (arguments.size,)
    asked = [SAME.get(one, one) for one in arguments.only.split(",")] if arguments.only else list(JOBS)
    with _screen() as environment:
        # Compiled modules are kept, as in an installed program.
        environment = {**environment, "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        settings = Settings(arguments.rounds, folder, environment, sizes, arguments.rounds_of_big)
        for name in dict.fromkeys(asked):
            for size in sizes:
                data.say(f"{name} {size} …")
                JOBS[name](settings, size)
    growth = _growth(settings.results)
    if arguments.json:
        print(
            json.dumps(
                {"results": [one.as_json() for one in settings.results], "growth": growth, "note": LEFT_OUT},
                ensure_ascii=False,
                indent=1,
            )
        )
    else:
        _print(settings.results, growth)
    return int(any(one.holds is False for one in settings.results))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument("--size", choices=[*SIZES, "all"], default="township")
    parser.add_argument(
        "--only", default="", help=f"some of {', '.join([*JOBS, *SAME])}, separated by commas"
    )
    parser.add_argument(
        "--rounds", type=int, default=5, help="how often product and floor are measured in turn"
    )
    parser.add_argument(
        "--rounds-of-big", type=int, default=1, help="the same for import and export of the city"
    )
    parser.add_argument("--fresh", action="store_true", help="make ledgers and workbooks again")
    parser.add_argument("--cache", type=Path, help="where ledgers and workbooks are kept between runs")
    return parser.parse_args()


@contextmanager
def _screen() -> Iterator[dict[str, str]]:
    """Give a screen nobody looks at; without Xvfb windows are painted in memory only."""
    environment = dict(os.environ)
    if not which("Xvfb"):
        data.say("Xvfb is not installed: windows are painted off screen, which is quicker for everybody")
        yield {**environment, "QT_QPA_PLATFORM": "offscreen"}
        return
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as answer:
        number = answer.readline().strip()
    environment.pop("QT_QPA_PLATFORM", None)
    try:
        yield {**environment, "DISPLAY": f":{number}"}
    finally:
        server.terminate()
        server.wait()


def _growth(results: list[Result]) -> list[dict[str, Any]]:
    """Return b in cost ~ people^b for every job measured at both sizes."""
    small = {one.job: one for one in results if one.size == "township"}
    found = []
    for one in results:
        before = small.get(one.job)
        if one.size == "city" and before and one.product > 0 and before.product > 0:
            b = exponent(before.product, one.product, SIZES["township"].people, SIZES["city"].people)
            found.append({"bound": one.bound, "job": one.job, "b": round(b, 2)})
    return found


def _print(results: list[Result], growth: list[dict[str, Any]]) -> None:
    marks = {True: "ok", False: "MISSED", None: ""}
    for one in results:
        ratio = f"{one.ratio:.2f} x {one.anchor_name} ({one.anchor:.3g})" if one.ratio and one.anchor else ""
        figure = f"{one.product:9.3g} {one.unit:4}"
        print(
            f"{one.bound:4} {one.size:9} {one.job:44} {figure} {ratio:40} {one.limit:26} {marks[one.holds]}"
        )
    for line in growth:
        print(f"{line['bound']:4} growth    {line['job']:44} b = {line['b']}")
    print(LEFT_OUT)


if __name__ == "__main__":
    sys.exit(main())
