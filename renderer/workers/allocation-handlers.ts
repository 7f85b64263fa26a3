/** Allocations: a problem stays open while its units are dragged, the latest few do. */
import type { AllocationValue, allocationContract, UnitsPin } from "../../shared/contract/allocation.ts";
import type { Handlers } from "../../shared/contract/wire.ts";
import type { AllocationInstance } from "../../shared/domain/allocation-instance.ts";
import { err, ok } from "../../shared/domain/result.ts";
import { type Solved, solveAllocation } from "../scheduling/allocation/allocate.ts";
import { cellsOfUnits, unitsOf } from "../scheduling/allocation/answer.ts";
import { evenSplit } from "../scheduling/allocation/even-split.ts";
import { keepsAll } from "../scheduling/allocation/feasible.ts";
import { valueInterval } from "../scheduling/allocation/interval.ts";
import { marginalsOf } from "../scheduling/allocation/marginals.ts";
import { type AllocationModel, allocationModel } from "../scheduling/allocation/model.ts";
import { pricesOfOwed } from "../scheduling/allocation/owed.ts";
import { type AllocationProgram, openAllocation, type Pin } from "../scheduling/allocation/programme.ts";
import { extraOf, pressureOf, responseTo } from "../scheduling/allocation/response.ts";
import { whatIf } from "../scheduling/allocation/what-if.ts";
import type { Solver } from "../scheduling/solver.ts";

interface Held {
  readonly model: AllocationModel;
  readonly program: AllocationProgram;
  readonly rowPrices: Float64Array;
}
const mostHeld = 3;
/** For the price of one thing owed. */
const pricingSeconds = 1;

const pinsOf = ({ films, channels, weeks }: AllocationInstance, pins: readonly UnitsPin[]): Pin[] =>
  pins.flatMap(({ film, channel, week, units }) => {
    const pin = {
      film: films.findIndex(({ id }) => id === film),
      channel: channels.findIndex(({ id }) => id === channel),
      week: weeks.indexOf(week),
    };
    const whole = channels[pin.channel]?.unit === "piece";
    return Object.values(pin).some((at) => at < 0)
      ? []
      : [{ ...pin, units: whole ? Math.round(units) : units }];
  });

const worthOf = (
  model: AllocationModel,
  x: Float64Array,
  rowPrices: Float64Array,
): Omit<AllocationValue, "keeps"> => {
  const { instance, cells, weeks } = model;
  const response = responseTo(model, pressureOf(model, x));
  const extra = extraOf(model, response);
  const cost = new Float64Array(model.films);
  cells.forEach(({ film, channel }, j) => {
    cost[film] = (cost[film] as number) + (x[j] as number) * (instance.channels[channel]?.cost ?? 0);
  });
  return {
    units: unitsOf(model, x),
    value: response.value,
    cost: cost.reduce((sum, each) => sum + each, 0),
    films: instance.films.map(({ id }, f) => ({
      film: id,
      weeks: Array.from(extra.subarray(f * weeks, (f + 1) * weeks)),
      cost: cost[f] as number,
    })),
    ...marginalsOf(model, x, rowPrices),
  };
};

export const allocationHandlers = (solver: () => Promise<Solver>): Handlers<typeof allocationContract> => {
  const open = new Map<number, Held>();
  let last = 0;
  const hold = (held: Held): number => {
    open.set(++last, held);
    open.get(last - mostHeld)?.program.close();
    open.delete(last - mostHeld);
    return last;
  };
  return {
    allocate: async ({ instance, seconds, gap, pins }, { signal, progress }) => {
      const model = allocationModel(instance);
      const program = openAllocation(model, await solver());
      let solved: Solved | null;
      try {
        solved = await solveAllocation(
          model,
          program,
          { gap, seconds, signal, progress: (value, bound) => progress({ value, bound }) },
          pinsOf(instance, pins),
        );
      } catch (error) {
        program.close();
        throw error;
      }
      if (!solved) {
        program.close();
        return err({ type: "NoAllocation" });
      }
      const { x, value, bound, rowPrices } = solved;
      const owed = await pricesOfOwed(model, solved, async (without) => {
        const free = allocationModel(without);
        const opened = openAllocation(free, await solver());
        try {
          const search = { gap, seconds: pricingSeconds, signal, progress: () => undefined };
          return await solveAllocation(free, opened, search, pinsOf(instance, pins));
        } finally {
          opened.close();
        }
      });
      return ok({
        held: hold({ model, program, rowPrices }),
        ...worthOf(model, x, rowPrices),
        keeps: true,
        bound,
        gap: bound > 0 ? Math.max(0, 1 - value / bound) : 0,
        ...valueInterval(model, x),
        even: responseTo(model, pressureOf(model, evenSplit(model))).value,
        owed,
        seconds: solved.seconds,
      });
    },
    moveUnits: async ({ held, units, pins, fitMs }) => {
      const known = open.get(held);
      if (!known) throw new Error(`no allocation is held as ${held}`);
      const { model, program, rowPrices } = known;
      const moved = await whatIf(
        model,
        program,
        cellsOfUnits(model, units),
        pinsOf(model.instance, pins),
        fitMs,
      );
      return ok({ ...worthOf(model, moved.x, rowPrices), keeps: keepsAll(model, moved.x) });
    },
  };
};
