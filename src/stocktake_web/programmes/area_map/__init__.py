"""What the area says of its programmes as a whole, and the map made of it all."""
