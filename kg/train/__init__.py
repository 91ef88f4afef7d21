"""How what the package ships was made from annotated papers, runnable."""
