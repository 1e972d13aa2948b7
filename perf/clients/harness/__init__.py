"""The harness: which clients there are, how they are set up and run, what is said of them."""
