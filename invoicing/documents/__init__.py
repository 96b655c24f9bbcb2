"""View (pure: paper to what is printed), html (Jinja2), pdf (WeasyPrint)."""
