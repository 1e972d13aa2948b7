"""The fuzzing: where requests come from, how they are sent, what their answers have to be, what may be left of them."""
