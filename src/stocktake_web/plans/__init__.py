"""The plan where it is delivered: revisions, activities, targets, risks, money."""
