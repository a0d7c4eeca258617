"""What a visitor's chat is told of the website's settings at this moment: texts, and the form to fill in (W3, W5)."""

from zuruf.domain.contact import FormForVisitor, asked_now, form_for, shown
from zuruf.domain.conversation import Conversation
from zuruf.domain.presence import Mode
from zuruf.domain.rating import asked, ratable_until
from zuruf.domain.website import Website
from zuruf.domain.widget_for_visitor import WidgetForVisitor, widget_for_visitor
from zuruf.domain.workspace import Roster
from zuruf.store import contacts, ratings, transcripts, visitors
from zuruf.store.browsers import Browser
from zuruf.store.transaction import Reader


async def widget_told(
    reader: Reader,
    website: Website,
    browser: Browser,
    roster: Roster,
    *,
    about: tuple[Conversation | None, Mode, str],
    now: int,
) -> WidgetForVisitor:
    """`about`: the visitor's conversation, whether somebody is there, and the visitor's language."""
    conversation = about[0]
    rating = None
    if conversation is not None and website.widget.asks_rating and ratable_until(conversation) is not None:
        former = await ratings.load(reader, roster.workspace.id, conversation.id, conversation.episode)
        rating = asked(conversation, former, now)
    form = await _form(reader, website, browser, roster, about)
    offers = website.widget.offers_transcript and await transcripts.is_there(reader, roster.workspace.id, conversation)
    language, default = about[2], roster.workspace.default_language
    return widget_for_visitor(website, language, default, form=form, rating=rating, offers_transcript=offers)


async def _form(
    reader: Reader, website: Website, browser: Browser, roster: Roster, about: tuple[Conversation | None, Mode, str]
) -> FormForVisitor | None:
    conversation, mode, language = about
    form = form_for(website.widget, mode)
    if form is None:
        return None
    workspace_id = roster.workspace.id
    visitor = await visitors.load(reader, workspace_id, browser.visitor_id)
    former = await contacts.former(reader, workspace_id, browser.visitor_id)
    fields = asked_now(form, visitor, conversation, former, by_trigger=browser.wants_form)
    if fields is None:
        return None
    return shown(form, fields, former, language, roster.workspace.default_language)
