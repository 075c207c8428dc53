"""The termly meeting about attendance that every school is offered, academies too."""
