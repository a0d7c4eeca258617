"""What the demonstration's people find conversations by: tags on some of them, and views kept in the menu."""

import random
from collections.abc import Awaitable, Callable, Mapping

from zuruf.actions.saved_views import SaveView, save_view
from zuruf.actions.tags import AddTag, add_tag
from zuruf.store.database import Database
from zuruf.store.transaction import Reader

TAGS = ("Delivery", "Invoice", "Return", "VIP")
VIEWS: Mapping[str, Mapping[str, str]] = {
    "Waiting longest": {"view": "all", "order": "waiting"},
    "French, unread": {"view": "all", "language": "fr", "only": "unread"},
}
Act = Callable[..., Awaitable[object]]


async def mark(database: Database, workspace_id: str, act: Act) -> None:
    """Every third conversation has a tag, some two; `act` carries out an action of the owner."""
    chance = random.Random(3)  # noqa: S311  (a past that looks the same every time)
    for conversation_id in await database.read(_every_third, workspace_id):
        for name in chance.sample(TAGS, k=chance.choice((1, 1, 2))):
            await act(add_tag, AddTag, conversation_id=conversation_id, name=name)
    for name, search in VIEWS.items():
        await act(save_view, SaveView, name=name, search=search, is_shared=True)


async def _every_third(reader: Reader, workspace_id: str) -> list[str]:
    rows = await reader.all(
        "select id from conversations where workspace_id = $1 order by last_at desc, id limit 1000", workspace_id
    )
    return [str(row[0]) for row in rows[::3]]
