"""The bytes of a Word file, by whatever program -> its paragraphs as lint and verify read them."""
