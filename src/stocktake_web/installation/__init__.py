"""The installation as a whole: its start page, its health, copies, people, the demonstration."""
