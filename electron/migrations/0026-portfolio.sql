-- What was wished of the concepts as a portfolio: budget, limits, costs, the plan picked. One row.
CREATE TABLE portfolio (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  wish TEXT NOT NULL CHECK (json_valid(wish))
) STRICT;
