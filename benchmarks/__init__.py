"""Measure Dateline on real news: ``python -m benchmarks NAME …`` from the repository's root; see README.md here."""
