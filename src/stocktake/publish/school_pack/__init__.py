"""A school's data pack: four pages for its head and governors, as PDF, workbook and page."""
