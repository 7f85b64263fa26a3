/** Groups of members whose figures may be told: none too small, nor one that follows from the others by subtraction. */
import type { MemberGroup } from "../../../shared/contract/evaluation.ts";
import { toldCount, toldParts } from "../../../shared/domain/privacy.ts";

/** Members by index, in a group; `by` and name say which. */
export type IndexedGroup = Omit<MemberGroup, "members"> & { readonly members: Int32Array };

export interface ToldGroups {
  readonly told: readonly { readonly group: IndexedGroup; readonly tested: number }[];
  /** Groups with anybody in them that are kept back. */
  readonly kept: number;
}

/** Rules and lists may overlap; values of a trait, and clusters, part the members. */
const overlapping = new Set(["segment"]);

export const toldGroups = (
  groups: readonly IndexedGroup[],
  isTested: Uint8Array,
  minimum: number,
): ToldGroups => {
  const tested = groups.map(({ members }) => members.reduce((sum, u) => sum + (isTested[u] as number), 0));
  const all = isTested.reduce((sum, one) => sum + one, 0);
  const may = new Array<boolean>(groups.length).fill(false);
  for (const by of new Set(groups.map((group) => group.by))) {
    const at = [...groups.keys()].filter((n) => groups[n]?.by === by);
    const counts = at.map((n) => tested[n] as number);
    const rest = all - counts.reduce((sum, count) => sum + count, 0);
    const shown = overlapping.has(by)
      ? counts.map((count) => toldCount(count, minimum))
      : toldParts([...counts, Math.max(0, rest)], minimum);
    for (const [place, n] of at.entries()) may[n] = shown[place] !== null && (counts[place] as number) > 0;
  }
  return {
    told: groups.flatMap((group, n) => (may[n] ? [{ group, tested: tested[n] as number }] : [])),
    kept: [...groups.keys()].filter((n) => !may[n] && (tested[n] as number) > 0).length,
  };
};
