"""Actions that bodies agree, carried forward until they are done."""
