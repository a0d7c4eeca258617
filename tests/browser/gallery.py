"""The ways of looking at a screen, and what must hold of each of them: nothing cut, nothing sideways, no key, no foreign word."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Frame, Page

from tests.journeys.people import Json

I18N = Path(__file__).parents[2] / "frontend"
# A small phone is the narrowest the product promises; a screen of 1280 px at 200 % has half its width and twice its points.
VIEWPORTS = {
    "desktop": {"width": 1280, "height": 800},
    "phone": {"width": 390, "height": 844},
    "small-phone": {"width": 360, "height": 640},
    "zoomed": {"width": 640, "height": 400},
}


@dataclass(frozen=True)
class Look:
    """How somebody looks at a screen."""

    language: str
    theme: str
    device: str
    direction: str = "ltr"

    @property
    def name(self) -> str:
        turned = "" if self.direction == "ltr" else f"-{self.direction}"
        return f"{self.language}-{self.theme}-{self.device}{turned}"

    @property
    def options(self) -> Json:
        """For a browser's context."""
        points = 2 if self.device == "zoomed" else 1
        return {
            "locale": self.language,
            "color_scheme": self.theme,
            "viewport": VIEWPORTS[self.device],
            "device_scale_factor": points,
            "has_touch": "phone" in self.device,
        }

    def say(self, key: str, part: str = "console") -> str:
        """The sentence of a catalogue."""
        return catalogue(part, self.language)[key]


LOOKS = (
    Look("en", "light", "desktop"),
    Look("de", "dark", "desktop"),
    Look("fr", "light", "phone"),
    Look("de", "dark", "small-phone"),
    Look("de", "light", "zoomed"),
    Look("en", "light", "desktop", "rtl"),
)


def catalogue(part: str, language: str) -> dict[str, str]:
    """Its sentences; of those with several forms the last, which is for many."""
    folder = I18N / part / "src" / "i18n"
    read: Json = {}
    for path in (folder / part_of_it / f"{language}.json" for part_of_it in ("", "more", "files", "emoji")):
        read = (json.loads(path.read_text()) if path.exists() else {}) | read
    return {key: text if isinstance(text, str) else text["other"] for key, text in read.items()}


# What a reader sees or hears, and what sticks out of its box.
WHAT_IS_THERE = """
(() => {
  const isSeen = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const said = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { parentElement, textContent } = walker.currentNode;
    if (isSeen(parentElement) && textContent.trim()) said.push(textContent.trim());
  }
  for (const element of document.querySelectorAll("[aria-label],[title],[placeholder]")) {
    if (!isSeen(element)) continue;
    for (const name of ["aria-label", "title", "placeholder"]) {
      if (element.getAttribute(name)) said.push(element.getAttribute(name).trim());
    }
  }
  const clipped = [...document.querySelectorAll("button,[role=tab],label,legend,h1,h2,h3,th")]
    .filter((element) => isSeen(element) && !element.closest(".sr-only") && element.clientWidth > 0)
    // One emoji of several is drawn as several where the machine has no letters for it.
    .filter((element) => /[\\p{L}\\p{N}]/u.test(element.textContent))
    .filter((element) => element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== "inline")
    .map((element) => `${element.tagName} ${element.textContent.trim().slice(0, 60)}`);
  const sideways = [document.documentElement, ...document.querySelectorAll("main,main *,[role=dialog],[role=dialog] *")]
    .filter((element) => element.scrollWidth > element.clientWidth + 1 && !element.matches("pre,input,textarea,select"))
    .filter((element) => element === document.documentElement || /auto|scroll/.test(getComputedStyle(element).overflowX))
    .map((element) => `${element.tagName} by ${element.scrollWidth - element.clientWidth} px`);
  const pen = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const rgb = (colour) => {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    return [...pen.getImageData(0, 0, 1, 1).data];
  };
  const linear = (part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  const light = (colour) => {
    const [r, g, b] = rgb(colour).map((part) => linear(part / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    const { backgroundColor } = getComputedStyle(element);
    return rgb(backgroundColor)[3] === 255 || !element.parentElement ? backgroundColor : ground(element.parentElement);
  };
  const ratio = (one, other) => (Math.max(light(one), light(other)) + 0.05) / (Math.min(light(one), light(other)) + 0.05);
  const fields = "input:not([type=checkbox],[type=radio],[type=color],[type=file]),textarea,select";
  const faint = [...document.querySelectorAll(fields)]
    .filter((field) => isSeen(field) && !field.disabled && !field.closest(".sr-only"))
    .map((field) => [field, getComputedStyle(field)])
    .filter(([, { borderTopWidth, borderTopColor }]) => borderTopWidth !== "0px" && rgb(borderTopColor)[3] > 0)
    .map(([field, { borderTopColor }]) => [field, ratio(borderTopColor, ground(field.parentElement))])
    .filter(([, found]) => found < 3)
    .map(([field, found]) => `${field.tagName} ${field.ariaLabel ?? field.name} by ${found.toFixed(2)}`);
  return { said, clipped, sideways, faint };
})()
"""


async def complaints_of(place: Page | Frame, look: Look, part: str = "console") -> list[str]:
    """What is wrong with what is on screen now, in sentences."""
    found = await place.evaluate(WHAT_IS_THERE)
    said = set(found["said"])
    keys, english = catalogue(part, "en").keys(), foreign(part, look.language)
    wide = [f"has to be scrolled sideways in {which}" for which in found["sideways"]]
    clipped = [f"clips the text of {which}" for which in found["clipped"]]
    faint = [f"hardly shows the edge of {which}" for which in found["faint"]]
    # The widget's keys of one word are words, too.
    raw = [f"shows the key {text}" for text in sorted(said & keys) if re.search("[._]", text)]
    untranslated = [
        f"says “{text}” in {look.language}" for text in sorted(said) if any(e.fullmatch(text) for e in english)
    ]
    return [*wide, *clipped, *faint, *raw, *untranslated]


def foreign(part: str, language: str) -> Sequence[re.Pattern[str]]:
    """What is English only; nothing for English itself, and nothing that is meant to be the same in both."""
    if language == "en":
        return ()
    english = catalogue(part, "en")
    meant = {english[key] for key in same(part, language)} | {
        text for key, text in catalogue(part, language).items() if text != english[key]
    }
    ours = [text for text in english.values() if text not in meant]
    return [pattern_of(text) for text in ours if re.search(r"[A-Za-z]{3}", re.sub(r"\{\w+\}", "", text))]


def same(part: str, language: str) -> list[str]:
    """The keys whose sentences are meant to be the same in English and this language."""
    folder = I18N / part / "src" / "i18n"
    found = [path for path in (folder / "same.json", folder / "more" / "same.json") if path.exists()]
    return [key for path in found for key in json.loads(path.read_text())[language]]


def pattern_of(sentence: str) -> re.Pattern[str]:
    pieces = re.split(r"(\{\w+\})", sentence)
    numbers = {"{n}": r"[\d\s.,]+"}
    return re.compile(
        "".join(numbers.get(piece, ".+") if piece.startswith("{") else re.escape(piece) for piece in pieces)
    )
