"""Shows what was changed, by whom, when and why; ``audit`` keeps and proves it."""
