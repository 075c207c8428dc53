"""What a trust agreed to share and to take part in; without it only published data are used."""
