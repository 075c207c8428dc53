"""The page of one school: what is published, judged, asked and answered."""
