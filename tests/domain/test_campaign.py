"""What an address says of the campaign that led to it."""

import pytest

from tests.domain.cast import line
from zuruf.domain.campaign import campaign_of


@line("I8o")
@pytest.mark.parametrize(
    ("url", "campaign"),
    [
        ("https://shop.example/?utm_source=news&utm_campaign=spring", "news / spring"),
        ("https://shop.example/?utm_campaign=spring&utm_medium=e-mail&utm_source=news#top", "news / e-mail / spring"),
        ("https://shop.example/?utm_source=%20&utm_campaign=fr%C3%BChling+1", "frühling 1"),
        ("https://shop.example/?q=utm_source", ""),
        ("https://shop.example/#utm_source=news", ""),
        ("", ""),
        ("https://[nonsense/?utm_source=x", ""),
        ("https://shop.example/?" + "&" * 200 + "utm_source=x", ""),
        (f"https://shop.example/?utm_source={'x' * 300}", "x" * 80),
    ],
)
def test_source_medium_and_campaign_are_read_off_the_address(url: str, campaign: str) -> None:
    assert campaign_of(url) == campaign
