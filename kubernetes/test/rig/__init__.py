"""What the test of the injection stands on."""
