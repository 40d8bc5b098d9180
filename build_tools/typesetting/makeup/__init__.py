"""拼版: where everything stands on a page: shapes for each article, arrangements of a page, the trade's rules."""
