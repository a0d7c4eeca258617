"""One JSON line a figure, as docs/performance.md describes them."""

import json
import sys


def report(bench: str, value: float, unit: str, *, baseline: float | None = None, target: float | None = None) -> None:
    """Prints a figure; `baseline` is what the same machine does in the same minute without the product, `target` what it shall stay under."""
    line: dict[str, object] = {"bench": bench, "value": round(value, 1), "unit": unit}
    if baseline is not None:
        line |= {"baseline": round(baseline, 1), "ratio": round(value / baseline, 2) if baseline else None}
    if target is not None:
        line |= {"target": target, "holds": value <= target}
    print(json.dumps(line, ensure_ascii=False), flush=True)


def say(line: str) -> None:
    """Progress, beside the figures."""
    print(f"  {line} …", file=sys.stderr, flush=True)
