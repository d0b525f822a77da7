"""What a process has used of this machine, as Linux tells it."""

import os
from pathlib import Path

MB = 1_000_000


def memory(process: int | str = "self") -> float:
    """The memory that the process holds now, in MB."""
    return _of(process, "VmRSS")


def peak(process: int | str = "self") -> float:
    """The most memory that the process has held, in MB."""
    return _of(process, "VmHWM")


def _of(process: int | str, field: str) -> float:
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith(field)).split()[1]) * 1024 / MB


def family(process: int) -> list[int]:
    """The process and all that it has started."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [process, *(one for child in children for one in family(int(child)))]


def processor(processes: list[int]) -> float:
    """The seconds of processor that these have used."""
    fields = [Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split() for process in processes]
    return sum(int(own[11]) + int(own[12]) for own in fields) / os.sysconf("SC_CLK_TCK")
