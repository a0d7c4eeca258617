"""What the server refuses is said in the console's languages, never in the server's English: every code has its sentence."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path

from zuruf import errors

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "zuruf"
WORDS = ROOT / "frontend" / "console" / "src" / "i18n"
CLASSES = {name for name, found in vars(errors).items() if isinstance(found, type)} | {"Unavailable"}
BY_STATUS = {"NotFound", "TooMany", "Unavailable"}  # the console words these by their status (404, 429, 503)
TUPLES = ("domain/assignment.py", "domain/asking.py")  # refusals are answered there as (code, sentence)

# Codes the console never meets, by who does.
AT_THE_START = {
    "backup_damaged",
    "backup_exists",
    "backup_folder",
    "data_folder",
    "database_encoding",
    "database_exists",
    "database_in_use",
    "database_needs_migration",
    "database_is_postgres",
    "database_newer",
    "database_on_network",
    "database_unreadable",
    "demo_in_making",
    "invalid_setting",
    "migration_changed",
    "no_backup",
    "no_database",
    "not_a_demo",
    "port_in_use",
    "port_of_demo",
    "public_url_missing",
    "sqlite_old",
    "workspace_exists",
}
AT_THE_API = {
    "agent_inactive",
    "api_key_unknown",
    "not_an_agents_message",
    "not_an_api_key",
    "not_json",
    "not_the_system",
    "too_large",
}
IN_THE_WIDGET = {
    "browser_not_found",  # another visitor's
    "consent_changed",
    "contact_required",
    "foreign_origin",
    "invalid_before",
    "invalid_browser",
    "invalid_score",
    "invalid_url",
    "rating_over",
    "unknown_token",
    "website_disabled",
}
IN_THE_LOG = {"mail_server_away"}  # what the worker meets
TRIGGERS = {"agent_invisible", "group_empty", "weaker_source"}  # refused to a trigger: kept, and worded as `code.…`
BY_PROGRAMS = {  # a request the console does not make; should it, the code stands behind a sentence
    "content_type",
    "idempotency_key_invalid",
    "idempotency_mismatch",
    "invalid_cursor",
    "invalid_place",
    "invalid_view",
    "json_invalid",
    "key_in_address",
    "not_an_agent",
    "unknown_field",
}
ELSEWHERE = AT_THE_START | AT_THE_API | IN_THE_WIDGET | IN_THE_LOG | TRIGGERS | BY_PROGRAMS


def test_every_code_the_console_can_meet_has_its_sentence() -> None:
    english = _sentences("en")
    met = {code for kind, code in _codes() if kind not in BY_STATUS and code not in ELSEWHERE}
    assert len(met) > 50, "found too few codes: are they written in another way now?"
    assert {code for code in met if f"problem.{code}" not in english} == set()


def test_what_is_said_to_be_met_elsewhere_exists_and_is_not_worded() -> None:
    english = _sentences("en")
    assert ELSEWHERE - {code for _, code in _codes()} == set()
    assert {code for code in ELSEWHERE if f"problem.{code}" in english} == set()


def test_german_and_french_have_the_same_sentences() -> None:
    assert _sentences("de") == _sentences("fr") == _sentences("en")


def _sentences(language: str) -> set[str]:
    words = json.loads((WORDS / f"{language}.json").read_text(encoding="utf-8"))
    return {key for key in words if key.startswith("problem.")}


def _codes() -> Iterator[tuple[str, str]]:
    """(class of the error, code) of everything refused anywhere in the source."""
    for file in sorted(SOURCE.rglob("*.py")):
        answers_tuples = file.relative_to(SOURCE).as_posix() in TUPLES
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield from _raised(node)
            elif answers_tuples and isinstance(node, ast.Tuple) and _is_refusal(node):
                yield "Refused", _text(node.elts[0])


def _raised(call: ast.Call) -> Iterator[tuple[str, str]]:
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    place = 1 if name == "_flaw" else 0
    if (name in CLASSES or name == "_flaw") and len(call.args) > place and _text(call.args[place]):
        yield name, _text(call.args[place])


def _is_refusal(pair: ast.Tuple) -> bool:
    """A word and a sentence."""
    if len(pair.elts) != 2 or not _text(pair.elts[0]).isidentifier():
        return False
    return isinstance(pair.elts[1], ast.JoinedStr) or " " in _text(pair.elts[1])


def _text(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
