"""What is tried, a part a file."""
