"""Contact forms visitors filled in, with what they agreed to (W3)."""

from zuruf.domain import presence
from zuruf.domain.contact import Former, form_for, require_before_message
from zuruf.domain.conversation import Conversation
from zuruf.domain.website import Website
from zuruf.domain.widget_settings import ContactForm
from zuruf.domain.workspace import Roster
from zuruf.store import messages, websites
from zuruf.store.scenes import Scene
from zuruf.store.transaction import Reader, Row, Tx


async def form_now(
    reader: Reader, website: Website, conversation: Conversation | None, roster: Roster, now: int
) -> ContactForm | None:
    """The form that counts at this moment (P3 says whether somebody is there). Websites without any cost no query."""
    widget = website.widget
    if widget.live_form is None and widget.offline_form is None:
        return None
    workspace_id = roster.workspace.id
    answers = await messages.last_answers(reader, workspace_id, conversation.id, now) if conversation else {}
    return form_for(widget, presence.mode(conversation, roster, now, answers))


async def former(reader: Reader, workspace_id: str, visitor_id: str) -> Former:
    """What this visitor gave before."""
    row = await reader.one(
        "select count(*), max(case when consent <> '' then 1 else 0 end) from contacts"
        " where workspace_id = $1 and visitor_id = $2",
        workspace_id,
        visitor_id,
    )
    given, consented = row or (0, 0)
    return Former(has_given=bool(given), has_consented=bool(consented))


async def insert(tx: Tx, visitor_id: str, id_: str, at: int, consent: tuple[str, str, str]) -> None:
    """A form filled in; `consent` is the text agreed to, its language and its link, each "" for none."""
    await tx.run(
        "insert into contacts (workspace_id, visitor_id, id, at, consent, consent_language, consent_link)"
        " values ($1, $2, $3, $4, $5, $6, $7)",
        tx.workspace_id,
        visitor_id,
        id_,
        at,
        *consent,
    )


async def consents_of(reader: Reader, workspace_id: str, visitor_id: str) -> list[Row]:
    """(text, language, link, at) of what the visitor agreed to, newest first, at most 50."""
    return await reader.all(
        "select consent, consent_language, consent_link, at from contacts"
        " where workspace_id = $1 and visitor_id = $2 and consent <> '' order by id desc limit 50",
        workspace_id,
        visitor_id,
    )


async def require_now(tx: Tx, scene: Scene, at: int) -> None:
    """W3: what the website asks for before the first message is there, whatever widget sent it."""
    website = await websites.get(tx, tx.workspace_id, scene.visitor.website_id)
    form = await form_now(tx, website, scene.conversation, scene.roster, at)
    if form is not None:
        gave = await former(tx, tx.workspace_id, scene.visitor.id)
        require_before_message(form, scene.visitor, scene.conversation, gave)
