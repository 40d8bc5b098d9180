"""编辑部: what is done in the browser on this machine. One web server; thin over what stands below."""
