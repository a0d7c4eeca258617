"""What clients ask for over the socket, carried out as actions; and the stored signs of life."""

from collections.abc import Mapping

import msgspec

from zuruf.actions import agents as agent_actions
from zuruf.actions import contacts as contact_actions
from zuruf.actions import conversations as conversation_actions
from zuruf.actions import messages as message_actions
from zuruf.actions import ratings as rating_actions
from zuruf.actions import signs as sign_actions
from zuruf.actions import transcripts as transcript_actions
from zuruf.actions import visitors as visitor_actions
from zuruf.actions.agents import ChoosePresence
from zuruf.actions.contacts import GiveContact
from zuruf.actions.conversations import MarkRead, MarkShown, VisitorRead
from zuruf.actions.messages import ChangeMessage, SendAgentMessage, SendVisitorMessage
from zuruf.actions.ratings import GiveRating
from zuruf.actions.signs import AgentSign, EndSign, Life, RenewSigns
from zuruf.actions.transcripts import AskTranscript
from zuruf.actions.visitors import ChooseGroup, Describe
from zuruf.domain.actor import SYSTEM, Actor
from zuruf.domain.unkept_page import UnkeptPage
from zuruf.errors import Forbidden
from zuruf.realtime import frames
from zuruf.realtime.frames import Op
from zuruf.realtime.source import Done, Principal, Sign
from zuruf.store import agents, conversations, messages, signs, websites
from zuruf.store.transaction import Reader, Receipt
from zuruf.web.auth import Basis
from zuruf.web.context import Context
from zuruf.web.sealing import MARK, unsealed


class DatabaseOps:
    """The hub's Ops on the database."""

    def __init__(self, context: Context) -> None:
        self._context = context

    async def perform(self, principal: Principal, op: Op) -> Done:
        """At most once per principal and cid. An op the principal's kind does not have is Forbidden."""
        match principal.kind:
            case "agent":
                receipt = await self._of_agent(principal, op)
            case "visitor":
                receipt = await self._of_visitor(principal, op)
            case "browser":
                raise _not_yours(op)
        seq = receipt.seq if principal.kind == "agent" else await self._visitor_seq(principal, receipt)
        return Done(id=receipt.answer.id, seq=seq, dup=receipt.dup, note=receipt.answer.note)

    async def _of_agent(self, principal: Principal, op: Op) -> Receipt:
        act, basis = self._context.database.act, self._basis(principal, op)
        match op.op:
            case frames.SendMessage(text=text, conversation=conversation, kind=kind, quote=quote, files=files):
                said = {"conversation_id": conversation, "text": text, "quote": quote}
                command = SendAgentMessage(**basis, **said, kind=kind, files=files)
                return await act(command, message_actions.send_agent_message)
            case frames.ChangeMessage(message=message, text=text):
                return await act(ChangeMessage(**basis, message_id=message, text=text), message_actions.change_message)
            case frames.DeleteMessage(message=message):
                return await act(ChangeMessage(**basis, message_id=message, text=None), message_actions.change_message)
            case frames.Read(seq=seq, conversation=conversation):
                return await act(
                    MarkRead(**basis, conversation_id=conversation, seq=seq), conversation_actions.mark_read
                )
            case frames.AlertShown(seqs=seqs, device=device):
                return await act(
                    MarkShown(**basis, seqs=tuple(seqs[:200]), device=device), conversation_actions.mark_shown
                )
            case frames.ChoosePresence(presence=presence):
                return await act(ChoosePresence(**basis, presence=presence), agent_actions.choose_presence)
            case frames.ChooseGroup() | frames.Identify() | frames.GiveContact() | frames.GiveRating():
                raise _not_yours(op)
            case frames.AskTranscript():
                raise _not_yours(op)

    async def _of_visitor(self, principal: Principal, op: Op) -> Receipt:
        act, basis, browser_id = self._context.database.act, self._basis(principal, op), principal.browser_id
        match op.op:
            case frames.SendMessage(text=text, page=page, quote=quote, files=files):
                unkept = await self._unkept(principal, page)
                said = {"browser_id": browser_id, "text": text, "tab": unkept.id if unkept else page, "quote": quote}
                watching = await self._watching(principal)
                command = SendVisitorMessage(**basis, **said, files=files, watching=watching, unkept=unkept)
                return await act(command, message_actions.send_visitor_message)
            case frames.Read(seq=seq):
                return await act(
                    VisitorRead(**basis, visitor_id=principal.id, seq=seq), conversation_actions.visitor_read
                )
            case frames.ChooseGroup(group=group):
                watching = await self._watching(principal)
                command = ChooseGroup(**basis, browser_id=browser_id, group_id=group, watching=watching)
                return await act(command, visitor_actions.choose_group)
            case frames.Identify(name=name, email=email):
                return await act(
                    Describe(**basis, browser_id=browser_id, name=name, email=email), visitor_actions.describe
                )
            case frames.GiveContact() as body:
                command = GiveContact(**basis, browser_id=browser_id, **msgspec.structs.asdict(body))
                return await act(command, contact_actions.give_contact)
            case frames.GiveRating(episode=episode, score=score, comment=comment):
                command = GiveRating(**basis, visitor_id=principal.id, episode=episode, score=score, comment=comment)
                return await act(command, rating_actions.give_rating)
            case frames.AskTranscript(email=email):
                command = AskTranscript(**basis, visitor_id=principal.id, email=email, language=principal.language)
                return await act(command, transcript_actions.ask_transcript)
            case frames.ChangeMessage() | frames.DeleteMessage() | frames.AlertShown() | frames.ChoosePresence():
                raise _not_yours(op)

    async def _unkept(self, principal: Principal, page: str) -> UnkeptPage | None:
        """The page as it carries itself, where nobody has remembered its visitor yet (W1b)."""
        if not page.startswith(MARK):
            return None
        key = await self._context.database.read(websites.page_key, principal.workspace_id, principal.website_id)
        return unsealed(page, key)

    async def _watching(self, principal: Principal) -> frozenset[str]:
        """Who has the conversation on screen has seen what the visitor does and gets no alert (A22)."""
        workspace_id, database = principal.workspace_id, self._context.database
        conversation = await database.read(conversations.of_visitor, workspace_id, principal.id)
        return self._context.sockets.watching(workspace_id, conversation.id) if conversation else frozenset()

    async def _visitor_seq(self, principal: Principal, receipt: Receipt) -> int:
        """The visitor's own number of what they wrote; numbers of the workspace are not for visitors."""

        async def query(reader: Reader) -> int:
            message = await messages.load(reader, principal.workspace_id, receipt.answer.id)
            return message.visitor_seq if message else 0

        return await self._context.database.read(query) if receipt.answer.id.startswith("msg_") else 0

    def _basis(self, principal: Principal, op: Op) -> Basis:
        actor = Actor("agent" if principal.kind == "agent" else "visitor", principal.id)
        return Basis(workspace_id=principal.workspace_id, actor=actor, moment=self._context.moment(), cid=op.cid)


