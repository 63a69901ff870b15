"""Results -> the JSON documents of the contract."""
