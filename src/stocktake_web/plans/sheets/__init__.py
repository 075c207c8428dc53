"""The plan, its actions and its risks as an Excel workbook: out, and back in with a row report."""
