"""A Chromium for the browser tests: the one named, the system's, else the one inside an npm package."""

import os
import shutil
import subprocess
import tarfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.async_api import Browser, async_playwright

from tools import machine
from tools.steps import ROOT, TOOLS, fingerprint, once

NAMES = ("chromium", "chromium-browser", "google-chrome")
PACKAGE = ROOT / "tests" / "support" / "npm-chromium"
UNPACKED = TOOLS / "chromium"
ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
# The package's build is headless_shell without sandbox helper, and draws with the SwiftShader beside it.
ARGUMENTS_OF_THE_PACKAGE = (
    "--no-sandbox",
    "--no-zygote",
    "--font-render-hinting=none",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
)

# The package's own file looks below /tmp; a machine's fonts come first, so that its people can read the screenshots.
FONTS = f"""<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>{UNPACKED / "fonts"}</dir>
  <cachedir>{UNPACKED / "fonts-cache"}</cachedir>
</fontconfig>
"""


@dataclass(frozen=True)
class Chromium:
    program: Path
    arguments: tuple[str, ...] = ARGUMENTS
    environment: dict[str, str] = field(default_factory=dict)


def find() -> Chromium:
    """The first that exists of ZURUF_CHROMIUM, the system's and the package's."""
    named = os.environ.get("ZURUF_CHROMIUM")
    system = named or next(filter(None, map(shutil.which, NAMES)), None)
    return from_the_system(Path(system)) if system else from_the_package()


def from_the_system(program: Path) -> Chromium:
    # Chromium refuses its sandbox to root; everyone else keeps it.
    return Chromium(program, (*ARGUMENTS, "--no-sandbox") if os.geteuid() == 0 else ARGUMENTS)


def from_the_package() -> Chromium:
    machine.npm_ci(PACKAGE)
    stamp, inputs = UNPACKED / ".stamp", fingerprint([PACKAGE / "package-lock.json", PACKAGE / "unpack.mjs"])
    node = machine.node()
    once("Unpacking Chromium", stamp, inputs, lambda: unpack(node))
    environment = {**os.environ, "FONTCONFIG_PATH": str(UNPACKED / "fonts")}
    if "not found" in subprocess.run(["ldd", UNPACKED / "chromium"], capture_output=True, text=True).stdout:
        environment["LD_LIBRARY_PATH"] = str(UNPACKED / "lib")
    return Chromium(UNPACKED / "chromium", (*ARGUMENTS, *ARGUMENTS_OF_THE_PACKAGE), environment)


def unpack(node: Path) -> None:
    shutil.rmtree(UNPACKED, ignore_errors=True)
    packed = PACKAGE / "node_modules" / "@sparticuz" / "chromium" / "bin"
    subprocess.run([node, PACKAGE / "unpack.mjs", packed, UNPACKED], check=True)
    for archive in UNPACKED.glob("*.tar"):
        # The fonts' archive holds loose files, the libraries' a folder lib, SwiftShader lies beside the program.
        target = UNPACKED / "fonts" if archive.stem == "fonts" else UNPACKED
        with tarfile.open(archive) as packed_files:
            packed_files.extractall(target, filter="data")
        archive.unlink()
    (UNPACKED / "fonts" / "fonts.conf").write_text(FONTS)


@asynccontextmanager
async def started(chromium: Chromium) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium.program,
            args=list(chromium.arguments),
            env=dict(chromium.environment) or None,
        )
        try:
            yield browser
        finally:
            await browser.close()
