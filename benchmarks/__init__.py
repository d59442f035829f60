"""Speed against floors that nobody can beat. Never a test: machines differ; ratios are what counts."""
