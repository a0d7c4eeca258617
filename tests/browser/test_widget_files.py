"""Files in the chat, both ways, on a phone whose network gives way (W5, I4)."""

import asyncio
import io
from pathlib import Path
from urllib.parse import quote

import pytest
from PIL import Image
from playwright.async_api import Browser, FilePayload, Route, ViewportSize, expect

from tests.browser.hosts import Guest, HostPage, conversation_with, guest, hosted, set_website, website_of
from tests.browser.street import Street
from tests.browser.windows import Shopper
from tests.journeys.people import Agent, Json

Streets = tuple[Street, Shopper, Shopper]
SCREEN: ViewportSize = {"width": 390, "height": 760}
PHONE = {"viewport": SCREEN, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
BILL = "The-bill-of-the-lamp-that-I-ordered-in-November.pdf"
PDF = b"%PDF-1.7\n%terms"
PASTE = """(field) => {
  const transfer = new DataTransfer();
  transfer.items.add(new File(['Zwei Lampen'], 'Notiz.txt', { type: 'text/plain' }));
  field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true }));
}"""
DROP = """() => {
  const transfer = new DataTransfer();
  transfer.items.add(new File(['Drei Lampen'], 'Liste.txt', { type: 'text/plain' }));
  for (const type of ['dragover', 'drop'])
    document.querySelector('main').dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
}"""


def photo(colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (900, 600), colour).save(out, "JPEG")
    return out.getvalue()


def picked(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


async def pick(john: Guest, *files: FilePayload) -> None:
    await john.frame.locator("input[type=file]").set_input_files(list(files))


async def agent_sends(by: Agent, conversation: str, *files: tuple[str, bytes]) -> None:
    """A message of files alone."""
    ids: list[str] = []
    for name, content in files:
        told = {"X-File-Name": quote(name), "Content-Type": "application/octet-stream"}
        answer = await by.http.post(f"/api/conversations/{conversation}/files", content=content, headers=told)
        ids.append(answer.json()["id"])
    await by.ask("POST", f"/api/conversations/{conversation}/messages", 201, text="", kind="reply", files=ids)


async def thread_of(agent: Agent, conversation: str) -> list[Json]:
    return (await agent.get(f"/api/conversations/{conversation}"))["messages"]


@pytest.mark.line("W5ya", "W5yb", "W5yc")
async def test_files_go_both_ways_on_a_phone_whose_network_gives_way(street: Streets, browser: Browser) -> None:
    town, _, _ = street
    marie = town.consoles["Marie"].who
    await marie.online()
    pages = {"/": HostPage()}
    async with hosted((await website_of(town))["snippet"], pages) as origin, guest(browser, **PHONE) as john:
        await set_website(town, origins=[origin])
        lost: list[str] = []

        async def lose_the_first(route: Route) -> None:
            lost.append(route.request.url)
            await (route.abort("connectionreset") if len(lost) == 1 else route.continue_())

        await john.page.route("**/widget/files", lose_the_first)
        await john.visit(origin)
        await john.see_button()
        await john.open_chat()
        field, attached = john.frame.locator("textarea"), john.frame.get_by_role("list", name="Attached files")
        await field.fill("Is it this lamp?")
        await pick(john, picked("Lamp.JPG", photo("teal")), picked(BILL, PDF))
        await expect(attached.get_by_role("listitem")).to_have_count(2)
        # Sent before everything has arrived: it goes by itself when it has.
        await john.frame.get_by_role("button", name="Send", exact=True).click()
        sent = john.frame.locator("li.mine", has_text="Is it this lamp?")
        await expect(sent.locator(".mark")).to_contain_text("Sent ")
        await expect(attached).to_have_count(0)
        await expect(field).to_have_value("")
        await expect(sent.get_by_role("button", name="Show Lamp.jpg")).to_be_visible()
        await expect(sent.get_by_role("button", name=f"Download {BILL}, 1 kB")).to_be_visible()
        assert len(lost) == 3, "two files, the first of them twice"
        assert await john.frame.evaluate("document.querySelector('.chat').scrollWidth") == SCREEN["width"]
        conversation = await conversation_with(marie, "Is it this lamp?")
        [said] = await thread_of(marie, conversation)
        assert [file["name"] for file in said["files"]] == ["Lamp.jpg", BILL]

        await agent_sends(marie, conversation, ("Ours.jpg", photo("orange")), ("Terms.pdf", PDF))
        answer = john.frame.locator("li.theirs")
        picture = answer.get_by_role("button", name="Show Ours.jpg")
        await expect(picture.locator("img")).to_have_js_property("naturalWidth", 640)
        await picture.tap()
        large = john.frame.get_by_role("dialog", name="Ours.jpg")
        await expect(large.get_by_role("img")).to_have_js_property("naturalWidth", 900)
        await john.page.keyboard.press("Escape")
        await expect(large).to_have_count(0)
        await expect(john.frame.get_by_role("dialog", name="Chat")).to_be_visible()
        async with john.page.expect_download() as coming:
            await answer.get_by_role("button", name="Download Terms.pdf").tap()
        download = await coming.value
        saved = await asyncio.to_thread(Path(await download.path()).read_bytes)
        assert (download.suggested_filename, saved) == ("Terms.pdf", PDF)
        assert john.complaints == []


@pytest.mark.line("W5yd", "W5ye", "W5yf")
async def test_what_is_no_good_is_said_at_the_file_and_nothing_typed_is_lost(street: Streets, browser: Browser) -> None:
    town, _, _ = street
    marie = town.consoles["Marie"].who
    await marie.online()
    async with guest(browser, locale="de-DE") as john:
        await john.visit(f"{town.shop}/de/")
        await john.see_button()
        await john.open_chat()
        field, send = john.frame.locator("textarea"), john.frame.get_by_role("button", name="Senden", exact=True)
        await field.fill("Meine Fragen")
        await pick(john, picked("Film.mp4", b"0" * (10 * 1024 * 1024 + 1)), picked("Seite.html", b"<script>1</script>"))
        large = john.frame.get_by_role("listitem").filter(has_text="Film.mp4")
        odd = john.frame.get_by_role("listitem").filter(has_text="Seite.html")
        await expect(large.get_by_role("alert")).to_contain_text("Größer als 10 MB.")
        await expect(odd.get_by_role("alert")).to_have_text("Diese Art von Datei wird nicht angenommen.")
        await expect(send).to_be_disabled()
        await expect(large.get_by_role("button")).to_have_count(1)
        await large.get_by_role("button", name="Film.mp4 entfernen").click()
        await odd.get_by_role("button", name="Seite.html entfernen").click()
        await expect(send).to_be_enabled()

        await field.evaluate(PASTE)
        await john.frame.evaluate(DROP)
        attached = john.frame.get_by_role("list", name="Angehängte Dateien")
        await expect(attached.get_by_role("listitem")).to_have_count(2)
        await expect(attached.get_by_role("progressbar")).to_have_count(0)
        await expect(field).to_have_value("Meine Fragen")
        await field.press("Enter")
        await expect(john.frame.locator("li.mine .mark")).to_contain_text("Gesendet ")
        [said] = await thread_of(marie, await conversation_with(marie, "Meine Fragen"))
        assert [file["name"] for file in said["files"]] == ["Notiz.txt", "Liste.txt"]

        await set_website(town, takes_files=False)
        await expect(john.frame.get_by_role("button", name="Dateien anhängen")).to_have_count(0)
        await john.frame.evaluate(DROP)
        await field.evaluate(PASTE)
        await expect(attached).to_have_count(0)
        assert john.complaints == []
