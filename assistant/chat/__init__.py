"""Working with a chat model that is not believed: its stream, its time limit, and the check of every sentence."""
