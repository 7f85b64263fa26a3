/**
 * What is owed to others, priced by the best without it: with V the value and U the bound with it, V⁻ and U⁻ without,
 *   cost = V⁻ − V, surely within [V⁻ − U, U⁻ − V], none of them below 0.
 * What is given beyond what is owed costs nothing.
 */
import type { OwedPrice } from "../../../shared/contract/allocation.ts";
import type { AllocationInstance } from "../../../shared/domain/allocation-instance.ts";
import type { Solved } from "./allocate.ts";
import { usedOf } from "./feasible.ts";
import type { AllocationModel } from "./model.ts";

const tight = 1e-6;
/** Each is a search of its own. */
export const mostPriced = 24;

export const pricesOfOwed = async (
  { instance, rows }: AllocationModel,
  { x, value, bound }: Pick<Solved, "x" | "value" | "bound">,
  solve: (without: AllocationInstance) => Promise<Pick<Solved, "value" | "bound"> | null>,
): Promise<OwedPrice[]> => {
  const priced = async (obligation: number | null, without: AllocationInstance): Promise<OwedPrice> => {
    const free = await solve(without);
    const most = free ? Math.max(0, free.bound - value) : 0;
    const cost = free ? Math.max(0, free.value - value) : 0;
    return { obligation, cost, low: free ? Math.max(0, free.value - bound) : 0, high: Math.max(cost, most) };
  };
  const prices: OwedPrice[] = [];
  for (const [n, { least }] of instance.obligations.entries()) {
    const row = rows.find(({ obligation }) => obligation === n);
    if (!row || prices.length >= mostPriced) continue;
    const given = usedOf(row, x) > least + tight * (1 + least);
    prices.push(
      given
        ? { obligation: n, cost: 0, low: 0, high: 0 }
        : await priced(n, { ...instance, obligations: instance.obligations.filter((_, m) => m !== n) }),
    );
  }
  const { fairness, ...unfair } = instance;
  if (fairness) prices.push(await priced(null, unfair));
  return prices;
};
