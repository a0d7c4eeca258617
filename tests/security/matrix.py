"""Who may do what: one row a route and one an op of the socket, to be read by people (B35).

A need stands for a line of the table NEEDS: what each principal gets. 401, 403 and 404 are those statuses; "in" is anything else
below 500. Ids in paths are those of the workspace everybody but "other workspace" is in.
"""

from dataclasses import dataclass
from typing import Any

NOBODIES = ("nobody", "expired", "deactivated", "visitor", "API key")
AGENTS = ("no rights", "access", "assign", "configure", "admin", "owner")
EVERYBODY = (*NOBODIES, "other workspace", *AGENTS)


def line(*may: str, foreign: str = "in", refused: str = "403") -> dict[str, str]:
    """Agents may if named; those without a session are 401."""
    agents = {who: "in" if who in may else refused for who in AGENTS}
    return {**dict.fromkeys(NOBODIES, "401"), "other workspace": foreign, **agents}


NEEDS: dict[str, dict[str, str]] = {
    "a build": dict.fromkeys(EVERYBODY, "in"),  # a file of the built front end, the same for everybody
    "nothing": dict.fromkeys(EVERYBODY, "in"),
    "a token": {**dict.fromkeys(EVERYBODY, "401"), "visitor": "in"},
    "a key": {**dict.fromkeys(EVERYBODY, "401"), "API key": "in"},
    "session": line(*AGENTS),
    "access": line("access", "assign", "admin", "owner"),
    "access or configure": line("access", "assign", "configure", "admin", "owner"),
    "assign": line("assign", "admin", "owner"),
    "configure": line("configure", "admin", "owner"),
    "all rights": line("admin", "owner"),
    "all the agent's rights": line("admin", "owner"),  # and to configure: the link opens the agent's account
    "admin": line("admin", "owner"),
    "authorship": line(),
}


@dataclass(frozen=True)
class Row:
    """A route: what it needs and a body that would be carried out."""

    method: str
    path: str
    needs: str
    body: Any = None
    origin: str = ""

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"

    def expected(self, who: str) -> str:
        """Somebody from another workspace finds nothing under our ids (B36, B37)."""
        found = NEEDS[self.needs][who]
        is_private = self.path.startswith("/api/") and "{" in self.path
        return "404" if who == "other workspace" and is_private else found


GROUP = {"names": {"en": "Sales"}}
WEBSITE = {"name": "Shop", "origins": []}
TRIGGER = {"name": "x", "actions": [{"kind": "open_widget"}]}
REPLY = {"shortcut": "hi", "texts": {"en": "Hello {visitor.name|there}"}}
# One pixel.
GIF = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;"
PAGE = {"key": "{key}", "browser": "a browser key of more than sixteen letters", "tab": "1"}
SHOP = "https://shop.example"

