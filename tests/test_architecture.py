"""Each rule of the check is seen to fail on a deliberate violation, or nobody should trust it."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tools import first_load, machine
from tools.first_load import Size
from tools.sizes import violations
from tools.steps import ROOT

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
LAYERS = [name.strip() for layer in CONTRACTS[0]["layers"] for name in layer.split("|")]
MODULES = (
    "actions.visitors",
    "actions.groups",
    "integrations.mail",
    "integrations.brevo",
    "domain.visitor",
    "domain.group",
)

# contract -> (module, its offending line, what the report names)
OFFENCES = {
    "layers": ("domain.visitor", "import zuruf.store", "zuruf.domain.visitor -> zuruf.store"),
    "pure-domain": ("domain.visitor", "import time", "zuruf.domain.visitor -> time"),
    "actions-alone": ("actions.visitors", "import zuruf.actions.groups", "actions.visitors -> zuruf.actions.groups"),
    "settings-readers": ("store.files", "import zuruf.settings", "zuruf.store.files -> zuruf.settings"),
    "web-speaks-http": ("app", "import starlette", "zuruf.app -> starlette"),
    "store-speaks-sql": ("web.visitors", "import apsw", "zuruf.web.visitors -> apsw"),
    "integrations-apart": ("integrations.mail", "import zuruf.store", "zuruf.integrations.mail -> zuruf.store"),
    "integrations-alone": ("integrations.mail", "import zuruf.integrations.brevo", "zuruf.integrations.brevo"),
    "no-cycles": ("domain.group", "import zuruf.domain.visitor", "zuruf.domain"),
}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """The layers and a few modules, empty, under the repository's own contracts."""
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text())
    package = tmp_path / "zuruf"
    for name in ["", *LAYERS]:
        (package / name).mkdir(parents=True)
        (package / name / "__init__.py").touch()
    for module in MODULES:
        place(tmp_path, module, "")
    return tmp_path


def place(tree: Path, module: str, text: str) -> None:
    path = tree / "zuruf" / f"{module.replace('.', '/')}.py"
    if path.with_suffix("").is_dir():
        path = path.with_suffix("") / "__init__.py"
    path.write_text(f"{text}\n")


def lint(tree: Path, *options: str) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).parent / "lint-imports"
    command = [program, "--no-cache", "--no-logo", "--config", tree / "pyproject.toml", *options]
    environment = {"PYTHONPATH": str(tree), "PATH": "/usr/bin:/bin", "COLUMNS": "200", "NO_COLOR": "1"}
    return subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, check=False)


def test_a_tree_without_offences_keeps_every_contract(tree: Path) -> None:
    result = lint(tree)
    assert f"Contracts: {len(CONTRACTS)} kept, 0 broken" in result.stdout, result.stdout


def test_every_contract_has_its_offence() -> None:
    assert {contract["id"] for contract in CONTRACTS} == set(OFFENCES)


@pytest.mark.parametrize("contract", OFFENCES)
def test_a_contract_breaks_on_its_offence(tree: Path, contract: str) -> None:
    module, line, named = OFFENCES[contract]
    place(tree, module, line)
    if contract == "no-cycles":
        place(tree, "domain.visitor", "import zuruf.domain.group")
    result = lint(tree, "--contract", contract)
    assert "0 kept, 1 broken" in result.stdout, result.stdout
    assert named in result.stdout


def test_a_module_outside_the_layers_breaks_them(tree: Path) -> None:
    place(tree, "helpers", "")
    result = lint(tree, "--contract", "layers")
    assert result.returncode != 0
    assert "helpers" in result.stdout


def test_a_file_of_300_lines_is_too_long(tmp_path: Path) -> None:
    file = tmp_path / "long.py"
    file.write_text("x = 1\n" * 299)
    assert list(violations([file])) == []
    file.write_text("x = 1\n" * 300)
    assert list(violations([file])) == [f"{file}: 300 lines, expected fewer than 300; split it by meaning"]


def test_a_function_of_41_lines_is_too_long(tmp_path: Path) -> None:
    file = tmp_path / "long.py"
    file.write_text("async def short():\n" + "    x = 1\n" * 39)
    assert list(violations([file])) == []
    file.write_text("async def long():\n" + "    x = 1\n" * 40)
    assert list(violations([file])) == [f"{file}:1: long has 41 lines, expected at most 40"]


def test_a_byte_over_a_budget_of_the_first_load_is_refused() -> None:
    assert list(first_load.violations([Size("M12.console", 204_800, 204_800)])) == []
    (sentence,) = first_load.violations([Size("M12.console", 204_801, 204_800)])
    assert sentence.startswith("M12.console: 204,801 bytes gzipped, expected at most 204,800")


def test_the_first_load_counts_what_is_imported_at_once_and_nothing_else() -> None:
    manifest: first_load.Manifest = {
        "index.html": {"file": "a.js", "css": ["a.css"], "imports": ["_b"], "dynamicImports": ["later"]},
        "_b": {"file": "b.js", "imports": ["index.html"]},
        "later": {"file": "later.js", "imports": ["_b"]},
    }
    assert first_load.imported(manifest, "index.html") == {"a.js", "a.css", "b.js"}


@pytest.mark.parametrize(("lines", "passes"), [(40, True), (41, False)])
def test_a_body_of_41_lines_is_too_long_in_typescript(tmp_path: Path, node: Path, lines: int, *, passes: bool) -> None:
    # Biome counts the lines of the body, without the first and the last.
    file = tmp_path / "frontend" / "long.ts"
    file.parent.mkdir()
    (tmp_path / "biome.json").write_text((ROOT / "biome.json").read_text())
    body = "".join(f'  globalThis.name = "{number}";\n' for number in range(lines))
    file.write_text(f"export function long(): void {{\n{body}}}\n")
    machine.npm_ci(machine.FRONTEND)
    biome = machine.FRONTEND / "node_modules" / "@biomejs" / "biome" / "bin" / "biome"
    result = subprocess.run([node, biome, "lint", "."], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ("noExcessiveLinesPerFunction" not in result.stdout + result.stderr) is passes
    assert (result.returncode == 0) is passes, result.stderr


# Written so that this file does not hold what it forbids.
FORBIDDEN = re.compile(
    "|".join(
        (
            r"registry\.npm" + r"js\.org",
            r"registry\.yarn" + r"pkg\.com",
            r"pypi\.(org|python)" + r"\.?(org)?/simple",
            r"files\.python" + r"hosted\.org",
            r"(?<![\w./])/ro" + r"ot/",
            r"(?<![\w.])/wo" + r"rk/",
            r"(?<![\w.])/ho" + r"me/[a-z]+/",
            r"\.\./sha" + r"red/",
        )
    )
)


def test_nothing_committed_names_a_registry_or_a_path_of_somebodys_machine() -> None:
    offenders = [f"{name}: {found.group()}" for name in committed() if (found := FORBIDDEN.search(text_of(name)))]
    assert offenders == []


@pytest.mark.parametrize(
    "line",
    [
        '"resolved": "https://registry.npm' + 'js.org/react"',
        "--index-url https://pypi.org" + "/simple",
        "see /wo" + "rk/main",
        "cd /ro" + "ot/x",
    ],
)
def test_the_rule_about_addresses_and_paths_finds_them(line: str) -> None:
    assert FORBIDDEN.search(line)


def committed() -> list[str]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def text_of(name: str) -> str:
    return (ROOT / name).read_text(errors="ignore")
