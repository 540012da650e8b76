"""The nouns: frozen, typed, and importing nothing else of ours."""
