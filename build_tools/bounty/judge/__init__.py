"""裁定台: the judge's page, served on this machine only."""
