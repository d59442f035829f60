"""What the readers of tagged text share: the flow of a page into paragraphs, its tables into cells."""
