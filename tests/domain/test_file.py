"""What files may be and what they are called (B27, B32)."""

from pathlib import Path

import pytest

from zuruf.depot.marks import marks_of
from zuruf.domain.file import LONGEST_NAME, checked_kind, named
from zuruf.errors import Unsupported

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600)


def kind(tmp_path: Path, name: str, content: bytes) -> str:
    file = tmp_path / "file"
    file.write_bytes(content)
    return checked_kind(name, marks_of(file)).type


@pytest.mark.parametrize(
    ("name", "content", "type_"),
    [
        ("a.png", PNG, "image/png"),
        ("a.jpg", PNG, "image/png"),  # a picture is what its bytes say
        ("photo", PNG, "image/png"),
        ("a.PDF", b"%PDF-1.7\n%", "application/pdf"),
        ("notes.txt", "Grüße\n".encode(), "text/plain"),
        ("page.txt", HTML, "text/plain"),  # letters, and never anything else
        ("list.csv", b"a;b\n1;2\n", "text/csv"),
        ("README", b"hello", "text/plain"),
        ("a.zip", b"PK\x03\x04" + bytes(60), "application/zip"),
        ("a.xls", OLE, "application/vnd.ms-excel"),
        ("a.mp4", b"\0\0\0\x18ftypmp42\0\0\0\0mp42", "video/mp4"),
        ("a.mp3", b"ID3\x03" + bytes(50), "audio/mpeg"),
    ],
)
def test_a_file_is_what_its_bytes_and_its_name_agree_on(tmp_path: Path, name: str, content: bytes, type_: str) -> None:
    assert kind(tmp_path, name, content) == type_


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.svg", SVG),
        ("a.png", SVG),
        ("a.html", HTML),
        ("a.xhtml", HTML),
        ("a.xml", b'<?xml version="1.0"?><?xml-stylesheet href="x.xsl"?><x/>'),
        ("a.js", b"alert(1)"),
        ("a.pdf", b"alert(1)"),
        ("a.png.exe", b"MZ" + bytes(100)),
        ("a.pdf", b"MZ" + bytes(100)),
        ("a.txt", b"text with \x00 in it"),
        ("a.docx.scr", b"PK\x03\x04" + bytes(60)),
    ],
)
def test_what_a_browser_or_a_machine_would_run_is_refused_under_any_name(
    tmp_path: Path, name: str, content: bytes
) -> None:
    with pytest.raises(Unsupported, match="file_refused"):
        kind(tmp_path, name, content)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\Ada\\cv.txt", "cv.txt"),
        ("a\r\nSet-Cookie: x=1.txt", "aSet-Cookie: x=1.txt"),
        ("invoice\u202etxt.exe", "invoicetxt.txt"),
        ("no\0thing.txt", "nothing.txt"),
        ("", "file.txt"),
        (".txt", "file.txt"),
        (".htaccess", "file.txt"),
        ("Größe 🙂.TXT", "Größe 🙂.txt"),
    ],
)
def test_a_name_is_kept_without_what_could_deceive(name: str, kept: str) -> None:
    assert named(name, checked_kind("a.txt", frozenset({"text"}))) == kept


def test_a_long_name_keeps_its_ending() -> None:
    kept = named("x" * 5_000 + ".txt", checked_kind("a.txt", frozenset({"text"})))
    assert (len(kept), kept[-5:]) == (LONGEST_NAME, "x.txt")
