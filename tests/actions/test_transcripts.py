"""Transcripts by e-mail: what is owed, sent, tried again, refused, and what agents read of it (W5, B65, B66)."""

import json
import logging
from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.actions.house import START, House
from tests.support.letterbox import Letterbox, letterbox
from zuruf.actions.deleting import DeletionCommand, delete
from zuruf.actions.messages import ChangeMessage, SendAgentMessage, change_message, send_agent_message
from zuruf.actions.transcripts import AskTranscript, SendTranscript, ask_transcript, send_transcript
from zuruf.actions.websites import CreateWebsite, create_website
from zuruf.depot.depot import memory_depot
from zuruf.domain.conversation import Conversation, GroupSetting
from zuruf.domain.message import Message
from zuruf.domain.moment import Moment
from zuruf.domain.visitor import Visitor
from zuruf.domain.widget_settings import WidgetSettings
from zuruf.errors import Conflict, Invalid
from zuruf.integrations.email.smtp import SmtpMail
from zuruf.reactions import Means
from zuruf.store import conversations, messages, visitors
from zuruf.store.transaction import Answer, Command, Reader, Row, Tx
from zuruf.worker import Worker

ADDRESS = "camille@shop.example"


@pytest.fixture
async def box() -> AsyncIterator[Letterbox]:
    async with letterbox() as made:
        yield made


def worker(house: House, box: Letterbox | None, later: int = 0) -> Worker:
    """One that works at this time (ms after the last act)."""
    mail = SmtpMail(box.url, "Shop <chat@shop.example>") if box else None
    return Worker(Means(house.database, mail), memory_depot(), lambda: Moment(house.now + later, bytes(16)))


async def thread(house: House, *, offers: bool = True) -> str:
    """Camille asked, Olaf answered, with a comment among colleagues."""
    widget = WidgetSettings(offers_transcript=offers)
    made = await house.act(
        "Frieda", create_website, CreateWebsite, name="Shop {x}", origins=(), greetings={}, widget=widget
    )
    website_id = made.answer.id

    async def action(tx: Tx, command: Command) -> Answer:
        visitor = Visitor(id="vis_1", website_id=website_id, language="de")
        await visitors.insert(tx, visitor)
        one = Conversation(
            id="cnv_1", visitor_id="vis_1", website_id=website_id, group=GroupSetting(), is_open=True, episode=1,
            has_visitor_message=True, visitor_head=1, waiting_since=START,
        )  # fmt: skip
        await conversations.insert(tx, one)
        asked = Message(
            id="msg_1", conversation_id="cnv_1", episode=1, kind="visitor", author="vis_1", text="<b>Hallo</b>\n.dot",
            at=START, first_seq=tx.next_seq, visitor_seq=1,
        )  # fmt: skip
        await messages.insert(tx, asked)
        return Answer()

    await house.act("system", action, Command)
    said = {"conversation_id": "cnv_1"}
    await house.act("Olaf", send_agent_message, SendAgentMessage, **said, text="Rude person", kind="comment")
    wrong = await house.act("Olaf", send_agent_message, SendAgentMessage, **said, text="Nonsense")
    await house.act("Olaf", send_agent_message, SendAgentMessage, **said, text="Guten Tag")
    await house.act("Olaf", change_message, ChangeMessage, message_id=wrong.answer.id, text=None)
    return "cnv_1"


async def ask(house: House, email: str = ADDRESS, language: str = "de-AT") -> None:
    await house.act("system", ask_transcript, AskTranscript, visitor_id="vis_1", email=email, language=language)


async def told(house: House) -> list[tuple[str, str, str]]:
    """Type, line and rule of what the thread says of transcripts."""

    async def query(reader: Reader) -> list[Row]:
        return await reader.all(
            "select type, body, topics from events where type like 'transcript.%' order by seq limit 20"
        )

    found: list[tuple[str, str, str]] = []
    for type_, body, topics in await house.database.read(query):
        assert "visitor:" not in str(topics)
        content: dict[str, Any] = json.loads(str(body))
        found.append((str(type_), content["line"], content["why"]["rule"]))
    return found


@pytest.mark.line("W5zg", "W5zh", "W5zj")
async def test_the_visitors_view_goes_out_once_in_their_language(house: House, box: Letterbox) -> None:
    await thread(house)
    await ask(house)
    post = worker(house, box)
    assert (await post.work(), await post.post(), await post.post()) == (0, 1, 0)
    [letter] = box.letters
    assert box.recipients == [ADDRESS]
    assert letter["To"] == ADDRESS
    assert letter["From"] == "Shop <chat@shop.example>"
    assert letter["Subject"] == "Ihre Unterhaltung mit Shop {x}"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Message-ID"].startswith("<trn_")
    plain, html = (part.get_content() for part in letter.iter_parts())
    assert "Sie, 2027-01-15 08:00\n<b>Hallo</b>\n.dot" in plain.replace("\r\n", "\n")
    assert "Olaf, " in plain
    assert "Guten Tag" in plain
    assert "&lt;b&gt;Hallo&lt;/b&gt;<br>" in html
    for text in (plain, html):
        assert "Rude" not in text
        assert "Nonsense" not in text
    assert await told(house) == [("transcript.sent", "ca…@shop.example", "sent")]


