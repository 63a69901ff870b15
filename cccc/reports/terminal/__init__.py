"""Results -> lines and tables for a terminal of 80 columns or more."""
