"""How long the program takes to answer `--help` and to be imported, each in a process of its own.

    python benchmarks/startup.py [--runs 15]

Prints the median and the longest in milliseconds. The bars: `timeline --help` 500 ms, `import timeline` 150 ms.
Exit status: 0 both medians within their bar, 1 not.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time

CASES = {
    "timeline --help": (["-m", "timeline", "--help"], 500),
    "import timeline": (["-c", "import timeline"], 150),
}


def once(words: list[str]) -> float:
    """Milliseconds of one run."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *words], check=True, stdout=subprocess.DEVNULL)
    return (time.perf_counter() - start) * 1000


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--runs", type=int, default=15)
    runs = ask.parse_args().runs
    slow = 0
    for name, (words, bar) in CASES.items():
        once(words)  # the first run reads the files from the disk and writes the byte code
        times = [once(words) for _ in range(runs)]
        median = statistics.median(times)
        slow += median > bar
        print(f"{name}: median {median:.0f} ms, longest {max(times):.0f} ms (bar {bar} ms)")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
