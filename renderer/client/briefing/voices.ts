/** What is said: turns and bursts of the last weeks, and the films of whom most good and most ill is said. */
import { type SubjectKind, type SubjectRow, subjectKinds } from "../../../shared/contract/reputation.ts";
import type { Statement, Step } from "../../../shared/domain/briefing.ts";
import { Failure } from "../../../shared/domain/fault.ts";
import { unwrap } from "../read.ts";
import { type Asked, addDays, commandOf, knownBefore, type Source } from "./source.ts";

const recentDays = 28;
const mostTurns = 4;
const leastTexts = 20;
const stepOf: Readonly<Record<"fall" | "rise" | "burst", Step>> = {
  fall: "readTexts",
  rise: "quotePraise",
  burst: "checkCampaign",
};

const evidenceOf = (asked: Asked, kind: SubjectKind, key: string): Statement["evidence"] => ({
  route: `/reputation/${kind}/${encodeURIComponent(key)}`,
  command: commandOf(asked, "voices", "report", "--of", kind, "--key", key),
});

const turnsOf = async (
  asked: Asked,
  kind: SubjectKind,
  rows: readonly SubjectRow[],
): Promise<Statement[]> => {
  const { clients, week, signal } = asked;
  const until = knownBefore(asked);
  const training = await clients.training();
  const statements: Statement[] = [];
  for (const { key } of rows.filter(({ alerts }) => alerts > 0)) {
    const { name, nameZh, found } = await unwrap(training.reputation({ kind, key, until }, { signal }));
    for (const { kind: turn, at, before, after, texts } of found)
      if (at >= addDays(week, -recentDays) && at < week)
        statements.push({
          topic: "voices",
          claim: { kind: "turn", turn, subject: kind, of: { name, nameZh }, at, before, after, texts },
          sureness: "estimated",
          step: stepOf[turn],
          evidence: evidenceOf(asked, kind, key),
        });
  }
  return statements;
};

const levelStatement = (
  asked: Asked,
  kind: "praised" | "blamed" | "spoken",
  { key, name, nameZh, level, texts }: SubjectRow,
  step: Step | null,
): Statement => ({
  topic: "voices",
  claim: { kind, film: { film: Number(key), name, nameZh }, level, texts },
  sureness: "estimated",
  step,
  evidence: evidenceOf(asked, "film", key),
});

/** The films played lately whose level surely lies highest and lowest. */
const extremes = async (asked: Asked, rows: readonly SubjectRow[]): Promise<Statement[]> => {
  const { clients, venue, week, signal } = asked;
  const { history } = await unwrap(clients.data.weekProblem({ venue: venue.id, week }, { signal }));
  const lately = new Set(
    history.date.flatMap((date, i) =>
      date >= addDays(week, -recentDays) ? [String(history.film[i] as number)] : [],
    ),
  );
  const told = rows.filter(({ key, texts }) => lately.has(key) && texts >= leastTexts);
  const best = told.reduce<SubjectRow | null>(
    (most, row) => (most && most.level.low >= row.level.low ? most : row),
    null,
  );
  const worst = told.reduce<SubjectRow | null>(
    (least, row) => (least && least.level.high <= row.level.high ? least : row),
    null,
  );
  return [
    ...(best ? [levelStatement(asked, "praised", best, "quotePraise")] : []),
    ...(worst && worst !== best ? [levelStatement(asked, "blamed", worst, "readTexts")] : []),
  ];
};

export const voicesStatements: Source = async (asked) => {
  const training = await asked.clients.training();
  const turns: Statement[] = [];
  let films: readonly SubjectRow[] = [];
  for (const kind of subjectKinds) {
    const { rows, texts } = await unwrap(
      training.reputations({ kind, until: knownBefore(asked) }, { signal: asked.signal }),
    );
    if (texts === 0) throw new Failure({ type: "NothingRead" });
    if (kind === "film") films = rows;
    turns.push(...(await turnsOf(asked, kind, rows)));
  }
  const recent = turns
    .sort((a, b) => ("at" in a.claim && "at" in b.claim ? (a.claim.at < b.claim.at ? 1 : -1) : 0))
    .slice(0, mostTurns);
  return [...recent, ...(await extremes(asked, films))];
};

/** How one film is spoken of, and its turns of the last weeks; fails with `NotSpokenOf`. */
export const voicesOfFilm = async (asked: Asked, film: number): Promise<Statement[]> => {
  const training = await asked.clients.training();
  const { rows } = await unwrap(
    training.reputations({ kind: "film", until: knownBefore(asked) }, { signal: asked.signal }),
  );
  const own = rows.filter(({ key }) => key === String(film));
  if (own.length === 0) throw new Failure({ type: "NotSpokenOf" });
  return [
    ...own.map((row) => levelStatement(asked, "spoken", row, null)),
    ...(await turnsOf(asked, "film", own)),
  ];
};
