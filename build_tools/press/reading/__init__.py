"""读 PDF: what a PDF paints, mark by mark. Preflight and conversion both stand on it."""
