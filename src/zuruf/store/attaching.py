"""Giving a message the files that were sent for it: what sending has in common for agents and visitors (I4, W5)."""

from collections.abc import Sequence
from dataclasses import replace

from zuruf.domain.actor import Actor
from zuruf.domain.file import MAX_OF_MESSAGE, File, FileView
from zuruf.domain.message import Message
from zuruf.errors import Invalid, NotFound
from zuruf.store import files
from zuruf.store.transaction import Tx


async def files_for(tx: Tx, ids: Sequence[str], actor: Actor, conversation_id: str, at: int) -> tuple[File, ...]:
    """The files the actor has sent for this conversation and no message has yet. One that is another's, of another conversation, used or
    gone is not there: NotFound `file_not_found` (B34). Its bytes are kept before its row says so: no message without them (F39).
    """
    if len(ids) > MAX_OF_MESSAGE:
        sentence = f"A message may have {MAX_OF_MESSAGE} files, this one has {len(ids)}. Send it in parts."
        raise Invalid("too_many_files", sentence, "files")
    found = await files.these(tx, tx.workspace_id, ids)
    mine = [file for file in found if _is_free(file, actor, conversation_id, at)]
    if len(mine) != len(ids) or len(set(ids)) != len(ids):
        raise NotFound("file_not_found", "One of these files is not there any more. Attach it again.", "files")
    return tuple(mine)


async def write_attached(tx: Tx, attached: Sequence[File], message: Message) -> None:
    """The files are the message's from now on, and stay as long as it does."""
    for file in attached:
        after = replace(file, message_id=message.id, conversation_id=message.conversation_id, expires_at=None)
        await files.save(tx, after)


def shown(attached: Sequence[File]) -> tuple[FileView, ...]:
    """As the message carries them."""
    return tuple(file.view for file in attached)


def _is_free(file: File, actor: Actor, conversation_id: str, at: int) -> bool:
    is_for_this = file.conversation_id in ("", conversation_id)
    is_here = file.stored_at is not None and file.expires_at is not None and file.expires_at > at
    return file.uploader == str(actor) and is_for_this and is_here and file.message_id is None
