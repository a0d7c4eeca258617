"""What one client says in passing (typing, watching, its page), at most so often."""

from zuruf.realtime.agent_subscription import AgentSubscription
from zuruf.realtime.frames import Active, Page, Say, Typing, Watching
from zuruf.realtime.limits import PAGES, TYPED, TYPING, WATCHING, Bucket
from zuruf.realtime.node import Node
from zuruf.realtime.rooms import Room
from zuruf.realtime.visitor_subscription import VisitorSubscription


class Said:
    """What is said too often is dropped: the next one heals it."""

    def __init__(self, node: Node, room: Room, subscription: AgentSubscription | VisitorSubscription) -> None:
        self._node = node
        self._room = room
        self._subscription = subscription
        now = node.clock.monotonic()
        self._typing = Bucket(TYPING, now)
        self._watching = Bucket(WATCHING, now)
        self._pages = Bucket(PAGES, now)

    def take(self, frame: Say) -> None:
        """One signal."""
        now = self._node.clock.monotonic()
        match frame.say:
            case Typing() as typing if not typing.on or self._typing.take(now):
                self._types(typing)
            case Watching(conversation=conversation_id) if self._watching.take(now):
                self._watches(conversation_id)
            case Active() if self._watching.take(now) and isinstance(self._subscription, AgentSubscription):
                who = self._subscription.principal
                self._node.leases.active(who.workspace_id, who.id)
                self._room.signals.is_active(who)
            case Page(url=url) if self._pages.take(now) and isinstance(self._subscription, VisitorSubscription):
                self._node.says.went_to(self._subscription.principal, url)
            case _:
                pass

    def end(self) -> None:
        """The client is gone."""
        if isinstance(self._subscription, AgentSubscription):
            self._room.signals.watches(self._subscription, "")

    def _types(self, typing: Typing) -> None:
        who = self._subscription
        # A visitor speaks in their own conversation, whatever they say it is.
        conversation_id = typing.conversation if isinstance(who, AgentSubscription) else who.conversation_id
        if conversation_id and typing.on:
            self._room.signals.types(who.principal, conversation_id, typing.text[-TYPED:])
        elif conversation_id:
            self._room.signals.stops(who.principal, conversation_id)

    def _watches(self, conversation_id: str) -> None:
        if isinstance(self._subscription, AgentSubscription):
            self._subscription.watching = conversation_id
            self._room.signals.watches(self._subscription, conversation_id)
