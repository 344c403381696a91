"""What a process took: time by the clock, time of processors, memory."""

from __future__ import annotations

import resource
import time
from pathlib import Path


class Clock:
    """Seconds since it was made, and what this process and its children took of processors and memory."""

    def __init__(self) -> None:
        self._wall, self._cpu = time.perf_counter(), cpu()

    def figures(self) -> dict[str, float]:
        """Seconds, and megabytes at the most."""
        return {
            "wall": time.perf_counter() - self._wall,
            "cpu": cpu() - self._cpu,
            "peak": peak() / 1024,
            "peak_child": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
        }


def cpu() -> float:
    """Seconds of processors that this process and its children took."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def peak() -> float:
    """The most memory that this process had, in KiB."""
    # What getrusage says there can be the memory of the process that started this one.
    return status("VmHWM") or float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def own() -> float:
    """The memory that this process has now, without files that are mapped, in KiB; 0 if unknown."""
    return status("RssAnon")


def status(name: str, pid: int | str = "self") -> float:
    """A figure that Linux tells of a process, in KiB; 0 where it tells none."""
    file = Path(f"/proc/{pid}/status")
    lines = file.read_text().splitlines() if file.is_file() else []
    return next((float(line.split()[1]) for line in lines if line.startswith(f"{name}:")), 0.0)
