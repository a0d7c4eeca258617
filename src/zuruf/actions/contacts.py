"""Contact forms: a visitor fills one in (W3)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from zuruf.domain.change import Change
from zuruf.domain.contact import Given, filled_in, language_of
from zuruf.store import browsers, contacts, visitors, websites
from zuruf.store.changes import write_change
from zuruf.store.making import made_by_visitor
from zuruf.store.transaction import Answer, Command, Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveContact(Command):
    """What was typed is a label, never an identity (B01). `consent` is the very text the visitor agreed to."""

    browser_id: str
    name: str = ""
    email: str = ""
    phone: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict[str, str])
    consent: str = ""


async def give_contact(tx: Tx, command: GiveContact) -> Answer:
    """The visitor's facts change, the consent is kept with its text, its language and the time; agents see both in the thread."""
    at = command.moment.at
    scene, browser = await made_by_visitor(tx, command.browser_id, command.moment)
    website = await websites.get(tx, tx.workspace_id, browser.website_id)
    form = await contacts.form_now(tx, website, scene.conversation, scene.roster, at)
    given = Given(
        name=command.name,
        email=command.email,
        phone=command.phone,
        attributes=command.attributes,
        consent=command.consent,
    )
    before = await contacts.former(tx, tx.workspace_id, scene.visitor.id)
    visitor = replace(filled_in(scene.visitor, form, given, before), seq=tx.next_seq)
    await visitors.save(tx, visitor)
    link = form.consent_link if form is not None and given.consent else ""
    consent = given.consent, language_of(form, given.consent), link
    await contacts.insert(tx, visitor.id, command.moment.id("cnt"), at, consent)
    if browser.wants_form:
        await browsers.want_form(tx, browser.id, is_wanted=False)
    change = Change(type="contact.given", after=scene.conversation, line=given.consent)
    await write_change(tx, replace(scene, visitor=visitor), change, command.actor, at)
    return Answer(visitor.id)
