"""How an export was understood, told to a person; and a layout drafted for one that is new."""
