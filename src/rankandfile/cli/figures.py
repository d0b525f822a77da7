"""The page of figures: what each benchmark printed, on which machine, on which day.

A section belongs to one benchmark. Measuring one of them again writes its section anew and leaves the others as they
stand, each with its own machine and day.
"""

import os
import platform
import re
from datetime import UTC, date, datetime
from pathlib import Path

HEAD = """# Figures

Every figure about speed or memory stands here, as the benchmark printed it, and nowhere else in these pages. Measure
your own machine with `make bench`; this page is written by `rankandfile bench --figures docs/figures.md`.

*Near* says how near a figure is to its limit: what the same machine does when everything but the one thing is left out.
What that is, the first lines of each file in `bench` say. A machine that other programs keep busy is slower, in seconds
of the processor too: beside each machine stands how many were at work.
"""
SECTION = re.compile(r"^## `rankandfile bench (\w+)`\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)


def write_page(page: Path, measured: dict[str, str]) -> None:
    """The page holds what was measured now, and of other benchmarks what it held before."""
    before = dict(SECTION.findall(page.read_text(encoding="utf-8"))) if page.exists() else {}
    today = datetime.now(UTC).date()
    sections = before | {name: section(printed, today, machine()) for name, printed in measured.items()}
    told = (f"## `rankandfile bench {name}`\n{text.rstrip()}\n" for name, text in sorted(sections.items()))
    page.write_text("\n".join((HEAD, *told)), encoding="utf-8")


def section(printed: str, day: date, where: str) -> str:
    """What the benchmark printed, under the day and the machine."""
    return f"\n{day.isoformat()}, {where}\n\n```\n{printed.strip()}\n```\n"


def machine() -> str:
    """This machine in one line: processor, cores, memory, system, Python, and how busy it was in the last minutes."""
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return (
        f"{_processor()}, {os.cpu_count()} cores, {pages / 1e9:.0f} GB, {platform.system()}, Python"
        f" {platform.python_version()}, {os.getloadavg()[1]:.1f} programs at work on average"
    )


def _processor() -> str:
    """The processor's name where the system tells it (Linux), else its kind."""
    known = Path("/proc/cpuinfo")
    lines = known.read_text().splitlines() if known.exists() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())
