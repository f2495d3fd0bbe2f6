"""Made-up news: facts of many kinds, the sentences that tell them, and questions about them."""
