/** What is wished of the concepts as a portfolio, kept in the library; every change is an edit that Undo takes back. */
import { PortfolioWishFacts } from "../../../shared/contract/portfolio.ts";
import { type PortfolioWish, usualWish } from "../../../shared/domain/portfolio.ts";
import { editLabel } from "../edits/label.ts";
import { make } from "../journal/journal.ts";
import type { Connection } from "../store/library.ts";

const keptText = (db: Connection): string | null =>
  (db.prepare("SELECT wish FROM portfolio WHERE id = 1").pluck().get() as string | undefined) ?? null;

export const keptWish = (db: Connection): PortfolioWish => {
  const text = keptText(db);
  return text === null ? usualWish : PortfolioWishFacts.parse(JSON.parse(text));
};

export const keepWish = (db: Connection, wish: PortfolioWish): number | null => {
  const before = keptText(db);
  const after = JSON.stringify(wish);
  if (after === (before ?? JSON.stringify(usualWish))) return null;
  return make(db, { kind: "edit", label: editLabel("concepts", ["portfolio"], 1) }, [
    {
      entity: "portfolio",
      key: { id: 1 },
      before: before === null ? null : { wish: before },
      after: { wish: after },
    },
  ]);
};
