"""The hub as the routes see it: who is looking, and closing the sockets of those who signed out or lost their rights."""

from collections.abc import Collection, Mapping, Sequence

from zuruf.realtime.frames import CLOSE_AUTH, CLOSE_FORBIDDEN, CLOSE_RESYNC, WidgetSignal
from zuruf.realtime.hub import Hub


class HubSockets:
    """The Sockets of the context. `hub` is set by the composition root once both exist."""

    hub: Hub

    def end_session(self, workspace_id: str, agent_id: str, session_id: str) -> None:
        """Closes the sockets of one signed-in browser."""
        self.hub.close_session(workspace_id, agent_id, session_id, CLOSE_AUTH)

    def end_agent(self, workspace_id: str, agent_id: str, but: str = "") -> None:
        """Closes all sockets of the agent, except those of the session `but`.

        Whose session goes on comes back with what may be seen now; whose has ended hears that when coming back.
        """
        self.hub.close_agent(workspace_id, agent_id, CLOSE_RESYNC, but_session=but)

    def turn_away(self, workspace_id: str, visitor_id: str, browser_ids: Sequence[str]) -> None:
        """The widget goes at once, then the sockets; who comes back is refused by what the database says."""
        for browser_id in browser_ids:
            self.hub.say_to_browser(workspace_id, browser_id, WidgetSignal(act="hide"))
            self.hub.close_caller(workspace_id, "browser", browser_id, CLOSE_FORBIDDEN)
        self.hub.close_caller(workspace_id, "visitor", visitor_id, CLOSE_FORBIDDEN)

    def begin_anew(self, workspace_id: str, browser_ids: Collection[str]) -> None:
        """The frame forgets what it has shown when its token is not known any more."""
        for session in self.hub.sessions():
            who = session.principal
            if who and who.kind != "agent" and who.workspace_id == workspace_id and who.browser_id in browser_ids:
                session.revoke(CLOSE_AUTH if who.kind == "visitor" else CLOSE_RESYNC, "begins anew")

    def presence_touched(self, workspace_id: str) -> None:
        """Presence is worked out anew, and whoever it concerns is told."""
        self.hub.presence_touched(workspace_id)

    def watching(self, workspace_id: str, conversation_id: str) -> frozenset[str]:
        """The agents of this node who have the conversation on screen (A22)."""
        return self.hub.watching(workspace_id, conversation_id)

    def watched(self, workspace_id: str) -> Mapping[str, frozenset[str]]:
        """All conversations that agents of this node have on screen, with these agents."""
        return self.hub.watched(workspace_id)
