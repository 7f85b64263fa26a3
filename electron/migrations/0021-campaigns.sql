-- Offers and messages to members: who got one, and who, drawn by chance, did not.
CREATE TABLE campaign (
  id TEXT PRIMARY KEY,
  ordinal INTEGER NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('offer', 'message')),
  sent TEXT NOT NULL,
  -- How long its effect is looked for.
  weeks INTEGER NOT NULL CHECK (weeks > 0),
  -- Of one contact.
  cost REAL NOT NULL CHECK (cost >= 0),
  -- What was expected of it when it was planned: JSON, NULL = it was recorded afterwards.
  plan TEXT CHECK (plan IS NULL OR json_valid(plan))
) STRICT, WITHOUT ROWID;
CREATE TABLE campaign_member (
  campaign TEXT NOT NULL REFERENCES campaign (id) ON DELETE CASCADE,
  member INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  -- 0 = held out as a control.
  treated INTEGER NOT NULL CHECK (treated IN (0, 1)),
  PRIMARY KEY (campaign, member)
) STRICT, WITHOUT ROWID;
CREATE INDEX campaign_member_by_member ON campaign_member (member);
