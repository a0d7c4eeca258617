"""Five windows: a visitor on a French page, one on an English page, two members of Support-Team FR (one online, one invisible), one outside.

T8 as written; then # to another group and back to all agents, then 👤+ to the outsider, then to three agents; after each step who has it
in Mine and who was told; and again after the server was killed and started again in between.
"""

import pytest
from playwright.async_api import expect

from tests.browser.street import Street
from tests.browser.windows import Shopper

FRENCH = "Bonjour, ma commande n’est pas arrivée"
ENGLISH = "Is the brass lamp in stock?"


@pytest.mark.line("T8", "A4", "A6", "A7", "A8", "A10", "A11", "A12", "A15", "A16")
@pytest.mark.parametrize("killed", [False, True], ids=["undisturbed", "server killed in between"])
async def test_everyone_concerned_is_told_and_nobody_else(
    street: tuple[Street, Shopper, Shopper], killed: bool
) -> None:
    town, camille, john = street
    marie, lea, nora = (town.consoles[name] for name in ("Marie", "Lea", "Nora"))
    await marie.sign_in("Online")
    await lea.sign_in("Invisible")
    await nora.sign_in("Online")
    await camille.visit(f"{town.shop}/fr/suivi")
    await john.visit(f"{town.shop}/cart")
    await camille.open_chat()
    await john.open_chat()

    await camille.write(FRENCH)
    await town.who_has(FRENCH, "Marie", "Lea")
    await nora.has_not("Unassigned", FRENCH)
    await town.told(FRENCH, "Marie")
    await john.write(ENGLISH)
    await nora.has("Unassigned", ENGLISH)
    await town.who_has(ENGLISH)
    await town.told(ENGLISH, "Marie", "Nora")

    if killed:
        await town.interrupted(camille, john)

    await town.who_has(FRENCH, "Marie", "Lea")
    await town.told(FRENCH)
    await marie.has("Mine", FRENCH)
    await marie.row(FRENCH).click()
    await marie.choose("Assign to a group", "Sales")
    await town.who_has(FRENCH, "Nora")
    await town.told(FRENCH, "Nora")
    await nora.has("Mine", FRENCH)
    await nora.row(FRENCH).click()
    await nora.choose("Assign to a group", "All agents")
    await town.who_has(FRENCH)
    await marie.has("Unassigned", FRENCH)
    await town.told(FRENCH, "Marie")

    if killed:
        await town.interrupted(camille, john)

    await marie.row(FRENCH).click()
    await marie.choose("Assign to an agent", "Nora")
    await town.who_has(FRENCH, "Nora")
    await town.told(FRENCH, "Nora")
    await marie.has("All", FRENCH)
    await marie.row(FRENCH).click()
    await marie.choose("Assign to an agent", "Lea")
    await marie.choose("Assign to an agent", "Marie")
    await town.who_has(FRENCH, "Marie", "Lea", "Nora")
    await town.told(FRENCH)

    await marie.has("Mine", FRENCH)
    await marie.row(FRENCH).click()
    await (
        marie.page.get_by_role("textbox", name="reply")
        .or_(marie.page.get_by_placeholder("Write a reply"))
        .first.fill("Bonjour Camille")
    )
    await marie.page.keyboard.press("Enter")
    await expect(camille.frame.get_by_text("Bonjour Camille", exact=True)).to_be_visible(timeout=40_000)
    complaints = [line for window in (marie, lea, nora, camille, john) for line in window.complaints]
    assert complaints == []
