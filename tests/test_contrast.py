"""The contrast of every pair of colours console and widget put together, light and dark, found in their sources (WCAG 1.4.3, 1.4.11)."""

import re
from collections.abc import Iterator

import pytest

from tools.steps import ROOT

CONSOLE = ROOT / "frontend" / "console" / "src"
WIDGET = ROOT / "frontend" / "widget" / "src" / "frame"
TEXT, GRAPHICS = 4.5, 3.0

Palette = dict[str, str]
Pair = tuple[str, str]

# What people read on: every text without a ground of its own may lie on one of these.
GROUNDS = {
    "console": ("bg", "surface", "subtle", "hover", "note", "amber-tint", "accent-tint", "red-tint"),
    "widget": ("surface", "subtle", "hover"),
}
# What carries a meaning by its colour alone: dots, presence, the borders of inputs, the focus, switches.
SIGNS = {
    "console": ("violet", "red", "green", "field", "accent", "faint"),
    "widget": ("green", "faint", "red"),
}
# A knob or an icon stands on these, never words.
WORDLESS = {"field", "line", "line-strong", "muted", "veil", "violet", "green", "red"}
# The initials of a face: its ground comes from a list of its own.
FACES = tuple(f"face-{number}" for number in range(1, 9))
# An owner's colour, made readable by protocol/src/colour.ts, which has its own test.
CHOSEN = {"accent", "fill", "on-fill"}
LITERAL = re.compile(r'"([^"\n]*)"|`([^`]*)`|\'([^\'\n]*)\'')
CLASS = re.compile(
    r"(?P<state>(?:[\w\[\]=()&>*.-]+:)*)(?P<kind>bg|text)-(?P<token>[a-z]+(?:-[a-z0-9]+)*)(?P<part>/\d+)?"
)


@pytest.mark.line("S8f")
@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_the_words_of_the_console_are_read_on_every_ground_they_lie_on(theme: int) -> None:
    palette = console_palette(theme)
    pairs = set(console_pairs(palette))
    assert len(pairs) > 30, "the sources are not read any more"
    assert too_weak(palette, pairs, TEXT) == []


@pytest.mark.line("S8f")
@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_the_words_of_the_widget_are_read_on_every_ground_they_lie_on(theme: int) -> None:
    palette = widget_palette(theme)
    pairs = set(widget_pairs())
    assert len(pairs) > 8, "the sources are not read any more"
    assert too_weak(palette, pairs, TEXT) == []


@pytest.mark.line("S8f")
@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("part", ["console", "widget"])
def test_signs_without_words_stand_out(part: str, theme: int) -> None:
    palette = console_palette(theme) if part == "console" else widget_palette(theme)
    pairs = {(sign, ground) for sign in SIGNS[part] for ground in GROUNDS[part]}
    assert too_weak(palette, pairs, GRAPHICS) == []


def test_black_on_white_is_21_and_a_pair_too_weak_is_named() -> None:
    assert round(contrast("#000000", "#ffffff"), 1) == 21
    assert too_weak({"a": "#777777", "b": "#ffffff"}, {("a", "b")}, TEXT) == ["a on b: 4.48"]
    palette = {"accent": "", "on-accent": "", "subtle": ""}
    assert list(pairs_of("bg-accent text-on-accent hover:bg-subtle", palette, ())) == [
        ("on-accent", "accent"),
        ("on-accent", "subtle"),
    ]


def console_palette(theme: int) -> Palette:
    """Token to #rrggbb; those with transparency are no ground to read on."""
    css = (CONSOLE / "ui" / "tokens.css").read_text()
    both = re.findall(r"--([\w-]+): light-dark\((#\w+), (#\w+)\)", css)
    one = re.findall(r"--([\w-]+): (#\w+);", css)
    return {name: (light, dark)[theme] for name, light, dark in both} | dict(one) | {"white": "#ffffff"}


def widget_palette(theme: int) -> Palette:
    """Token to #rrggbb, or #rgb."""
    found = re.findall(r"--([\w-]+): (#\w+);", (WIDGET / "frame.css").read_text())
    seen: dict[str, list[str]] = {}
    for name, value in found:
        seen.setdefault(name, []).append(value)
    return {name: values[min(theme, len(values) - 1)] for name, values in seen.items()}


def console_pairs(palette: Palette) -> Iterator[Pair]:
    for file in sorted(CONSOLE.rglob("*.ts*")):
        if ".test." in file.name:
            continue
        for literal in LITERAL.finditer(file.read_text()):
            yield from pairs_of(next(filter(None, literal.groups()), ""), palette, GROUNDS["console"])


def pairs_of(classes: str, palette: Palette, grounds: tuple[str, ...]) -> Iterator[Pair]:
    """Text on ground within one class list: as it is, and in each state (hover, checked …) with what stays from before."""
    states: dict[str, dict[str, str]] = {"": {}}
    for found in map(CLASS.fullmatch, classes.split()):
        # A ground that shines through leaves the one below it.
        if found and found["token"] in palette and not found["part"]:
            states.setdefault(found["state"], {})[found["kind"]] = found["token"]
    for state in states.values():
        both = states[""] | state
        text, ground = both.get("text"), both.get("bg")
        if ground and text and ground not in WORDLESS:
            yield text, ground
        elif text and not ground:
            yield from ((text, other) for other in (FACES if text == "white" else grounds))
        elif ground and not text and ground in grounds:
            yield "text", ground


def widget_pairs() -> Iterator[Pair]:
    for file in sorted(WIDGET.glob("*.css")):
        for block in re.findall(r"\{([^{}]*)\}", file.read_text()):
            text = re.search(r"(?<![\w-])color: var\(--([\w-]+)\)", block)
            ground = re.search(r"background: var\(--([\w-]+)\)", block)
            if (text and text[1] in CHOSEN) or (ground and ground[1] in CHOSEN):
                continue
            if text and ground:
                yield text[1], ground[1]
            elif text:
                yield from ((text[1], other) for other in GROUNDS["widget"][:2])
            elif ground and ground[1] in GROUNDS["widget"]:
                yield "text", ground[1]


def too_weak(palette: Palette, pairs: set[Pair], least: float) -> list[str]:
    found = {pair: contrast(palette[pair[0]], palette[pair[1]]) for pair in pairs}
    return sorted(f"{text} on {ground}: {ratio:.2f}" for (text, ground), ratio in found.items() if ratio < least)


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, relative luminance."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    full = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    red, green, blue = (int(full[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
