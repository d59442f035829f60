"""The nouns of the auditor. They know nothing of formats, rules or outputs."""
