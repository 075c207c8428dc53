"""What an edition says: chosen from a judged plan, without what people wrote while working."""
