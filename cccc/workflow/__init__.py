"""What an office does in a month, one module a step: the order of the stages, and what is saved or refused."""
