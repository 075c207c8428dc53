"""Excel exchange: the plan goes out as a workbook, comes back, is read through and applied."""
