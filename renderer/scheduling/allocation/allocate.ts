/**
 * An instance solved: the best mix of units (climb.ts), its pieces made whole (pieces.ts) and the contacts fitted to them. Where that is
 * not close enough to the mix's bound, pieces are branched on, the branch of the highest bound first (Land & Doig, Econometrica 28, 1960).
 */
import { type Climbed, climb } from "./climb.ts";
import { keepsAll, repaired } from "./feasible.ts";
import type { AllocationModel } from "./model.ts";
import { exchanged, roundedPieces } from "./pieces.ts";
import type { AllocationProgram, Pin } from "./programme.ts";

export interface Search {
  readonly gap: number; // share of the bound at which it is enough
  readonly seconds: number;
  readonly signal: AbortSignal;
  readonly progress: (value: number, bound: number) => void;
}

export interface Solved {
  readonly x: Float64Array;
  readonly value: number;
  readonly bound: number;
  /** By row of the model: what one more of it is worth to contacts, beside these pieces. */
  readonly rowPrices: Float64Array;
  readonly seconds: number;
}

const mostRounds = 200;
/** The mix is sought closer than asked: whole pieces take the rest. */
const mixShare = 0.4;
const whole = 1e-5;
const mostExchanges = 3;

interface Bounds {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}
interface Branch extends Bounds {
  readonly start: Float64Array;
  readonly bound: number;
}

export const isPinnedBy = ({ cells }: AllocationModel, pins: readonly Pin[]): ((cell: number) => boolean) => {
  const key = (film: number, channel: number, week: number): string => `${film} ${channel} ${week}`;
  const pinned = new Set(pins.map(({ film, channel, week }) => key(film, channel, week)));
  return (cell) => {
    const { film, channel, week } = cells[cell] as AllocationModel["cells"][number];
    return pinned.has(key(film, channel, week));
  };
};

/** Null where no units meet the obligations and the pins together. `start`: units within all rows, near the best. */
export const solveAllocation = async (
  model: AllocationModel,
  program: AllocationProgram,
  { gap, seconds, signal, progress }: Search,
  pins: readonly Pin[] = [],
  start: Float64Array | null = null,
): Promise<Solved | null> => {
  const began = performance.now();
  const secondsSince = (): number => (performance.now() - began) / 1000;
  const pinned = isPinnedBy(model, pins);
  const isPiece = (j: number): boolean => model.whole[j] === 1;
  let best: Climbed | null = null;
  const worthOfBest = (): number => best?.value ?? 0;

  const climbFrom = async (from: Float64Array | null, share: number): Promise<Climbed | null> =>
    climb(model, program, from, {
      gap: gap * share,
      rounds: mostRounds,
      stop: async (value, bound) => {
        await new Promise<void>((resolve) => setTimeout(resolve, 0));
        signal.throwIfAborted();
        progress(best?.value ?? value, bound);
        return secondsSince() > seconds;
      },
    });

  /** Contacts fitted to whole pieces. */
  const refit = async (pieces: Float64Array, contacts: Float64Array): Promise<void> => {
    const near = Float64Array.from(pieces, (units, j) => (isPiece(j) ? units : (contacts[j] as number)));
    program.bound({
      lower: Float64Array.from(pieces, (units, j) => (isPiece(j) ? units : 0)),
      upper: Float64Array.from(model.cells, ({ most }, j) => (isPiece(j) ? (pieces[j] as number) : most)),
    });
    const fitted = await climbFrom(
      repaired(model, near, (j) => !isPiece(j) && !pinned(j)),
      mixShare,
    );
    if (fitted && (best === null || fitted.value > worthOfBest())) best = fitted;
  };
  const makeWhole = async (mixed: Climbed): Promise<void> => {
    await refit(roundedPieces(model, mixed.x), mixed.x);
    for (let n = 0; n < mostExchanges && best !== null; n++) {
      const { x, value, rowPrices } = best as Climbed;
      const better = exchanged(model, x, rowPrices, (j) => !pinned(j));
      if (better.every((units, j) => units === x[j])) return;
      await refit(better, better);
      if (worthOfBest() <= value * (1 + 1e-6)) return;
    }
  };

  program.bound(null);
  program.pin(pins);
  const root = await climbFrom(start, mixShare);
  if (!root) return null;
  await makeWhole(root);
  const open: Branch[] = [
    {
      lower: new Float64Array(model.cells.length),
      upper: Float64Array.from(model.cells, ({ most }) => most),
      start: root.x,
      bound: root.bound,
    },
  ];
  let closed = 0; // the highest bound of branches that ended whole
  const boundNow = (): number => Math.max(worthOfBest(), closed, ...open.map(({ bound }) => bound));
  while (open.length > 0 && boundNow() > worthOfBest() / (1 - gap) && secondsSince() < seconds) {
    open.sort((a, b) => a.bound - b.bound);
    const branch = open.pop() as Branch;
    program.bound(branch);
    const from = keepsAll(model, branch.start) ? branch.start : null;
    const mixed = branch.start === root.x ? root : await climbFrom(from, mixShare);
    if (!mixed) continue;
    const bound = Math.min(branch.bound, mixed.bound);
    const split = mostSplit(model, mixed.x);
    if (split === null) {
      if (best === null || mixed.value > worthOfBest()) best = mixed;
      closed = Math.max(closed, bound);
      continue;
    }
    if (best === null) await makeWhole(mixed);
    const units = mixed.x[split] as number;
    for (const side of ["lower", "upper"] as const) {
      const limit = side === "upper" ? Math.floor(units) : Math.ceil(units);
      const bounds: Bounds = { lower: branch.lower, upper: branch.upper };
      const changed = Float64Array.from(bounds[side]);
      changed[split] = limit;
      const moved = Float64Array.from(mixed.x);
      moved[split] = limit;
      const near = repaired(
        model,
        moved,
        (j) => j !== split && !pinned(j) && (branch.lower[j] as number) === 0,
      );
      open.push({ ...bounds, [side]: changed, start: near ?? moved, bound });
    }
  }
  if (best === null) return null;
  const { x, value, rowPrices } = best as Climbed;
  return { x, value, bound: boundNow(), rowPrices, seconds: secondsSince() };
};

/** The piece furthest from whole. */
const mostSplit = ({ cells, whole: isWhole }: AllocationModel, x: Float64Array): number | null => {
  let [split, most] = [-1, whole];
  for (let j = 0; j < cells.length; j++) {
    if (!isWhole[j]) continue;
    const off = Math.abs((x[j] as number) - Math.round(x[j] as number));
    if (off > most) [split, most] = [j, off];
  }
  return split < 0 ? null : split;
};
