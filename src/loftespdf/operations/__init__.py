"""One file per thing a user does; each is a short story told in the rooms' words."""
