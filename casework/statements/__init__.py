"""The steps around a complainant's victim personal statement; its words are never here."""
