"""Coverage-guided fuzzing of what reads strangers' files: `make fuzz`, or `python -m fuzz TARGET SECONDS`.

`targets.py` says what is tried and what counts as a crash, `seeds.py` what it begins with, `corpus/` keeps small inputs that
once reached new code or broke something. The ordinary tests run every input of the corpus
through its target."""
