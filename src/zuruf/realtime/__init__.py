"""Who may know, knows: bus, hub, subscriptions and signals; no SQL, no HTTP."""
