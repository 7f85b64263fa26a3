/** What is wished of the concepts together, and the plans that answer it. Every wish is an edit that Undo takes back. */
import { useQueryClient } from "@tanstack/react-query";
import type { KeptConcept } from "../../../shared/contract/concepts.ts";
import type { PortfolioWish } from "../../../shared/domain/portfolio.ts";
import { ok } from "../../../shared/domain/result.ts";
import { useClients } from "../../client/context.tsx";
import { refreshLibrary } from "../../client/library.ts";
import { readPortfolio } from "../../client/portfolio.ts";
import { unwrap, useRead } from "../../client/read.ts";
import { makeStore } from "../../client/store.ts";

export const choosing = makeStore<number>(0);

export const useWish = () => {
  const { data } = useClients();
  return useRead(["portfolioWish"], (signal) => data.portfolioWish({}, { signal }), { keepPrevious: true });
};

export const useWishEdits = () => {
  const { data } = useClients();
  const queries = useQueryClient();
  return async (wish: PortfolioWish): Promise<void> => {
    await unwrap(data.savePortfolioWish({ wish: { ...wish } }));
    await refreshLibrary(queries);
    await queries.invalidateQueries({ queryKey: ["portfolioWish"] });
  };
};

/** The kind of memo changes no plan. */
export const portfolioKey = (
  concepts: readonly KeptConcept[],
  { memo: _memo, ...asking }: PortfolioWish,
): readonly unknown[] => ["predictions", "portfolio", concepts, asking];

export const usePortfolio = (concepts: readonly KeptConcept[], wish: PortfolioWish) => {
  const clients = useClients();
  return useRead(
    portfolioKey(concepts, wish),
    async (signal) => {
      choosing.set(0);
      return ok(await readPortfolio(clients, concepts, wish, (share) => choosing.set(share), signal));
    },
    { keepPrevious: true },
  );
};
