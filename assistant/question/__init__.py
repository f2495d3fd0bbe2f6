"""What a question means before anything is searched: its kind, its dates, its pronouns. Rules, no model."""
