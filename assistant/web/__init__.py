"""The web chat: its pages, how they are drawn, its endpoints for programs, and who may come in."""
