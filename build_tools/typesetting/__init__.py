"""排印: lines, columns, pages; draws the PDF; the only importer of weasyprint."""