@pytest.mark.line("W5zi")
async def test_what_fails_is_tried_again_and_agents_read_it_once_and_how_it_ended(house: House, box: Letterbox) -> None:
    await thread(house)
    await ask(house)
    box.says = ["450 later", "451 later"]
    assert await worker(house, box).post() == 1
    assert await worker(house, box, 9_999).post() == 0
    assert await worker(house, box, 10_000).post() == 1
    assert await worker(house, box, 40_000).post() == 1
    assert [line[0] for line in await told(house)] == ["transcript.delayed", "transcript.sent"]
    assert len(box.letters) == 1

    await ask(house, "gone@shop.example")
    box.says = ["550 no such mailbox"]
    await worker(house, box).post()
    assert await worker(house, box, 3_600_000).post() == 0
    assert (await told(house))[-1] == ("transcript.failed", "go…@shop.example", "refused")

    await ask(house, "away@shop.example")
    box.says = ["450 later"] * 99
    for hour in range(20):
        await worker(house, box, hour * 3_700_000).post()
    assert (await told(house))[-2:] == [
        ("transcript.delayed", "aw…@shop.example", "delayed"),
        ("transcript.failed", "aw…@shop.example", "given_up"),
    ]
    assert await worker(house, box, 99 * 3_600_000).post() == 0


@pytest.mark.line("W5zi")
async def test_a_crash_between_sending_and_marking_sends_the_same_letter_again(house: House, box: Letterbox) -> None:
    await thread(house)
    await ask(house)
    post = worker(house, box)

    async def crashed(tx: Tx, command: Command) -> Answer:
        """As if the end had never been written: nobody's claim is held any more, and nothing is handled."""
        await tx.run("update outbox set handled_at = null, claimed_until = 0 where workspace_id = $1", tx.workspace_id)
        await tx.run("update transcripts set ended_at = null, outcome = '' where workspace_id = $1", tx.workspace_id)
        return Answer()

    await post.post()
    await house.act("system", crashed, Command)
    await worker(house, box).post()
    first, second = box.letters
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Date"] == second["Date"]


@pytest.mark.line("W5zk")
async def test_without_a_mail_server_the_log_says_so_and_agents_too(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    await thread(house)
    await ask(house)
    with caplog.at_level(logging.WARNING, "zuruf.reactions"):
        await worker(house, None).post()
    [line] = [record.getMessage() for record in caplog.records]
    assert line.startswith("Transcript trn_")
    assert "no mail server is set (ZURUF_SMTP_URL)" in line
    assert "Hallo" not in line
    assert ADDRESS not in line
    assert await told(house) == [("transcript.failed", "ca…@shop.example", "no_mail_server")]


@pytest.mark.line("W5zl")
async def test_a_stranger_gets_three_a_day_and_no_address_carries_a_header(house: House) -> None:
    await thread(house)
    for address in (
        "a@b.example\r\nBcc: c@d.example",
        "a@b.example, c@d.example",
        "<a@b.example>",
        "a b@c.example",
        "",
    ):
        with pytest.raises(Invalid) as refusal:
            await ask(house, address)
        assert (refusal.value.code, refusal.value.field) == ("not_an_email", "email")
    for _ in range(3):
        await ask(house, ADDRESS.upper())
    with pytest.raises(Conflict, match="transcript_limit"):
        await ask(house)
    for n in range(2):
        await ask(house, f"{n}@shop.example")
    with pytest.raises(Conflict, match="transcript_limit"):
        await ask(house, "another@shop.example")


@pytest.mark.line("W5zf")
async def test_where_the_website_offers_none_only_agents_send_one(house: House, box: Letterbox) -> None:
    await thread(house, offers=False)
    with pytest.raises(Conflict, match="transcript_not_offered"):
        await ask(house)
    fields = {"conversation_id": "cnv_1", "email": ADDRESS}
    await house.act("Olaf", send_transcript, SendTranscript, **fields)
    await worker(house, box).post()
    assert box.letters[0]["Subject"] == "Ihre Unterhaltung mit Shop {x}"


async def test_of_a_conversation_deleted_meanwhile_nothing_goes_out(house: House, box: Letterbox) -> None:
    conversation = await thread(house)
    await ask(house)
    await house.act("Frieda", delete, DeletionCommand, conversation_id=conversation)
    assert (await worker(house, box).post(), box.letters) == (1, [])
    assert await worker(house, box, 3_600_000).post() == 0


async def test_addresses_are_forgotten_a_day_after_the_end(house: House, box: Letterbox) -> None:
    async def addresses() -> list[str]:
        async def query(reader: Reader) -> list[Row]:
            return await reader.all("select email from transcripts limit 9")

        return [str(row[0]) for row in await house.database.read(query)]

    await thread(house)
    await ask(house)
    await worker(house, box).post()
    await worker(house, box, 86_000_000).tidy()
    assert await addresses() == [ADDRESS]
    await worker(house, box, 86_400_001).tidy()
    assert await addresses() == [""]
