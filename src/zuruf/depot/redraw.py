"""Draws a picture anew, in a process of its own with little memory and time: `python -m zuruf.depot.redraw SOURCE TARGET SMALL`.
Without SMALL what is drawn is a face: the middle of the picture, square and small.

What comes out has the pixels of what came in and nothing else: no place where it was taken, no hidden second file (B27, B31).
"""

import json
import resource
import sys
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps, ImageSequence

MEMORY = 1 << 30
SECONDS = 20
MAX_PIXELS = 50_000_000  # what a telephone takes; an animation's frames together
LONGEST_EDGE = 4_096
SMALL_EDGE = 640  # pixels; twice what a bubble shows
SMALL_ENOUGH = 100_000  # bytes
FACE_EDGE = 144  # pixels; four times what a chat shows
TOO_MANY_PIXELS = 3  # exit code
FORMATS = ("PNG", "JPEG", "GIF", "WEBP")


def main(source: str, target: str, small: str = "") -> int:
    """Writes the pictures and says on standard output what they are; the exit code tells what went wrong."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    Image.MAX_IMAGE_PIXELS = None  # ours is asked for instead, before anything is decoded
    with Image.open(source, formats=FORMATS) as picture:
        if picture.width * picture.height > MAX_PIXELS:
            return TOO_MANY_PIXELS
        if not small:
            _save_face(picture, Path(target))
            return 0
        frames = _frames(picture)
        first = _save(picture, frames, Path(target))
        has_small = len(frames) == 1 and _save_small(first, Path(small), Path(target).stat().st_size)
        said = {
            "type": f"image/{str(picture.format).lower()}",
            "width": first.width,
            "height": first.height,
            "has_small": has_small,
        }
    sys.stdout.write(json.dumps(said))
    return 0


def _frames(picture: Image.Image) -> list[tuple[Image.Image, int]]:
    """With how long each is shown (ms); one frame where all of them would be too many."""
    if picture.format not in ("GIF", "WEBP") or not getattr(picture, "is_animated", False):
        return [(ImageOps.exif_transpose(picture), 0)]
    frames: list[tuple[Image.Image, int]] = []
    for frame in ImageSequence.Iterator(picture):
        frames.append((frame.copy(), int(frame.info.get("duration", 100))))
        if len(frames) * picture.width * picture.height > MAX_PIXELS:
            return frames[:1]
    return frames


def _save(picture: Image.Image, frames: list[tuple[Image.Image, int]], target: Path) -> Image.Image:
    """The first frame as it was written. The colour profile stays: without it photographs turn pale."""
    kind = str(picture.format)
    first = frames[0][0]
    options: dict[str, Any] = {"icc_profile": picture.info.get("icc_profile"), "exif": b""}
    if len(frames) == 1:
        first.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
    else:
        options |= {
            "save_all": True,
            "append_images": [frame for frame, _ in frames[1:]],
            "duration": [shown for _, shown in frames],
            "loop": 0,
        }
    if kind == "JPEG":
        first = first if first.mode in ("L", "RGB", "CMYK") else first.convert("RGB")
        options["quality"] = 88
    # Comments and texts of the source travel in `info`; the new one starts without.
    first.info = {key: first.info[key] for key in ("transparency", "background", "duration") if key in first.info}
    first.save(target, kind, **options)
    return first


def _save_face(picture: Image.Image, target: Path) -> None:
    """Of an animation the first frame. What is transparent becomes white: initials stand behind it until it has come."""
    middle = ImageOps.fit(ImageOps.exif_transpose(picture).convert("RGBA"), (FACE_EDGE, FACE_EDGE))
    white = Image.new("RGBA", middle.size, "white")
    Image.alpha_composite(white, middle).convert("RGB").save(target, "WEBP", quality=82)


def _save_small(first: Image.Image, small: Path, size: int) -> bool:
    if max(first.size) <= SMALL_EDGE and size <= SMALL_ENOUGH:
        return False
    shrunk = first.convert("RGBA" if "A" in first.mode or "transparency" in first.info else "RGB")
    shrunk.thumbnail((SMALL_EDGE, SMALL_EDGE))
    shrunk.save(small, "WEBP", quality=80)
    return True


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
