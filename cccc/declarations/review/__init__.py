"""What only several declared files together show, and what a careful reader would still ask."""
