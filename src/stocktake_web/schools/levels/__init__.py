"""A level for each school that together meet the area's target, agreed or refused by the school."""
