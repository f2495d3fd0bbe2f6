"""Train the span reader that ships with Dateline: prepare, train, evaluate, export. See training/README.md."""
