"""The `html` of a message: small Markdown, harmless wherever it is shown."""

import time

import pytest

from zuruf.integrations.brevo.html import html_of

pytestmark = pytest.mark.line("X1")

LINK = '<p><a href="https://b.example/?c&amp;d" rel="noopener noreferrer nofollow">a</a></p>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Hello", "<p>Hello</p>"),
        ("**a** *b* `c` ~~d~~", "<p><strong>a</strong> <em>b</em> <code>c</code> <s>d</s></p>"),
        ("one\ntwo", "<p>one<br>\ntwo</p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. a", '<ol start="3">\n<li>a</li>\n</ol>'),
        ("> a", "<blockquote>\n<p>a</p>\n</blockquote>"),
        ("[a](https://b.example/?c&d)", LINK),
    ],
)
@pytest.mark.line("X1v")
def test_small_markdown_is_rendered(text: str, html: str) -> None:
    assert html_of(text) == html


@pytest.mark.parametrize("text", ["# 7", "a | b", "[1]: a"])
def test_what_makes_a_document_stays_as_it_was_typed(text: str) -> None:
    assert html_of(text) == f"<p>{text}</p>"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[a](javascript:alert(1))",
        "[a](data:text/html,b)",
        "[a](vbscript:b)",
        "![a](https://b.example/pixel.png)",
        '[a](https://b.example "onmouseover=alert(1)")',
        "```<script>\n</script>\n```",
    ],
)
@pytest.mark.line("X1v")
def test_nothing_that_acts_comes_out(text: str) -> None:
    html = html_of(text)
    for forbidden in ("<script", "<img", 'href="javascript', 'href="data', 'href="vbscript', "title="):
        assert forbidden not in html


def test_brackets_that_lead_nowhere_cost_little_more_than_links_would() -> None:
    """Without a limit on nesting ten thousand of them cost six times as much, which is half a second."""
    assert seconds("[" * 10_000) < 4 * seconds("[a](" * 2_500)


def seconds(text: str) -> float:
    """What rendering takes at best."""
    taken: list[float] = []
    for _ in range(5):
        start = time.process_time()
        html_of(text)
        taken.append(time.process_time() - start)
    return min(taken)
