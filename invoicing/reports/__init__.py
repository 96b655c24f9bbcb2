"""The month on one page, a hospital's list beside ours, trials of contracts and releases (spec 3.5, 4.6, 4.7).

Where is …?
    the month report                           month/          a reconciliation                     reconcile, reconcile_match
    a draft contract on past months            trying, contract_trial    a new CMS release          release_comparison
"""