ROWS = (
    Row(
        "POST",
        "/api/setup",
        "nothing",
        {"token": "x", "workspace_name": "x", "name": "x", "email": "x@x", "password": "x"},
    ),
    Row("POST", "/api/session", "nothing", {"password": "too little"}),
    Row("GET", "/api/session", "nothing"),  # null for whoever is nobody: a test of its own
    Row("POST", "/api/links/look", "nothing", {"token": "x"}),  # what it tells: a test of its own
    Row("POST", "/api/invitations/accept", "nothing", {"token": "x", "password": "x"}),
    Row("PUT", "/api/me/password", "session", {"current": "x"}),
    Row("PUT", "/api/me/presence", "session", {"presence": "online"}),
    Row("PATCH", "/api/me", "session", {"language": "de"}),
    Row("PUT", "/api/me/picture", "session", GIF),
    Row("DELETE", "/api/me/picture", "session"),
    Row("DELETE", "/api/me/sessions", "session"),
    Row("DELETE", "/api/session", "session"),
    Row("GET", "/api/workspace", "configure"),
    Row("PATCH", "/api/workspace", "configure", {"version": 3, "asks_for_group": True}),
    Row("GET", "/api/agents", "access or configure"),
    Row("POST", "/api/agents", "configure", {"name": "Zoe", "email": "zoe@shop.example", "rights": []}),
    Row("PATCH", "/api/agents/{agent}", "configure", {"version": 2, "name": "Tom"}),
    Row("POST", "/api/agents/{agent}/password-link", "all the agent's rights"),
    Row("GET", "/api/groups", "configure"),
    Row("POST", "/api/groups", "configure", GROUP),
    Row("PUT", "/api/groups/{group}", "configure", {**GROUP, "version": 1}),
    Row("DELETE", "/api/groups/{group}", "configure", {"move_to": None}),
    Row("GET", "/api/websites", "configure"),
    Row("POST", "/api/websites", "configure", WEBSITE),
    Row("PUT", "/api/websites/{website}", "configure", {**WEBSITE, "version": 1}),
    Row("GET", "/api/triggers", "access or configure"),
    Row("POST", "/api/triggers", "configure", TRIGGER),
    Row("PUT", "/api/triggers/order", "configure", {"ids": ["{trigger}"], "version": 0}),
    Row("PUT", "/api/triggers/{trigger}", "configure", {**TRIGGER, "version": 1}),
    Row("PUT", "/api/triggers/{trigger}/active", "configure", {"is_active": True}),
    Row("DELETE", "/api/triggers/{trigger}", "configure"),
    Row("GET", "/api/saved-replies", "access or configure"),
    Row("POST", "/api/saved-replies", "access or configure", REPLY),
    Row("PUT", "/api/saved-replies/{saved_reply}", "configure", {**REPLY, "sharing": "all", "version": 1}),
    Row("DELETE", "/api/saved-replies/{saved_reply}", "configure"),
    Row("GET", "/api/api-keys", "configure"),
    Row("POST", "/api/api-keys", "all rights", {"name": "x"}),
    Row("DELETE", "/api/api-keys/{api_key}", "configure"),
    Row("GET", "/api/conversations", "access"),
    Row("GET", "/api/counts", "access"),
    Row("GET", "/api/search?q=amber", "access"),
    Row("GET", "/api/tags", "access or configure"),
    Row("PATCH", "/api/tags/{tag}", "configure", {"name": "amber tag 2"}),
    Row("DELETE", "/api/tags/{tag}", "configure"),
    Row("POST", "/api/conversations/{conversation}/tags", "access", {"tag_id": "{tag}"}),
    Row("DELETE", "/api/conversations/{conversation}/tags/{tag}", "access"),
    Row("GET", "/api/views", "access"),
    Row("POST", "/api/views", "access", {"name": "amber view", "search": {"view": "all"}}),
    Row("PATCH", "/api/views/{view}", "admin", {"name": "amber view 2"}),
    Row("DELETE", "/api/views/{view}", "admin"),
    Row("GET", "/api/conversations/{conversation}", "access"),
    Row("GET", "/api/conversations/{conversation}/messages", "access"),
    Row("GET", "/api/conversations/{conversation}/explanations", "access"),
    Row("GET", "/api/conversations/{conversation}/assignments", "access"),
    Row("GET", "/api/conversations/{conversation}/waiting", "access"),
    Row("GET", "/api/conversations/{conversation}/episodes", "access"),
    Row("POST", "/api/conversations/{conversation}/messages", "access", {"text": "Hi", "kind": "comment"}),
    Row("POST", "/api/conversations/{conversation}/files", "access", b"hello"),
    Row("GET", "/api/files/{file}", "access"),
    Row("PATCH", "/api/messages/{message}", "authorship", {"text": "Hi"}),
    Row("DELETE", "/api/messages/{message}", "authorship"),
    Row("POST", "/api/conversations/{conversation}/join", "access"),
    Row("POST", "/api/conversations/{conversation}/leave", "access"),
    Row("POST", "/api/conversations/{conversation}/close", "access"),
    Row("POST", "/api/conversations/{conversation}/reopen", "access"),
    Row("POST", "/api/conversations/{conversation}/transcript", "access", {"email": "ada@shop.example"}),
    Row("GET", "/api/deleted", "all rights"),
    Row("DELETE", "/api/conversations/{conversation}", "all rights"),
    Row("POST", "/api/conversations/{deleted}/restore", "all rights"),
    Row("POST", "/api/conversations/{conversation}/snooze", "access", {"until": 1}),  # 422: it is past
    Row("POST", "/api/conversations/{conversation}/wake", "access"),
    Row("POST", "/api/conversations/{conversation}/askings", "access", {"agent_id": "{agent}", "why": "x"}),
    Row("POST", "/api/conversations/{conversation}/askings/answer", "access", {"accept": True}),
    Row("PUT", "/api/visitors/{visitor}/group", "assign", {"group_id": "{group}", "seen_group_id": None}),
    Row("PUT", "/api/visitors/{visitor}/agents/{agent}", "assign"),
    Row("DELETE", "/api/visitors/{visitor}/agents/{agent}", "assign"),
    Row("GET", "/api/picker?conversation={conversation}", "access"),
    Row("POST", "/api/browsers/{browser}/visitor", "access"),
    Row("GET", "/api/visitors/{visitor}", "access"),
    Row("GET", "/api/visitors/{visitor}/pages", "access"),
    Row("PATCH", "/api/visitors/{visitor}", "access", {"name": "Ada"}),
    Row("GET", "/api/blocks", "assign"),
    Row("PUT", "/api/visitors/{visitor}/block", "assign", {"until": 1}),  # 422: it is past
    Row("DELETE", "/api/visitors/{visitor}/block", "assign"),
    Row("POST", "/api/visitors/{visitor}/notes", "access", {"text": "x"}),
    Row("PATCH", "/api/visitors/{visitor}/notes/{note}", "authorship", {"text": "x"}),
    Row("DELETE", "/api/visitors/{visitor}/notes/{note}", "admin"),
    Row("POST", "/api/alerts/shown", "session", {"seqs": [1], "device": "laptop"}),
    Row("GET", "/api/openapi.json", "nothing"),
    Row("GET", "/healthz", "nothing"),
    Row("GET", "/readyz", "nothing"),
    Row("GET", "/", "a build"),
    Row("GET", "/console", "a build"),
    Row("GET", "/console/icon.svg", "a build"),
    Row("GET", "/console/{rest:path}", "a build"),
    Row("MOUNT", "/console/assets", "a build"),
    Row("MOUNT", "/widget", "a build"),
    Row("GET", "/widget/loader.js", "a build"),
    Row("GET", "/widget/frame", "nothing"),
    Row("GET", "/widget/preview", "nothing"),
    Row("GET", "/widget/why", "nothing"),
    Row("POST", "/widget/view", "nothing", {**PAGE, "url": SHOP}, SHOP),
    Row("POST", "/widget/judge", "nothing", PAGE, SHOP),
    Row("POST", "/widget/consent", "nothing", PAGE, SHOP),
    Row("POST", "/widget/opened", "nothing", PAGE, SHOP),
    Row("POST", "/widget/custom-event", "nothing", {**PAGE, "name": "x"}, SHOP),
    Row("POST", "/widget/attributes", "nothing", {**PAGE, "attributes": {}}, SHOP),
    Row("POST", "/widget/start", "nothing", PAGE),
    Row("GET", "/widget/messages?before=1", "a token"),
    Row("GET", "/widget/messages/{message}", "a token"),
    Row("POST", "/widget/files", "a token", b"hello"),
    Row("GET", "/widget/files/{file}", "a token"),
    Row("GET", "/widget/faces/{file}", "nothing"),
    Row("POST", "/v3/conversations/messages", "a key", {"visitorId": "{visitor}", "text": "x"}),
    Row("GET", "/v3/conversations/messages/{id}", "a key"),
    Row("PUT", "/v3/conversations/messages/{id}", "a key", {"text": "x"}),
    Row("DELETE", "/v3/conversations/messages/{id}", "a key"),
    Row("POST", "/v3/conversations/pushedMessages", "a key", {"visitorId": "{visitor}", "text": "x"}),
    Row("GET", "/v3/conversations/pushedMessages/{id}", "a key"),
    Row("PUT", "/v3/conversations/pushedMessages/{id}", "a key", {"text": "x"}),
    Row("DELETE", "/v3/conversations/pushedMessages/{id}", "a key"),
    Row("POST", "/v3/conversations/agentOnlinePing", "a key", {"agentId": "{agent}"}),
    Row("PUT", "/v3/conversations/visitorGroup", "a key", {"visitorId": "{visitor}", "groupId": "{group}"}),
    Row("ANY", "/v3/{path:path}", "nothing"),
)

# The op, what it needs of an agent ("never": no agent has it), whether a visitor has it.
OPS: dict[str, tuple[str, bool]] = {
    "message.send": ("access", True),
    "message.change": ("authorship", False),
    "message.delete": ("authorship", False),
    "conversation.read": ("access", True),
    "alert.shown": ("session", False),
    "presence.choose": ("session", False),
    "group.choose": ("never", True),
    "visitor.describe": ("never", True),
    "contact.give": ("never", True),
    "rating.give": ("never", True),
    "transcript.ask": ("never", True),
}
