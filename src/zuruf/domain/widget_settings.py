"""How a website's widget speaks, looks and asks: the part of a website's settings visitors meet (W3, W5)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal
from urllib.parse import urlsplit

from zuruf.domain import validity
from zuruf.errors import Invalid

FieldKind = Literal["name", "email", "phone", "attribute"]
FormTime = Literal["before", "after"]
Remembers = Literal["at_once", "after_consent", "from_first_message"]
MAX_TITLE: Final = 80  # characters, each of these
MAX_OFFLINE: Final = 500
MAX_PLACEHOLDER: Final = 80
MAX_CONSENT: Final = 1_000
MAX_FIELDS: Final = 12
MAX_FIELD_NAME: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """One line of a contact form. `label` is the name of the visitor's attribute it fills, "" for the other kinds; `labels` by language are
    what visitors read instead."""

    kind: FieldKind
    label: str = ""
    labels: Mapping[str, str] = field(default_factory=dict[str, str])
    is_required: bool = False

    @property
    def name(self) -> str:
        """How the field is named in forms and refusals: its kind, or the attribute's name."""
        return self.label if self.kind == "attribute" else self.kind

    def label_in(self, language: str, default: str) -> str:
        """What a visitor of this language reads: else in the workspace's, else the attribute's name; "" for kinds the chat has words for."""
        return self.labels.get(language) or self.labels.get(language[:2]) or self.labels.get(default) or self.label


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactForm:
    """W3: asked before the first message or after it. `consents` by language; none asks for no consent. `consent_link` is where more is said."""

    when: FormTime = "before"
    fields: tuple[FormField, ...] = ()
    consents: Mapping[str, str] = field(default_factory=dict[str, str])
    consent_link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WidgetSettings:
    """Texts by language; the forms apart for while somebody is there and while nobody is (None: no form). `shows_typed` shows agents what a
    visitor types before it is sent (I4); `remembers` says from when on visitors are known again and their pages recorded (W1b)."""

    titles: Mapping[str, str] = field(default_factory=dict[str, str])
    offline_texts: Mapping[str, str] = field(default_factory=dict[str, str])
    placeholders: Mapping[str, str] = field(default_factory=dict[str, str])
    shows_faces: bool = True
    has_sound: bool = True
    asks_rating: bool = True
    offers_transcript: bool = True
    shows_typed: bool = False
    remembers: Remembers = "at_once"
    live_form: ContactForm | None = None
    offline_form: ContactForm | None = None


def checked(given: WidgetSettings) -> WidgetSettings:
    """As it is stored; Invalid names the field below `widget`."""
    return replace(
        given,
        titles=validity.texts(given.titles, "widget.titles", MAX_TITLE),
        offline_texts=validity.texts(given.offline_texts, "widget.offline_texts", MAX_OFFLINE),
        placeholders=validity.texts(given.placeholders, "widget.placeholders", MAX_PLACEHOLDER),
        live_form=_checked_form(given.live_form, "widget.live_form"),
        offline_form=_checked_form(given.offline_form, "widget.offline_form"),
    )


def text_in(texts: Mapping[str, str], language: str, default: str) -> str:
    """In the visitor's language, else the workspace's, else whichever there is; "" without any."""
    return texts.get(language) or texts.get(language[:2]) or texts.get(default) or next(iter(texts.values()), "")


def _checked_form(form: ContactForm | None, at: str) -> ContactForm | None:
    if form is None:
        return None
    if not form.fields:
        raise Invalid("empty", "Expected at least one field to ask for, got none.", f"{at}.fields")
    if len(form.fields) > MAX_FIELDS:
        raise Invalid("too_many", f"Expected at most {MAX_FIELDS} fields, got {len(form.fields)}.", f"{at}.fields")
    fields = tuple(_checked_field(one, f"{at}.fields.{n}") for n, one in enumerate(form.fields))
    names = [one.name.casefold() for one in fields]
    for n, name in enumerate(names):
        if name in names[:n]:
            raise Invalid("duplicate", f"Expected each field once, got “{fields[n].name}” again.", f"{at}.fields.{n}")
    return replace(
        form,
        fields=fields,
        consents=validity.texts(form.consents, f"{at}.consents", MAX_CONSENT),
        consent_link=_link(form.consent_link, f"{at}.consent_link"),
    )


def _checked_field(one: FormField, at: str) -> FormField:
    label = validity.line(one.label, at, MAX_FIELD_NAME) if one.kind == "attribute" else ""
    labels = validity.texts(one.labels, f"{at}.labels", MAX_FIELD_NAME) if one.kind == "attribute" else {}
    return replace(one, label=label, labels=labels)


def _link(text: str, field_name: str) -> str:
    """An address of the web or none: a link visitors are to follow never runs anything."""
    stripped = text.strip()
    if not stripped:
        return ""
    try:
        parts = urlsplit(stripped)
        is_web = parts.scheme in ("https", "http") and bool(parts.hostname)
    except ValueError:
        is_web = False
    if not is_web or len(stripped) > 500 or any(letter.isspace() for letter in stripped):
        raise Invalid("not_a_link", "Expected an address such as https://shop.example/privacy.", field_name)
    return stripped
