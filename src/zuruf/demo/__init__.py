"""The demonstration: two websites, a seeded workspace, and visitors and agents as clients like any other."""
