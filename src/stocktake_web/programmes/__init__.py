"""What is offered to whom in an area: programmes, deliveries to schools, map and proposals."""
