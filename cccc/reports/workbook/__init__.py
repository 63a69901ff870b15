"""Results -> files that Excel opens: .xlsx and CSV."""
