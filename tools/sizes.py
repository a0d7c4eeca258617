"""The size rules: a file stays under 300 lines, a function within 40; as a program it checks a whole checkout."""

import ast
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

LINES_OF_A_FILE = 300
LINES_OF_A_FUNCTION = 40
READ = {".py", ".ts", ".tsx", ".css"}


def violations(files: Iterable[Path]) -> Iterator[str]:
    for file in files:
        text = file.read_text()
        if "do not edit" in text[:400]:  # written by a program, read by nobody from top to bottom
            continue
        lines = len(text.splitlines())
        if lines >= LINES_OF_A_FILE:
            yield f"{file}: {lines} lines, expected fewer than {LINES_OF_A_FILE}; split it by meaning"
        if file.suffix == ".py":
            yield from (f"{file}:{sentence}" for sentence in long_functions(text))


def long_functions(text: str) -> Iterator[str]:
    """Python only: the length of a TypeScript function is Biome's rule."""
    try:
        tree = ast.parse(text)
    except SyntaxError as problem:
        yield f"{problem.lineno}: expected Python, {problem.msg}"
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > LINES_OF_A_FUNCTION:
                yield f"{node.lineno}: {node.name} has {lines} lines, expected at most {LINES_OF_A_FUNCTION}"


def files_of(root: Path) -> list[Path]:
    """Everything the rule covers: the product in both languages, run.py and what it stands on."""
    folders = [root / "src", root / "tools", *root.glob("frontend/*/src")]
    found = [path for folder in folders for path in folder.rglob("*") if path.suffix in READ]
    generated = {"static", "generated", "node_modules"}
    return [root / "run.py", *(path for path in found if not generated & set(path.relative_to(root).parts))]


def main() -> int:
    found = list(violations(files_of(Path(sys.argv[1]) if len(sys.argv) > 1 else Path())))
    print(*found, sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
