"""Read to ToHospital, ToInsurer, Held or Nowhere; pure, the table of rules is one screen."""
