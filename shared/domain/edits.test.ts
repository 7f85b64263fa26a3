import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fullWeek } from "../../test/fixtures/full-week.ts";
import {
  applyEdit,
  type Edit,
  type EditHistory,
  edited,
  inOrder,
  redo,
  startHistory,
  undo,
} from "./edits.ts";
import { seededRandom } from "./random.ts";
import { valueOrThrow } from "./result.ts";
import type { ScheduledShowing } from "./slate.ts";

const id = fc.integer({ min: 0, max: 14 }).map((n) => `s${n}`);
const place = {
  screen: fc.integer({ min: 1, max: 4 }),
  date: fc.constantFrom("2026-11-26", "2026-11-27"),
  start: fc.integer({ min: 40, max: 90 }).map((quarter) => quarter * 15),
};
const showing: fc.Arbitrary<ScheduledShowing> = fc.record({
  id,
  film: fc.integer({ min: 1, max: 5 }),
  ...place,
  locked: fc.boolean(),
});
const schedule = fc.uniqueArray(showing, { selector: (item) => item.id, maxLength: 12 });
const single: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ kind: fc.constant("add" as const), showing }),
  fc.record({ kind: fc.constant("remove" as const), id }),
  fc.record({ kind: fc.constant("move" as const), id, ...place }),
  fc.record({ kind: fc.constant("lock" as const), id, locked: fc.boolean() }),
  fc.record({ kind: fc.constant("pencil" as const), id, pencilled: fc.boolean() }),
  fc.record({
    kind: fc.constant("version" as const),
    id,
    version: fc.option(
      fc.record({
        format: fc.constant("2D"),
        audio: fc.constant("en"),
        subtitles: fc.constantFrom(null, "nl"),
      }),
    ),
  }),
  fc.record({ kind: fc.constant("swap" as const), id, other: id }),
);
const edit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 5, arbitrary: single },
  fc.record({ kind: fc.constant("together" as const), edits: fc.array(single, { maxLength: 3 }) }),
);

/** Makes the edits that can be made; the rest must leave the history as it was. */
const afterEdits = (history: EditHistory, edits: readonly Edit[]): EditHistory => {
  let current = history;
  for (const each of edits) {
    const next = edited(current, each);
    if (next.ok) current = next.value;
  }
  return current;
};

describe("edits", () => {
  it("are taken back by their inverse", () => {
    fc.assert(
      fc.property(schedule, edit, (showings, each) => {
        const applied = applyEdit(inOrder(showings), each);
        if (!applied.ok) return;
        const back = valueOrThrow(applyEdit(applied.value.showings, applied.value.inverse));
        expect(back.showings).toEqual(inOrder(showings));
      }),
      { numRuns: 2000 },
    );
  });

  it("undo to the start and redo to the end, whatever was done", () => {
    fc.assert(
      fc.property(schedule, fc.array(edit, { maxLength: 40 }), (showings, edits) => {
        const start = startHistory(showings);
        const end = afterEdits(start, edits);
        let history = end;
        while (history.done.length > 0) history = undo(history);
        expect(history.showings).toEqual(start.showings);
        while (history.undone.length > 0) history = redo(history);
        expect(history).toEqual(end);
      }),
      { numRuns: 300 },
    );
  });

  it("undo a thousand edits of a full week exactly", () => {
    const { problem, showings } = fullWeek(1);
    const start = startHistory(showings);
    const states = [start.showings];
    const random = seededRandom(5);
    const below = (n: number): number => Math.floor(random() * n);
    let history = start;
    for (let made = 0; history.done.length < 1000; made++) {
      const now = history.showings;
      const { id: one } = now[below(now.length)] as ScheduledShowing;
      const { id: other } = now[below(now.length)] as ScheduledShowing;
      const date = problem.days[below(7)] as string;
      const place = { screen: 1 + below(16), date, start: 720 + 5 * below(132) };
      const each: readonly Edit[] = [
        {
          kind: "add",
          showing: { id: `new ${made}`, film: 1 + below(40), ...place, locked: below(2) === 0 },
        },
        { kind: "remove", id: one },
        { kind: "move", id: one, ...place },
        { kind: "lock", id: one, locked: below(2) === 0 },
        { kind: "swap", id: one, other },
      ];
      const chosen = below(6);
      const next = edited(history, each[chosen] ?? { kind: "together", edits: each.slice(2, 4) });
      if (next.ok) history = next.value;
      if (next.ok) states.push(history.showings);
    }
    for (let at = 999; at >= 0; at--) {
      history = undo(history);
      expect(history.showings).toEqual(states[at]);
    }
    expect(history.done).toEqual([]);
    for (let at = 1; at <= 1000; at++) history = redo(history);
    expect(history.showings).toEqual(states[1000]);
  });

  it("keep every id once, in any mixture of edits, undo and redo", () => {
    const action = fc.oneof(edit, fc.constantFrom("undo" as const, "redo" as const));
    fc.assert(
      fc.property(schedule, fc.array(action, { maxLength: 40 }), (showings, actions) => {
        let history = startHistory(showings);
        for (const act of actions)
          history =
            act === "undo" ? undo(history) : act === "redo" ? redo(history) : afterEdits(history, [act]);
        const ids = history.showings.map((item) => item.id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(history.showings).toEqual(inOrder(history.showings));
      }),
      { numRuns: 300 },
    );
  });

  const one: ScheduledShowing = {
    id: "a",
    film: 1,
    screen: 1,
    date: "2026-11-26",
    start: 600,
    locked: false,
  };

  it("leave locked showings where they are", () => {
    const locked = [{ ...one, locked: true }];
    const move: Edit = { kind: "move", id: "a", screen: 2, date: one.date, start: 615 };
    expect(applyEdit(locked, move)).toEqual({ ok: false, error: { type: "ShowingLocked", id: "a" } });
    expect(applyEdit(locked, { kind: "remove", id: "a" }).ok).toBe(false);
    expect(applyEdit(locked, { kind: "lock", id: "a", locked: false }).ok).toBe(true);
  });

  it("refuse unknown and repeated ids without a trace", () => {
    const history = startHistory([one]);
    expect(edited(history, { kind: "remove", id: "b" })).toMatchObject({ error: { type: "UnknownShowing" } });
    expect(edited(history, { kind: "add", showing: one })).toMatchObject({
      error: { type: "ShowingExists" },
    });
    const half: Edit = {
      kind: "together",
      edits: [
        { kind: "lock", id: "a", locked: true },
        { kind: "remove", id: "b" },
      ],
    };
    expect(edited(history, half).ok).toBe(false);
    expect(history.showings).toEqual([one]);
  });

  it("forget what was undone once something new is done", () => {
    const first = valueOrThrow(edited(startHistory([one]), { kind: "lock", id: "a", locked: true }));
    const again = valueOrThrow(edited(undo(first), { kind: "remove", id: "a" }));
    expect(redo(again)).toBe(again);
  });
});
