"""What run.py needs to set a checkout up and look after it; standard library only."""
