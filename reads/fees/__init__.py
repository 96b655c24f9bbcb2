"""CMS relative value releases: work RVU and PC/TC indicator, by date."""
