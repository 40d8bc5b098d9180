"""标记: the one Markdown dialect that print and web both speak, and pinyin for addresses."""
