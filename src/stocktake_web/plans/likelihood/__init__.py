"""How likely delivery is: members score each priority by themselves, once a quarter."""
