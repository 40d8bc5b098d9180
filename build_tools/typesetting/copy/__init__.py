"""小样: an article's copy set in type before it has a place: rows of text, figures, headings."""