class DatabaseSigns:
    """The hub's Signs: leases of consoles, kept where all nodes see them (P1)."""

    def __init__(self, context: Context) -> None:
        self._context = context

    async def renew(self, workspace_id: str, agent_id: str, connection: str, until: int) -> None:
        """This connection is alive at least until then (ms)."""
        life = Life(agent_id, connection, until)
        command = RenewSigns(workspace_id=workspace_id, actor=SYSTEM, moment=self._context.moment(), lives=(life,))
        await self._context.database.act(command, sign_actions.renew_signs)

    async def end(self, workspace_id: str, agent_id: str, connection: str, until: int) -> None:
        """This connection is over; it counts until then (ms)."""
        life = Life(agent_id, connection, until)
        command = EndSign(workspace_id=workspace_id, actor=SYSTEM, moment=self._context.moment(), life=life)
        await self._context.database.act(command, sign_actions.end_sign)

    async def active(self, workspace_id: str, agent_id: str) -> None:
        """Something was done at one of the agent's consoles (P4)."""
        command = AgentSign(workspace_id=workspace_id, actor=SYSTEM, moment=self._context.moment(), agent_id=agent_id)
        await self._context.database.act(command, sign_actions.note_activity)

    async def signs_of(self, workspace_id: str) -> Mapping[str, Sign]:
        """All active agents."""
        now = self._context.now()

        async def query(reader: Reader) -> dict[str, Sign]:
            alive = await signs.alive_until(reader, workspace_id, now)
            people = await agents.everyone(reader, workspace_id)
            return {agent.id: Sign(agent.chosen_presence, alive.get(agent.id)) for agent in people if agent.is_active}

        return await self._context.database.read(query)


def _not_yours(op: Op) -> Forbidden:
    name = type(op.op).__struct_config__.tag
    return Forbidden("not_allowed", f"“{name}” is not something this side of the chat can do.")
