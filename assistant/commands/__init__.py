"""The commands of the command line that are more than a few lines each; ``assistant.cli`` puts them together."""
