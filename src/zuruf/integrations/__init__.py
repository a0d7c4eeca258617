"""What connects to the outside, each kind a slice of its own that knows the domain only."""
