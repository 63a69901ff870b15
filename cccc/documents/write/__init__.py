"""A paper -> a Word file laid out by Decree 30/2020/NĐ-CP."""
