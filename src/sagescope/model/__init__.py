"""The nouns of the product: frozen values that are valid from the moment they exist, without I/O."""
