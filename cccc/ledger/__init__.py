"""What was observed, found and issued, kept in the workspace's database."""
