import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Feedback, feedbackKinds } from "../../../shared/contract/feedback.ts";
import { forgetMembers } from "../privacy/forget.ts";
import { ask, call, Desk } from "../session.fixture.ts";

let desk: Desk;
beforeEach(async () => {
  desk = new Desk();
  await ask(desk.handlers.createLibrary({ file: desk.token(join(desk.home, "a.marquee")) }, call));
  desk.library.db.exec(`
    INSERT INTO film (id, title) VALUES (1, 'One'), (2, 'Two'), (3, 'Three');
    INSERT INTO film_key (source, key, film) VALUES ('shop', 'f-1', 1);
    INSERT INTO member (id, key) VALUES (1, x'01'), (2, x'02');
    INSERT INTO rating_scale VALUES (1, 0.5, 5, 0.5);
    INSERT INTO interaction (member, film, kind, at, value) VALUES (1, 1, 0, 100, 3), (2, 1, 0, 100, 4);
    UPDATE setting SET value = '1' WHERE name = 'interaction_revision';`);
});
afterEach(() => desk.end());

const page = { offset: 0, limit: 100, member: null, film: null };
const say = (said: Feedback) => desk.handlers.giveFeedback({ value: null, ...said }, call);
const list = () => ask(desk.handlers.listFeedback(page, call));
const state = () => [
  desk.library.db.prepare("SELECT member, film, kind, at, value, former FROM feedback").all(),
  desk.library.db.prepare("SELECT * FROM interaction").all(),
];
const changed = (token: string | null) => ask(desk.handlers.changedHistories({ token }, call));

test("a thumb replaces the other one, and the same again changes nothing", async () => {
  expect((await ask(say({ member: 1, film: 2, kind: "up" }))).changeSet).not.toBeNull();
  expect((await ask(say({ member: 1, film: 2, kind: "up" }))).changeSet).toBeNull();
  await ask(say({ member: 1, film: 2, kind: "down" }));
  expect((await list()).rows).toMatchObject([{ member: 1, film: 2, title: "Two", kind: "down" }]);
  expect(await say({ member: 1, film: 9, kind: "up" })).toMatchObject({ error: { type: "NotFound" } });
});

test("a rating put right is the rating that stands, off the scale it is refused, and undo brings the former back", async () => {
  expect(await say({ member: 1, film: 1, kind: "rating", value: 4.2 })).toEqual({
    ok: false,
    error: { type: "OffScale", min: 0.5, max: 5, step: 0.5 },
  });
  const before = state();
  const { changeSet } = await ask(say({ member: 1, film: 1, kind: "rating", value: 4.5 }));
  expect(desk.library.db.prepare("SELECT at, value FROM interaction WHERE member = 1").all()).toEqual([
    { at: 100, value: 4.5 },
  ]);
  expect((await list()).rows).toMatchObject([{ value: 4.5, former: 3 }]);
  await ask(
    desk.handlers.noteEffects(
      { effects: [{ changeSet: changeSet as number, effect: { rankBefore: 15, rankAfter: 1, entered: 3 } }] },
      call,
    ),
  );
  expect((await list()).rows).toMatchObject([{ rankBefore: 15, rankAfter: 1, entered: 3 }]);
  await ask(desk.handlers.undoChangeSet({ id: changeSet as number }, call));
  expect(state()).toEqual(before);
});

