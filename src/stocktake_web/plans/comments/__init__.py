"""Comments: what members say about a part of the plan, and the answers."""
