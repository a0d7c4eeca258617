"""What a screen tells beside its words: who else looks, what is read out, and that nothing moves for who asked for calm (I5, S8)."""

import pytest
from playwright.async_api import expect

from tests.browser.inbox import ORIGIN, knock
from tests.browser.office import Office

# Everything that moves for longer than a blink.
MOVES = """() => [...document.querySelectorAll("*")]
  .filter((element) => {
    const { animationName, animationDuration, transitionProperty, transitionDuration } = getComputedStyle(element);
    const last = (durations) => Math.max(...durations.split(",").map(parseFloat));
    return (animationName !== "none" && last(animationDuration) > 0.01)
      || (transitionProperty !== "none" && last(transitionDuration) > 0.01);
  })
  .map((element) => element.outerHTML.slice(0, 80))"""


@pytest.mark.line("I5gv", "S8j", "S8k")
async def test_who_else_looks_is_seen_what_comes_is_heard_and_nothing_moves_for_who_wants_calm(office: Office) -> None:
    marie = await office.hire("Marie")
    site = await office.website("Shop", ORIGIN)
    camille, lamp = await knock(office, site["key"], "Is the lamp in stock?")
    desk = await office.window(office.owner, reduced_motion="reduce")
    page, address = desk.page, f"{office.owner.base}/console/c/{lamp['id']}"
    await page.goto(address)
    await expect(page.get_by_role("textbox", name="Your reply")).to_be_visible()
    assert await page.evaluate(MOVES) == []
    lively = await office.window(marie)
    await lively.page.goto(address)
    await expect(page.get_by_title("Marie", exact=True).get_by_text("is watching")).to_be_visible()
    assert await lively.page.evaluate(MOVES) != [], "what moves is found"

    heard = page.locator("p[aria-live=polite]")
    assert (await heard.all_inner_texts()) == [""], "what was there before is not read out"
    await camille.write("The **brass** one")
    await expect(heard).to_have_text("Visitor: The brass one")
    await lively.context.close()
    await expect(page.get_by_text("is watching")).to_have_count(0)
    assert desk.complaints == []
