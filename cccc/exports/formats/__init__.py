"""One reader for each kind of file, all giving grids."""
