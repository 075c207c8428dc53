"""A school's data pack for its head and governors: page, PDF, workbook, Word document."""
