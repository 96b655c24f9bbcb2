"""An invented group and a month of its reads, dirty rows included, for `wetread demo`."""
