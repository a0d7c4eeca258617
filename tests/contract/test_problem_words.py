"""What the server refuses an agent, the console says in the agent's language: every code has its sentence in the catalogue."""

import ast
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# 403, 404 and 429 have a sentence by status where the code has none; these two kinds have only their codes.
KINDS = frozenset({"Invalid", "Conflict", "Unauthenticated"})
LAYERS = ("actions", "domain", "store", "web")
# Files whose refusals no form of the console can meet: visitors' own doors, the programs' API, the operator's terminal.
ELSEWHERE = (
    *(
        "web/widget.py",
        "web/widget_bodies.py",
        "web/widget_door.py",
        "web/sealing.py",
        "web/brevo",
        "web/api_key.py",
        "web/csrf.py",
        "web/handshake.py",
    ),
    *("store/sqlite", "store/postgres", "store/migrate.py", "store/database.py", "store/group.py"),
)
NOT_FOR_FORMS = {
    "consent_changed": "the widget's",
    "contact_required": "the widget's",
    "invalid_score": "the widget's",
    "rating_over": "the widget's",
    "idempotency_key_invalid": "the console makes its keys itself",
    "idempotency_mismatch": "the console makes its keys itself",
    "invalid_cursor": "the console sends back what it was given",
    "invalid_place": "the console names one place at a time",
    "invalid_url": "the widget's",
    "invalid_view": "the console's links",
    "key_in_address": "no link of the console carries one",
    "not_signed_in": "the console shows the sign-in",
    "unknown_field": "the console's types hold it to the fields there are",
    "unknown_token": "the widget's",
}


def refusals() -> dict[str, str]:
    """Where each code is raised, by the code."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / "src" / "zuruf").rglob("*.py")):
        name = path.relative_to(ROOT / "src" / "zuruf").as_posix()
        if not name.startswith(LAYERS) or name.startswith(ELSEWHERE):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KINDS and node.args:
                code = node.args[0]
                if isinstance(code, ast.Constant):
                    found[str(code.value)] = name
    return found


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_every_refusal_an_agent_can_meet_is_said_in_every_language(language: str) -> None:
    catalogue = json.loads((ROOT / "frontend" / "console" / "src" / "i18n" / f"{language}.json").read_text())
    raised = refusals()
    assert {"email_taken", "credentials_wrong", "stale_version"} <= raised.keys()
    unsaid = {
        code: where
        for code, where in raised.items()
        if code not in NOT_FOR_FORMS and f"problem.{code}" not in catalogue
    }
    assert unsaid == {}


def test_what_needs_no_sentence_is_still_raised() -> None:
    assert NOT_FOR_FORMS.keys() <= refusals().keys()