test("undone one by one from the last, any feedback leaves what was before it; redone, what it made", async () => {
  const said = fc.record({
    member: fc.constantFrom(1, 2),
    film: fc.constantFrom(1, 2, 3),
    kind: fc.constantFrom(...feedbackKinds),
    at: fc.integer({ min: 101, max: 105 }),
    stars: fc.integer({ min: 1, max: 10 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(said, { maxLength: 8 }), async (all) => {
      const states = [state()];
      const sets: number[] = [];
      for (const { stars, ...one } of all) {
        const { changeSet } = await ask(say({ ...one, value: one.kind === "rating" ? stars / 2 : null }));
        if (changeSet === null) continue;
        sets.push(changeSet);
        states.push(state());
      }
      for (let at = sets.length - 1; at >= 0; at--) {
        await ask(desk.handlers.undoChangeSet({ id: sets[at] as number }, call));
        expect(state()).toEqual(states[at]);
      }
      for (const [at, id] of sets.entries()) {
        await ask(desk.handlers.redoChangeSet({ id }, call));
        expect(state()).toEqual(states[at + 1]);
      }
      for (const id of sets.toReversed()) await ask(desk.handlers.undoChangeSet({ id }, call));
    }),
    { numRuns: 25 },
  );
}, 30_000);

test("a worker is told of the members that changed since it asked, and to read anew after anything else", async () => {
  const first = await changed(null);
  expect(first).toMatchObject({ reread: true, members: new Int32Array(0), fingerprint: "" });
  const { changeSet } = await ask(say({ member: 2, film: 1, kind: "rating", value: 1 }));
  await ask(say({ member: 2, film: 3, kind: "dismissed", at: 7 }));
  const second = await changed(first.token);
  expect(second).toMatchObject({
    reread: false,
    members: Int32Array.of(2),
    ratings: { member: Int32Array.of(2), film: Int32Array.of(1), value: Float32Array.of(1) },
    feedback: [
      { member: 2, film: 1, kind: "rating" },
      { member: 2, film: 3, kind: "dismissed", at: 7 },
    ],
  });
  expect(second.fingerprint).not.toBe("");
  expect(await changed(second.token)).toMatchObject({ reread: false, members: new Int32Array(0) });
  await ask(desk.handlers.undoChangeSet({ id: changeSet as number }, call));
  const third = await changed(second.token);
  expect(third).toMatchObject({
    reread: false,
    members: Int32Array.of(2),
    ratings: { value: Float32Array.of(4) },
  });
  desk.library.db.exec("UPDATE setting SET value = '99' WHERE name = 'interaction_revision'");
  expect(await changed(third.token)).toMatchObject({ reread: true, members: Int32Array.of(2) });
});

const importing = (text: string, system: string | null = null) => {
  const path = join(desk.home, "f.csv");
  writeFileSync(path, text);
  return desk.handlers.importFeedback({ file: desk.token(path), system }, call);
};

test("a file of feedback is taken as a whole, each row a set of its own", async () => {
  const file =
    "member,film,kind,value,at\n1,2,up,,\n1,1,rating,5,2026-11-20\n2,3,attendance,,2026-11-20T20:00:00+08:00\n1,2,up,,\n";
  expect(await ask(importing(file))).toMatchObject({
    rows: 4,
    given: 3,
    same: 1,
    sets: [{ kind: "up" }, { kind: "rating" }, { kind: "attendance" }],
  });
  expect((await list()).rows.map(({ kind }) => kind)).toEqual(["attendance", "rating", "up"]);
  expect(desk.library.db.prepare("SELECT at FROM interaction WHERE kind = 1").pluck().all()).toEqual([
    Date.parse("2026-11-20T12:00:00Z") / 1000,
  ]);
});

test("what is wrong with a file is told line by line, and nothing of it is taken", async () => {
  const file =
    'member,film,kind,value,at\n1,2,up,,\n9,2,up,,\n1,9,up,,\n1,2,love,,\n1,2,rating,,\n1,2,rating,4.3,\n\n1,2,up,,soon\n1,2\n1,2,"up,,\n';
  const answer = await importing(file);
  expect(answer).toMatchObject({
    ok: false,
    error: {
      type: "BadFeedbackFile",
      name: "f.csv",
      total: 8,
      problems: [
        { line: 3, problem: "member", found: "9" },
        { line: 4, problem: "film", found: "9" },
        { line: 5, problem: "kind", found: "love" },
        { line: 6, problem: "value", found: "" },
        { line: 7, problem: "offScale", found: "4.3" },
        { line: 9, problem: "time", found: "soon" },
        { line: 10, problem: "columns", found: "2" },
        { line: 11, problem: "quote" },
      ],
    },
  });
  expect((await list()).total).toBe(0);
  expect(await importing("who,film,kind\n")).toMatchObject({
    error: { problems: [{ line: 1, problem: "header", found: "member" }] },
  });
  expect(await importing("member,film,kind\n5,f-1,up\n", "shop")).toMatchObject({
    error: { problems: [{ line: 2, problem: "member" }] },
  });
});

test("forgetting a member forgets the feedback and what the journal says of it", async () => {
  await ask(say({ member: 1, film: 2, kind: "up" }));
  await ask(say({ member: 2, film: 2, kind: "up" }));
  desk.library.db.exec(
    "INSERT INTO model (id, name, created_at, card) VALUES ('m', 'ease', 99999999999999, '{}')",
  );
  const forgotten = await forgetMembers(desk.library.db, [1], () => {});
  expect(forgotten).toMatchObject({ traces: { feedback: 1, changes: 1 }, models: 1 });
  expect((await list()).rows.map(({ member }) => member)).toEqual([2]);
  expect(JSON.stringify(desk.library.db.prepare("SELECT * FROM change").all())).not.toContain('"member":1');
});
