"""Takes contact details for a consultation: what the form hears, keeps and says."""
