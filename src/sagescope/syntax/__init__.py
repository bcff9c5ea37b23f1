"""What both query languages are read with: tokens, the lexer, and the cursor over a stage."""
