"""What a contact form asks for, when, and what it takes (W3)."""

from dataclasses import replace

import pytest

from zuruf.domain.contact import Former, Given, asked_now, filled_in, require_before_message, shown
from zuruf.domain.conversation import Conversation, GroupSetting
from zuruf.domain.visitor import Visitor
from zuruf.domain.widget_settings import ContactForm, FormField, WidgetSettings, checked
from zuruf.errors import Invalid

ADA = Visitor(id="vis_1", website_id="web_1")
NAME, EMAIL = FormField(kind="name"), FormField(kind="email", is_required=True)
ORDER = FormField(kind="attribute", label="Order")
FORM = ContactForm(fields=(NAME, EMAIL, ORDER))
CLOSED = Conversation(id="cnv_1", visitor_id="vis_1", website_id="web_1", group=GroupSetting())
TALKING = replace(CLOSED, is_open=True, episode=1, has_visitor_message=True)
NEVER, ONCE = Former(), Former(has_given=True)


def names(fields: tuple[FormField, ...] | None) -> list[str] | None:
    return None if fields is None else [one.name for one in fields]


def test_what_is_known_is_not_asked_again() -> None:
    assert names(asked_now(FORM, None, None, NEVER)) == ["name", "email", "Order"]
    known = replace(ADA, email="ada@home.example", attributes={"Order": "7"})
    assert names(asked_now(FORM, known, None, NEVER)) == ["name"]
    assert asked_now(FORM, known, None, ONCE) is None
    assert names(asked_now(FORM, ADA, None, ONCE)) == ["name", "email", "Order"]
    assert asked_now(None, ADA, None, NEVER) is None


@pytest.mark.line("W3f")
def test_ones_own_field_is_labelled_in_the_visitors_language_else_in_the_workspaces_else_by_its_name() -> None:
    labelled = replace(ORDER, labels={"de": "Bestellnummer", "en": "Order number"})
    form = ContactForm(fields=(EMAIL, labelled))

    def labels(language: str, default: str = "en") -> list[str]:
        return [one.label for one in shown(form, form.fields, NEVER, language, default).fields]

    assert labels("de-AT") == ["", "Bestellnummer"]
    assert labels("fr") == ["", "Order number"]
    assert labels("fr", "it") == ["", "Order"]
    assert shown(form, form.fields, NEVER, "de", "en").fields[1].name == "Order"
    too_long = ContactForm(fields=(replace(ORDER, labels={"de": "x" * 61}),))
    with pytest.raises(Invalid) as refusal:
        checked(WidgetSettings(live_form=too_long))
    assert refusal.value.field == "widget.live_form.fields.0.labels.de"


def test_each_form_has_its_time() -> None:
    assert asked_now(FORM, ADA, TALKING, NEVER) is None
    after = replace(FORM, when="after")
    assert asked_now(after, ADA, CLOSED, NEVER) is None
    assert names(asked_now(after, ADA, TALKING, NEVER)) == ["name", "email", "Order"]


def test_a_consent_is_asked_for_until_it_is_given() -> None:
    form = replace(FORM, fields=(NAME,), consents={"en": "I agree."})
    known = replace(ADA, name="Ada")
    assert asked_now(form, known, None, ONCE) == ()
    assert asked_now(form, known, None, Former(has_given=True, has_consented=True)) is None


def test_a_first_message_needs_what_is_required_before_it() -> None:
    with pytest.raises(Invalid) as refusal:
        require_before_message(FORM, ADA, CLOSED, NEVER)
    assert (refusal.value.code, refusal.value.field) == ("contact_required", "contact.email")
    require_before_message(FORM, replace(ADA, email="ada@home.example"), CLOSED, NEVER)
    require_before_message(replace(FORM, when="after"), ADA, CLOSED, NEVER)
    with pytest.raises(Invalid) as refusal:
        require_before_message(replace(FORM, fields=(NAME,), consents={"en": "Yes"}), ADA, CLOSED, NEVER)
    assert refusal.value.field == "contact.consent"


def test_a_form_fills_in_what_it_asks_for_and_nothing_else() -> None:
    given = Given(name=" Ada ", email="Ada@Home.example", attributes={"Order": " 7 ", "role": "admin"})
    after = filled_in(ADA, FORM, given, NEVER)
    assert (after.name, after.email, after.attributes) == ("Ada", "ada@home.example", {"Order": "7"})


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        (Given(attributes={}), "contact_required", "contact.email"),
        (Given(email="ada", attributes={}), "not_an_email", "contact.email"),
        (Given(email="a@b.example", attributes={}), "contact_required", "contact.consent"),
        (Given(email="a@b.example", attributes={}, consent="I own you."), "consent_changed", "contact.consent"),
    ],
)
def test_a_form_left_open_is_refused_at_its_field(given: Given, code: str, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        filled_in(ADA, replace(FORM, consents={"en": "I agree."}), given, NEVER)
    assert (refusal.value.code, refusal.value.field) == (code, field)


@pytest.mark.parametrize(
    ("form", "code", "field"),
    [
        (ContactForm(), "empty", "fields"),
        (ContactForm(fields=(NAME, NAME)), "duplicate", "fields.1"),
        (ContactForm(fields=(FormField(kind="attribute"),)), "empty", "fields.0"),
        (ContactForm(fields=(NAME,), consent_link="javascript:alert(1)"), "not_a_link", "consent_link"),
    ],
)
def test_a_form_that_cannot_be_is_refused_when_it_is_saved(form: ContactForm, code: str, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        checked(WidgetSettings(live_form=form))
    assert (refusal.value.code, refusal.value.field) == (code, f"widget.live_form.{field}")
