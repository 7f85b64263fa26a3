/** Feedback, as the page, the batch interface and the training worker ask for it. */
import { readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
import type { feedbackContract } from "../../../shared/contract/feedback.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { err, ok } from "../../../shared/domain/result.ts";
import { columnsOf } from "../columns/library-columns.ts";
import { openedLibrary, pathOf, type Session } from "../session.ts";
import { readFeedback } from "./file.ts";
import { give, scaleOf } from "./give.ts";
import { listFeedback } from "./list.ts";
import { changedHistories, touching } from "./log.ts";

const largestFile = 50_000_000;
/** What is wrong with a file is told of so many lines. */
const toldProblems = 100;
const noRows: ReadonlySet<number> = new Set();

export const feedbackHandlers = (session: Session): Handlers<typeof feedbackContract> => ({
  giveFeedback: async ({ at, ...said }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    const columns = columnsOf(db);
    const before = columns.revision();
    const given = touching(
      db,
      () => [said.member],
      () => db.transaction(() => give(db, { ...said, at: at ?? Math.floor(Date.now() / 1000) })).immediate(),
    );
    if (!given.ok) return given;
    await columns.edited(before, { films: noRows, members: noRows });
    return ok({ changeSet: given.value });
  },
  ratingScale: () => {
    const library = openedLibrary(session);
    return library.ok ? ok(scaleOf(library.value.db)) : library;
  },
  noteEffects: ({ effects }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    const note = db.prepare(
      `UPDATE feedback SET rank_before = @rankBefore, rank_after = @rankAfter, entered = @entered
       WHERE change_set = @changeSet`,
    );
    db.transaction(() => {
      for (const { changeSet, effect } of effects) note.run({ ...effect, changeSet });
    }).immediate();
    return ok({});
  },
  listFeedback: (asked) => {
    const library = openedLibrary(session);
    return library.ok ? ok(listFeedback(library.value.db, asked)) : library;
  },
  importFeedback: async ({ file, system }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const path = pathOf(session, file);
    if (!path.ok) return path;
    const name = basename(path.value);
    let text: string;
    try {
      if (statSync(path.value).size > largestFile)
        return err({ type: "UnreadableFile", name, detail: "above 50 MB" });
      text = readFileSync(path.value, "utf8");
    } catch (error) {
      return err({ type: "UnreadableFile", name, detail: (error as Error).message });
    }
    const { db } = library.value;
    const said = readFeedback(db, text, system, Math.floor(Date.now() / 1000));
    if (!said.ok)
      return err({
        type: "BadFeedbackFile",
        name,
        total: said.error.length,
        problems: said.error.slice(0, toldProblems),
      });
    const columns = columnsOf(db);
    const before = columns.revision();
    const sets = touching(
      db,
      () => said.value.map(({ member }) => member),
      () =>
        db
          .transaction(() =>
            said.value.flatMap((each) => {
              const one = give(db, each);
              if (!one.ok) throw new Error(`feedback that was looked at is refused: ${one.error.type}`);
              const { member, film, kind } = each;
              return one.value === null ? [] : [{ changeSet: one.value, member, film, kind }];
            }),
          )
          .immediate(),
    );
    await columns.edited(before, { films: noRows, members: noRows });
    const rows = said.value.length;
    return ok({ rows, given: sets.length, same: rows - sets.length, sets });
  },
  changedHistories: ({ token }) => {
    const library = openedLibrary(session);
    return library.ok ? ok(changedHistories(library.value.db, token)) : library;
  },
});
