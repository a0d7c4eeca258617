"""What the operator says, and what is answered to what cannot be."""

from pathlib import Path

import pytest

from zuruf.errors import Invalid
from zuruf.settings import read_settings


def test_without_a_word_it_listens_on_this_machine_only() -> None:
    settings = read_settings({}, {})
    assert (settings.host, settings.port, settings.origin) == ("127.0.0.1", 8400, "http://127.0.0.1:8400")
    assert not settings.is_https


def test_the_command_line_comes_before_the_environment_and_files_are_read(tmp_path: Path) -> None:
    secret = tmp_path / "url"
    secret.write_text("postgresql://zuruf@db/zuruf\n")
    environment = {"ZURUF_PORT": "9000", "ZURUF_HOST": "127.0.0.2", "ZURUF_DATABASE_URL_FILE": str(secret)}
    settings = read_settings({"port": "9100", "host": None}, environment)
    assert (settings.port, settings.host, settings.database_url) == (9100, "127.0.0.2", "postgresql://zuruf@db/zuruf")


def test_plain_http_beyond_this_machine_has_to_be_asked_for_in_so_many_words() -> None:
    with pytest.raises(Invalid, match="public_url=https"):
        read_settings({"host": "0.0.0.0"}, {})
    with pytest.raises(Invalid, match="public_url=https"):
        read_settings({"public_url": "http://chat.example.org"}, {})
    assert read_settings({"host": "0.0.0.0", "insecure_http": "1"}, {}).insecure_http
    assert read_settings({"host": "0.0.0.0", "public_url": "https://chat.example.org"}, {}).is_https


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("port", "many"),
        ("port", "0"),
        ("port", "70000"),
        ("public_url", "chat.example.org"),
        ("public_url", "https://chat.example.org/path"),
        ("socket_adapter", "pigeon"),
        ("sockets_per_address", "-1"),
    ],
)
def test_a_setting_that_makes_no_sense_is_named(name: str, value: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_settings({name: value}, {})
    assert refused.value.field == name
    assert value in refused.value.sentence


@pytest.mark.parametrize(
    ("host", "origin", "hosts"),
    [
        ("127.0.0.1", "http://127.0.0.1:8400", "loopback"),
        ("localhost", "http://localhost:8400", "loopback"),
        ("::1", "http://[::1]:8400", "loopback"),
        ("[::1]", "http://[::1]:8400", "loopback"),
    ],
)
def test_this_machine_is_listened_on_without_further_words(host: str, origin: str, hosts: str) -> None:
    settings = read_settings({"host": host}, {})
    assert (settings.origin, settings.hosts) == (origin, hosts)


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("0.0.0.0", "http://localhost:8400"),
        ("::", "http://localhost:8400"),
        ("192.0.2.2", "http://192.0.2.2:8400"),
        ("2001:db8::2", "http://[2001:db8::2]:8400"),
    ],
)
def test_plain_http_beyond_this_machine_goes_by_any_name_and_its_address_can_be_opened(host: str, origin: str) -> None:
    settings = read_settings({"host": host, "insecure_http": "1"}, {})
    assert (settings.origin, settings.hosts) == (origin, "any")


@pytest.mark.parametrize("url", ["https://chat.example.org", "http://chat.example.org"])
def test_a_public_address_is_the_only_one(url: str) -> None:
    settings = read_settings({"host": "0.0.0.0", "public_url": url, "insecure_http": "1"}, {})
    assert (settings.origin, settings.hosts) == (url, "configured")


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    missing, binary = tmp_path / "none", tmp_path / "binary"
    binary.write_bytes(b"\xff\xfe")
    for file in (missing, binary):
        with pytest.raises(Invalid, match="ZURUF_DATABASE_URL_FILE") as refused:
            read_settings({}, {"ZURUF_DATABASE_URL_FILE": str(file)})
        assert str(file) in refused.value.sentence
