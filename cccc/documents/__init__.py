"""Papers -> Word files by Decree 30/2020/NĐ-CP, and back."""
