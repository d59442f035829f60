"""Synthetic final-accounts reports (部门决算): invented departments, exact ledgers, clean and faulty documents."""
