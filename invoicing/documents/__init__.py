"""What is printed: a paper to a view (pure, texts only), to HTML (Jinja2), to PDF/A-3a and PDF/UA-1 (WeasyPrint) (spec 4.3, 4.11).

paper ── paper_view, schedule ── html ── pdf ── schedule_overlay (rows drawn) ── archival_proof ── files
Where is …?
    what page one says                         paper_view      how figures look                     figures
    the columns and rows of the schedule       schedule        set on pages                         schedule_layout, schedule_text
    what may be loaded                         allowed_files   what a PDF must not hold             archival_proof
    a group's own templates, within bounds         bounded_templates, filled_template
    worker processes, when one is replaced     print_processes on this machine, or a cluster      presses, dask_cluster
    issuing what can be printed                issuing
    what is laid out or read once for many     repeated_papers, repeated_frames, loaded_styles
    how papers of one shape share a layout     page_forms, set_lines, drawn_pages, numbered_texts, markup_texts
    statements of account and of pay           statement_view, pay_view        tables over pages    joined_tables
"""
