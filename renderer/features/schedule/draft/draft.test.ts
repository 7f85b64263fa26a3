import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { valueOrThrow } from "../../../../shared/domain/result.ts";
import {
  isHeld,
  type Plan,
  type ScheduledShowing,
  type WeekProblem,
} from "../../../../shared/domain/slate.ts";
import {
  basisOf,
  type Draft,
  editDraft,
  isSaved,
  keptDraft,
  redoDraft,
  replanDraft,
  restoredDraft,
  startDraft,
  undoDraft,
} from "./draft.ts";

const days = ["2026-11-23", "2026-11-24"];
const problem: WeekProblem = {
  house: {
    venue: 1,
    name: "House",
    timeZone: "Europe/Berlin",
    opens: 600,
    lastStart: 1380,
    closes: 1560,
    trailers: 15,
    cleaning: 10,
    stagger: 0,
    grid: 15,
    screens: [1, 2].map((screen) => ({ screen, name: `${screen}`, capacity: 100, formats: ["2D"] })),
  },
  week: "2026-11-23",
  days,
  candidates: [],
  history: {
    film: new Int32Array(),
    screen: new Int32Array(),
    date: [],
    start: new Int32Array(),
    capacity: new Int32Array(),
    admissions: new Int32Array(),
    releaseDate: [],
  },
  preference: [],
  takings: [],
  holidays: [],
};

const showing = fc.record({
  film: fc.integer({ min: 1, max: 5 }),
  screen: fc.constantFrom(1, 2),
  date: fc.constantFrom(...days),
  start: fc.integer({ min: 40, max: 92 }).map((step) => step * 15),
  locked: fc.boolean(),
  pencilled: fc.boolean(),
});
const plans = fc.array(showing, { maxLength: 12 }).map(
  (showings): Plan => ({
    week: "2026-11-23",
    slate: [...new Set(showings.map(({ film }) => film))],
    showings: showings.map((each, at): ScheduledShowing => ({ ...each, id: `s${at}` })),
    forecast: [],
    proof: days.map((date) => ({ date, value: 1, bound: showings.length, gap: 0, seconds: 0 })),
    seconds: showings.length,
  }),
);
const starts = plans.map((plan) => startDraft(problem, plan, [], null));

const lockedOf = (draft: Draft) => draft.history.showings.filter(({ locked }) => locked);

describe("a draft", () => {
  it("returns to any earlier plan, with its proof, through undo, and back through redo", () => {
    fc.assert(
      fc.property(starts, fc.array(plans, { minLength: 1, maxLength: 5 }), (start, later) => {
        const states = [start];
        for (const plan of later) states.push(valueOrThrow(replanDraft(states.at(-1) as Draft, plan, [])));
        let draft = states.at(-1) as Draft;
        for (const state of states.slice(0, -1).reverse()) {
          draft = undoDraft(draft);
          expect(draft.history.showings).toEqual(state.history.showings);
          expect(basisOf(draft)).toEqual(basisOf(state));
        }
        for (const state of states.slice(1)) {
          draft = redoDraft(draft);
          expect(draft.history.showings).toEqual(state.history.showings);
          expect(basisOf(draft)).toEqual(basisOf(state));
        }
      }),
    );
  });

  it("keeps locked showings through a new plan", () => {
    fc.assert(
      fc.property(starts, plans, (start, plan) => {
        const next = valueOrThrow(replanDraft(start, plan, []));
        for (const locked of lockedOf(start)) expect(next.history.showings).toContainEqual(locked);
      }),
    );
  });

  it("keeps pencilled showings through a new plan, unless the user lets them move", () => {
    fc.assert(
      fc.property(starts, plans, (start, plan) => {
        const { showings } = start.history;
        const kept = valueOrThrow(replanDraft(start, plan, []));
        for (const held of showings.filter(isHeld)) expect(kept.history.showings).toContainEqual(held);
        const freed = valueOrThrow(replanDraft(start, plan, [], undefined, ({ locked }) => locked));
        const others = [...lockedOf(start), ...plan.showings];
        for (const showing of freed.history.showings) expect(others).toContainEqual(showing);
      }),
    );
  });

  it("forgets the proof of a plan that was undone and edited over", () => {
    fc.assert(
      fc.property(starts, plans, (start, plan) => {
        const back = undoDraft(valueOrThrow(replanDraft(start, plan, [])));
        const added = valueOrThrow(
          editDraft(back, {
            kind: "add",
            showing: { id: "new", film: 1, screen: 1, date: days[0] as string, start: 600, locked: false },
          }),
        );
        expect(basisOf(added)).toEqual(basisOf(start));
      }),
    );
  });

  it("comes back from the library with everything that can be undone", () => {
    fc.assert(
      fc.property(starts, plans, (start, plan) => {
        const draft = undoDraft(valueOrThrow(replanDraft(start, plan, [])));
        const kept = JSON.parse(JSON.stringify(keptDraft(draft)));
        expect(restoredDraft(problem, kept)).toEqual(draft);
        expect(restoredDraft(problem, { ...kept, form: 0 })).toBeNull();
      }),
    );
  });

  it("is saved exactly while it equals its stored version", () => {
    fc.assert(
      fc.property(starts, (start) => {
        expect(isSaved(start)).toBe(false);
        const saved: Draft = {
          ...start,
          saved: { id: "p", version: 1, note: "", showings: start.history.showings },
        };
        expect(isSaved(saved)).toBe(true);
        const added = valueOrThrow(
          editDraft(saved, {
            kind: "add",
            showing: { id: "new", film: 1, screen: 1, date: days[0] as string, start: 600, locked: false },
          }),
        );
        expect(isSaved(added)).toBe(false);
        expect(isSaved(undoDraft(added))).toBe(true);
      }),
    );
  });
});
