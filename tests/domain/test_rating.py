"""What can be rated, and until when (W5)."""

import pytest

from zuruf.domain.conversation import Conversation, GroupSetting
from zuruf.domain.rating import CHANGEABLE_MS, Rating, RatingForVisitor, asked, rated
from zuruf.errors import Conflict, Invalid

CLOSED = Conversation(
    id="cnv_1", visitor_id="vis_1", website_id="web_1", group=GroupSetting(), episode=2, closed_at=100
)


def test_a_closed_episode_is_asked_about_for_a_day() -> None:
    assert asked(None, None, 100) is None
    assert asked(CLOSED, None, 100) == RatingForVisitor(episode=2, score=0, comment="")
    former = Rating(episode=2, score=3, comment="So so", at=150)
    assert asked(CLOSED, former, 99 + CHANGEABLE_MS) == RatingForVisitor(episode=2, score=3, comment="So so")
    assert asked(CLOSED, former, 100 + CHANGEABLE_MS) is None


def test_what_cannot_be_rated_is_refused() -> None:
    assert rated(CLOSED, 2, score=5, comment=" Kind ", at=200).comment == "Kind"
    for episode, at in ((1, 200), (2, 100 + CHANGEABLE_MS)):
        with pytest.raises(Conflict, match="rating_over"):
            rated(CLOSED, episode, score=5, comment="", at=at)
    with pytest.raises(Invalid) as refusal:
        rated(CLOSED, 2, score=0, comment="", at=200)
    assert (refusal.value.code, refusal.value.field) == ("invalid_score", "score")
    with pytest.raises(Invalid) as refusal:
        rated(CLOSED, 2, score=1, comment="x" * 2_001, at=200)
    assert refusal.value.field == "comment"
