"""Contact forms (W3): what a visitor is asked for now, what is missing before a first message, and what they gave."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from zuruf.domain import validity
from zuruf.domain.conversation import Conversation
from zuruf.domain.presence import Mode
from zuruf.domain.visitor import AttributeValue, Visitor, checked_label, with_attributes
from zuruf.domain.widget_settings import ContactForm, FieldKind, FormField, FormTime, WidgetSettings, text_in
from zuruf.errors import Invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldForVisitor:
    """One field to fill in; `name` is its kind, or the attribute it fills, `label` what the visitor reads of the latter."""

    name: str
    label: str
    kind: FieldKind
    is_required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FormForVisitor:
    """What is asked for now: the fields not known yet, and the text to agree to ("" for none)."""

    when: FormTime
    fields: tuple[FieldForVisitor, ...]
    consent: str
    consent_link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a visitor filled in. `consent` is the text they agreed to, "" for none."""

    name: str = ""
    email: str = ""
    phone: str = ""
    attributes: Mapping[str, str]
    consent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Former:
    """What was given before: whether a form was filled in at all, and whether consent was part of one."""

    has_given: bool = False
    has_consented: bool = False


def form_for(widget: WidgetSettings, mode: Mode) -> ContactForm | None:
    """The forms are set apart for while somebody is there and while nobody is."""
    return widget.live_form if mode == "live" else widget.offline_form


def asked_now(
    form: ContactForm | None,
    visitor: Visitor | None,
    conversation: Conversation | None,
    former: Former,
    *,
    by_trigger: bool = False,
) -> tuple[FormField, ...] | None:
    """The fields to show now, or None for no form. Before the first message of an episode, or after it; what is known is not asked again,
    what is optional is asked once. A trigger's asking waits for neither (T4)."""
    if form is None or (not by_trigger and (form.when == "after") != _has_begun(conversation)):
        return None
    unknown = tuple(one for one in form.fields if not _is_known(one, visitor))
    needs_consent = bool(form.consents) and not former.has_consented
    if needs_consent or any(one.is_required for one in unknown):
        return unknown
    return unknown if unknown and (by_trigger or not former.has_given) else None


def lack(form: ContactForm | None, visitor: Visitor | None, conversation: Conversation | None, former: Former) -> str:
    """The code of why a trigger has no form to show now; "" where it has (T4)."""
    if form is None:
        return "no_form"
    return "nothing_to_ask" if asked_now(form, visitor, conversation, former, by_trigger=True) is None else ""


def shown(
    form: ContactForm, fields: tuple[FormField, ...], former: Former, language: str, default: str
) -> FormForVisitor:
    """As the visitor's chat draws it; who has agreed once is not asked to again."""
    return FormForVisitor(
        when=form.when,
        fields=tuple(
            FieldForVisitor(
                name=one.name, label=one.label_in(language, default), kind=one.kind, is_required=one.is_required
            )
            for one in fields
        ),
        consent="" if former.has_consented else text_in(form.consents, language, default),
        consent_link=form.consent_link,
    )


def require_before_message(
    form: ContactForm | None, visitor: Visitor, conversation: Conversation, former: Former
) -> None:
    """Invalid `contact_required` naming the first missing field, when a first message comes without what the form asks for before it."""
    if form is None or form.when != "before":
        return
    fields = asked_now(form, visitor, conversation, former)
    if fields is None:
        return
    missing = next((one.name for one in fields if one.is_required), None)
    if missing is None and form.consents and not former.has_consented:
        missing = "consent"
    if missing is not None:
        raise _required(missing)


def filled_in(visitor: Visitor, form: ContactForm | None, given: Given, former: Former) -> Visitor:
    """The visitor with what they gave. Invalid at `contact.<field>`: a required one missing, no address, a text nobody asked to agree to."""
    fields = form.fields if form is not None else ()
    labels = {one.label for one in fields if one.kind == "attribute"}
    told: dict[str, AttributeValue] = {
        name: text.strip() for name, text in given.attributes.items() if name in labels and text.strip()
    }
    after = replace(
        visitor,
        name=checked_label(given.name, "contact.name") or visitor.name,
        email=validity.email(given.email, "contact.email") if given.email.strip() else visitor.email,
        phone=checked_label(given.phone, "contact.phone") or visitor.phone,
        attributes=with_attributes(visitor.attributes, told),
    )
    for one in fields:
        if one.is_required and not _is_known(one, after):
            raise _required(one.name)
    consents = set(form.consents.values()) if form is not None else set[str]()
    if given.consent and given.consent not in consents:
        sentence = "What you agreed to was changed meanwhile. Read it again, please."
        raise Invalid("consent_changed", sentence, "contact.consent")
    if consents and not given.consent and not former.has_consented:
        raise _required("consent")
    return after


def language_of(form: ContactForm | None, text: str) -> str:
    """The language a text to agree to is written in; "" for none."""
    if form is None or not text:
        return ""
    return next((language for language, one in form.consents.items() if one == text), "")


def _has_begun(conversation: Conversation | None) -> bool:
    return conversation is not None and conversation.is_open and conversation.has_visitor_message


def _is_known(one: FormField, visitor: Visitor | None) -> bool:
    if visitor is None:
        return False
    match one.kind:
        case "name":
            return bool(visitor.name)
        case "email":
            return bool(visitor.email)
        case "phone":
            return bool(visitor.phone)
        case "attribute":
            return one.label in visitor.attributes


def _required(name: str) -> Invalid:
    return Invalid("contact_required", "This is needed before we can go on.", f"contact.{name}")
