"""Results -> one page of HTML that needs nothing beside itself."""
