"""The line between a phone and the server, which a test cuts and mends."""

from playwright.async_api import BrowserContext, WebSocketRoute


class Line:
    """Carries everything until it is cut; cut, sockets end and nothing is reached, as in a tunnel."""

    def __init__(self, context: BrowserContext) -> None:
        self._context = context
        self._open: list[WebSocketRoute] = []
        self._is_cut = False
        self._hangs = False

    async def lay(self) -> None:
        """To be called before the page is opened."""
        await self._context.route_web_socket("**", self._carry)

    async def _carry(self, route: WebSocketRoute) -> None:
        if self._is_cut and not self._hangs:
            await route.close(code=1001)
            return
        if not self._is_cut:
            route.connect_to_server()
        self._open.append(route)

    async def cut(self, *, hangs: bool = False, has_pages: bool = False) -> None:
        """`hangs`: what is opened from now on neither answers nor ends, as at the edge of a network. `has_pages`: only sockets are cut."""
        self._is_cut, self._hangs = True, hangs
        await self._context.set_offline(not has_pages)
        await self._end()

    async def mend(self) -> None:
        self._is_cut = False
        if self._hangs:
            await self._end()
            self._hangs = False
        await self._context.set_offline(False)

    async def _end(self) -> None:
        for route in self._open:
            await route.close(code=1001)
        self._open.clear()
