-- A migration that fails on purpose.
INSERT INTO no_such_table VALUES (1);
