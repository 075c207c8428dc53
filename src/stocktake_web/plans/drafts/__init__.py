"""The draft of the next revision: imported, edited by form or as text, made a revision."""
