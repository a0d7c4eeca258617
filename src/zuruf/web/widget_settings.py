"""What a website's settings say of its widget, as the API reads and answers it (W3, W5)."""

from pydantic import Field

from zuruf.domain.widget_settings import ContactForm, FieldKind, FormField, FormTime, Remembers, WidgetSettings
from zuruf.web.answers import Body


class FormFieldBody(Body):
    """One line of a contact form; `label` names the attribute of kind `attribute`, `labels` by language are what visitors read of it."""

    kind: FieldKind
    label: str = Field(default="", max_length=300)
    labels: dict[str, str] = Field(default_factory=dict[str, str], max_length=50)
    is_required: bool = False


class ContactFormBody(Body):
    """A contact form (W3)."""

    when: FormTime = "before"
    fields: list[FormFieldBody] = Field(max_length=50)
    consents: dict[str, str] = Field(default_factory=dict[str, str], max_length=50)
    consent_link: str = Field(default="", max_length=2_000)


class WidgetBody(Body):
    """Texts by language, switches, from when on visitors are remembered (W1b), and the forms for while somebody or nobody is there."""

    titles: dict[str, str] = Field(default_factory=dict[str, str], max_length=50)
    offline_texts: dict[str, str] = Field(default_factory=dict[str, str], max_length=50)
    placeholders: dict[str, str] = Field(default_factory=dict[str, str], max_length=50)
    shows_faces: bool = True
    has_sound: bool = True
    asks_rating: bool = True
    offers_transcript: bool = True
    shows_typed: bool = False
    remembers: Remembers = "at_once"
    live_form: ContactFormBody | None = None
    offline_form: ContactFormBody | None = None


def settings_of(body: WidgetBody) -> WidgetSettings:
    """As the domain has them."""
    return WidgetSettings(
        titles=body.titles,
        offline_texts=body.offline_texts,
        placeholders=body.placeholders,
        shows_faces=body.shows_faces,
        has_sound=body.has_sound,
        asks_rating=body.asks_rating,
        offers_transcript=body.offers_transcript,
        shows_typed=body.shows_typed,
        remembers=body.remembers,
        live_form=_form(body.live_form),
        offline_form=_form(body.offline_form),
    )


def body_of(settings: WidgetSettings) -> WidgetBody:
    """As the API answers them."""
    return WidgetBody(
        titles=dict(settings.titles),
        offline_texts=dict(settings.offline_texts),
        placeholders=dict(settings.placeholders),
        shows_faces=settings.shows_faces,
        has_sound=settings.has_sound,
        asks_rating=settings.asks_rating,
        offers_transcript=settings.offers_transcript,
        shows_typed=settings.shows_typed,
        remembers=settings.remembers,
        live_form=_form_body(settings.live_form),
        offline_form=_form_body(settings.offline_form),
    )


def _form(body: ContactFormBody | None) -> ContactForm | None:
    if body is None:
        return None
    fields = tuple(FormField(**one.model_dump()) for one in body.fields)
    return ContactForm(when=body.when, fields=fields, consents=body.consents, consent_link=body.consent_link)


def _form_body(form: ContactForm | None) -> ContactFormBody | None:
    if form is None:
        return None
    fields = [
        FormFieldBody(kind=one.kind, label=one.label, labels=dict(one.labels), is_required=one.is_required)
        for one in form.fields
    ]
    return ContactFormBody(when=form.when, fields=fields, consents=dict(form.consents), consent_link=form.consent_link)
