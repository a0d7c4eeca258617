"""`zuruf demo`: the whole story on one machine with one command."""

import click


@click.command()
def demo() -> None:
    """Run the demonstration."""
