"""The catalog's database: its tables, its rows, its connections, and how far the indexes follow it."""
