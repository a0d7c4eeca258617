"""What a visitor's chat is told of its website's settings, in the visitor's language (W3, W5)."""

from dataclasses import dataclass

from zuruf.domain.contact import FormForVisitor
from zuruf.domain.rating import RatingForVisitor
from zuruf.domain.website import Website
from zuruf.domain.widget_settings import text_in


@dataclass(frozen=True, slots=True, kw_only=True)
class WidgetForVisitor:
    """Texts are "" where the website has none: the chat then says its own. `form` is the contact form to fill in now (W3), `rating` the
    closed episode that can be rated (W5). `answers_within` are the minutes after which a first answer
    is usually there; None says nothing. `offers_transcript` once there is one to ask for (W5). With `shows_typed` agents see
    what is typed before it is sent: the chat says so, and sends it (I4)."""

    title: str
    greeting: str
    offline_text: str
    placeholder: str
    shows_faces: bool
    has_sound: bool
    takes_files: bool
    form: FormForVisitor | None = None
    rating: RatingForVisitor | None = None
    answers_within: int | None = None
    offers_transcript: bool = False
    shows_typed: bool = False


def widget_for_visitor(
    website: Website,
    language: str,
    default: str,
    *,
    form: FormForVisitor | None,
    rating: RatingForVisitor | None,
    offers_transcript: bool,
) -> WidgetForVisitor:
    """`default` is the workspace's language."""
    widget = website.widget
    return WidgetForVisitor(
        title=text_in(widget.titles, language, default),
        greeting=text_in(website.greetings, language, default),
        offline_text=text_in(widget.offline_texts, language, default),
        placeholder=text_in(widget.placeholders, language, default),
        shows_faces=widget.shows_faces,
        has_sound=widget.has_sound,
        takes_files=website.takes_files,
        form=form,
        rating=rating,
        offers_transcript=offers_transcript,
        shows_typed=widget.shows_typed,
    )
