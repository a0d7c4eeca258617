"""What is carried out in the street: rows of the matrix with other bodies or ids where only those come to something, and acts beside."""

from typing import Any

from tests.actions.house import START
from tests.security.neighbours import THEIRS

TALK = "/api/conversations/{conversation}"
ANOTHER = {"visitorId": "{visitor}", "text": "amber more", "agentId": "{self}"}
# Rows whose body or ids have to be others, so that something comes of them.
CARRIED: dict[str, tuple[str, str, Any]] = {
    "PATCH /api/workspace": ("owner", "/api/workspace", {"version": 3, "asks_for_group": True}),
    "PUT /api/groups/{group}": ("owner", "/api/groups/{group}", {"names": {"en": "amber x"}, "version": 2}),
    "DELETE /api/groups/{group}": ("owner", "/api/groups/{group}", {"move_to": "{hidden}"}),
    "PUT /api/triggers/order": (
        "owner",
        "/api/triggers/order",
        {"ids": ["{second}", "{trigger}"], "version": "{order}"},
    ),
    "PUT /api/triggers/{trigger}": (
        "owner",
        "/api/triggers/{trigger}",
        {"name": "amber y", "actions": [{"kind": "open_widget"}], "version": 2},
    ),
    "PUT /api/saved-replies/{saved_reply}": (
        "owner",
        "/api/saved-replies/{saved_reply}",
        {"shortcut": "amber2", "texts": {"en": "amber more"}, "sharing": "all", "version": 2},
    ),
    "PATCH /api/messages/{message}": ("owner", "/api/messages/{own}", {"text": "amber changed"}),
    "DELETE /api/messages/{message}": ("owner", "/api/messages/{own}", None),
    "PATCH /api/visitors/{visitor}/notes/{note}": (
        "target",
        "/api/visitors/{visitor}/notes/{note}",
        {"text": "amber changed"},
    ),
    f"POST {TALK}/join": ("admin", f"{TALK}/join", None),
    f"POST {TALK}/askings/answer": ("admin", f"{TALK}/askings/answer", {"accept": True}),
    f"POST {TALK}/askings": ("owner", f"{TALK}/askings", {"agent_id": "{agent}", "why": "amber"}),
    f"POST {TALK}/snooze": ("owner", f"{TALK}/snooze", {"until": START + 60 * 86_400_000}),
    "PUT /api/visitors/{visitor}/group": (
        "owner",
        "/api/visitors/{visitor}/group",
        {"group_id": "{hidden}", "seen_group_id": "{group}"},
    ),
    "PUT /api/visitors/{visitor}/block": ("owner", "/api/visitors/{visitor}/block", {"reason": "amber"}),
    "PUT /api/visitors/{visitor}/agents/{agent}": ("owner", "/api/visitors/{visitor}/agents/{admin}", None),
    "POST /api/alerts/shown": ("target", "/api/alerts/shown", {"seqs": list(range(1, 60)), "device": "laptop"}),
    "POST /v3/conversations/messages": ("API key", "/v3/conversations/messages", ANOTHER),
    "POST /v3/conversations/pushedMessages": ("API key", "/v3/conversations/pushedMessages", ANOTHER),
    "PUT /v3/conversations/messages/{id}": ("API key", "/v3/conversations/messages/{sent}", {"text": "amber"}),
    "DELETE /v3/conversations/messages/{id}": ("API key", "/v3/conversations/messages/{sent}", None),
    "PUT /v3/conversations/pushedMessages/{id}": (
        "API key",
        "/v3/conversations/pushedMessages/{pushed}",
        {"text": "a"},
    ),
    "DELETE /v3/conversations/pushedMessages/{id}": ("API key", "/v3/conversations/pushedMessages/{pushed}", None),
}
STALE = {"name": "amber", "actions": [{"kind": "open_widget"}], "version": 1}
# What is decided by counting, by an address or by a version, and acts that end many things; some are refused, alone and beside alike.
MORE: tuple[tuple[str, str, str, str, Any], ...] = (
    ("the last owner", "owner", "PATCH", "/api/agents/{self}", {"version": 2, "role": "agent"}),
    ("an address known next door", "owner", "POST", "/api/agents", {"name": "a", "email": f"zoe@zz{THEIRS}.example"}),
    (
        "a member from next door",
        "owner",
        "POST",
        "/api/groups",
        {"names": {"en": "x"}, "members": ["{agent elsewhere}"]},
    ),
    ("a group with visitors", "owner", "DELETE", "/api/groups/{group}", None),
    ("an old version of a trigger", "owner", "PUT", "/api/triggers/{trigger}", STALE),
    ("an old order", "owner", "PUT", "/api/triggers/order", {"ids": ["{trigger}", "{second}"], "version": 1}),
    ("an agent who goes", "owner", "PATCH", "/api/agents/{agent}", {"version": "{agent version}", "is_active": False}),
    ("an admin who goes", "owner", "PATCH", "/api/agents/{admin}", {"version": "{agent version}", "is_active": False}),
    ("a closed one again", "owner", "POST", "/api/conversations/{closed}/reopen", None),
    ("who waits", "owner", "GET", "/api/conversations/{waiting}", None),
    ("own preferences", "owner", "PATCH", "/api/me", {"preferences": {"theme": "dark"}}),
)
