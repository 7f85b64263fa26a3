/** Texts on a film by segment, where neither those who wrote nor those beside them are too few. */
import type { guidanceDataContract, SegmentTexts } from "../../../shared/contract/guidance.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { ok } from "../../../shared/domain/result.ts";
import { minimumGroup } from "../privacy/group-size.ts";
import { openedLibrary, type Session } from "../session.ts";
import type { Connection } from "../store/library.ts";

const segmentTexts = (db: Connection, film: number): SegmentTexts[] => {
  const least = minimumGroup(db);
  const written = db
    .prepare("SELECT id, member FROM review WHERE film = ? AND member IS NOT NULL ORDER BY id")
    .all(film) as { id: number; member: number }[];
  const writers = new Set(written.map(({ member }) => member));
  const segments = db
    .prepare("SELECT id, name, name_zh AS nameZh FROM segment ORDER BY name COLLATE NOCASE, id")
    .all() as { id: number; name: string; nameZh: string | null }[];
  const membersOf = db.prepare("SELECT member FROM segment_member WHERE segment = ?").pluck();
  return segments.map((segment) => {
    const members = new Set(membersOf.all(segment.id) as number[]);
    const inside = [...writers].filter((member) => members.has(member)).length;
    const beside = writers.size - inside;
    const told = inside >= least && (beside === 0 || beside >= least);
    const texts = written.filter(({ member }) => members.has(member)).map(({ id }) => id);
    return { ...segment, texts: told ? Int32Array.from(texts) : null };
  });
};

export const segmentTextHandlers = (
  session: Session,
): Pick<Handlers<typeof guidanceDataContract>, "segmentTexts"> => ({
  segmentTexts: ({ film }) => {
    const library = openedLibrary(session);
    return library.ok ? ok({ segments: segmentTexts(library.value.db, film) }) : library;
  },
});
