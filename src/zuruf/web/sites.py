"""The websites as the door of the sockets knows them: in memory, because a handshake cannot wait."""

from zuruf.store import websites, workspaces
from zuruf.store.database import Database
from zuruf.store.transaction import Reader
from zuruf.store.websites import WebsiteRow
from zuruf.web.handshake import Site


class SiteBook:
    """Filled at the start, after every change made here, and by every request of a website's pages (which come before its sockets)."""

    def __init__(self) -> None:
        self._sites: dict[str, Site] = {}

    async def load(self, database: Database) -> None:
        """All websites of the installation."""
        for row in await database.read(_everything):
            self.learn(row)

    def learn(self, row: WebsiteRow) -> None:
        """A website as it is now."""
        website = row.website
        self._sites[website.key] = Site(
            id=website.id,
            workspace_id=row.workspace_id,
            origins=frozenset(website.origins),
            is_enabled=website.is_enabled,
        )

    def site_of(self, key: str) -> Site | None:
        """The website of a key."""
        return self._sites.get(key)

    def is_banned(self, address: str) -> bool:
        """Nobody is yet: blocking visitors is among the open points."""
        del address
        return False


async def _everything(reader: Reader) -> list[WebsiteRow]:
    return [
        row for workspace_id in await workspaces.ids(reader) for row in await websites.everyone(reader, workspace_id)
    ]
