/** What is said: turns and bursts of the last weeks, and the films of whom most good and most ill is said. */
import {
  type Reputation,
  type SubjectKind,
  type SubjectRow,
  subjectKinds,
} from "../../../shared/contract/reputation.ts";
import type { Statement, Step } from "../../../shared/domain/briefing.ts";
import { Failure } from "../../../shared/domain/fault.ts";
import type { IsoDate } from "../../../shared/domain/slate.ts";
import { unwrap } from "../read.ts";
import { type Asked, addDays, commandOf, knownBefore, type Source } from "./source.ts";

const recentDays = 28;
const mostTurns = 4;
const leastTexts = 20;
const turnsShown = 3;
const stepOf: Readonly<Record<"fall" | "rise" | "burst", Step>> = {
  fall: "readTexts",
  rise: "quotePraise",
  burst: "checkCampaign",
};

export const speechEvidence = (
  until: IsoDate | null,
  kind: SubjectKind,
  key: string,
): Statement["evidence"] => ({
  route: `/reputation/${kind}/${encodeURIComponent(key)}`,
  command: commandOf(until, "voices", "report", "--of", kind, "--key", key),
});

type Turn = Reputation["found"][number];
const turnStatement = (
  until: IsoDate | null,
  { kind, key, name, nameZh }: Pick<Reputation, "kind" | "key" | "name" | "nameZh">,
  { kind: turn, at, before, after, texts }: Turn,
): Statement => ({
  topic: "voices",
  claim: { kind: "turn", turn, subject: kind, of: { name, nameZh }, at, before, after, texts },
  sureness: "estimated",
  step: stepOf[turn],
  evidence: speechEvidence(until, kind, key),
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
    const spoken = await unwrap(training.reputation({ kind, key, until }, { signal }));
    for (const turn of spoken.found)
      if (turn.at >= addDays(week, -recentDays) && turn.at < week)
        statements.push(turnStatement(until, spoken, turn));
  }
  return statements;
};

const levelStatement = (
  until: IsoDate | null,
  kind: "praised" | "blamed" | "spoken",
  { key, name, nameZh, level, texts }: SubjectRow,
  step: Step | null,
): Statement => ({
  topic: "voices",
  claim: { kind, film: { film: Number(key), name, nameZh }, level, texts },
  sureness: "estimated",
  step,
  evidence: speechEvidence(until, "film", key),
});

/** The films played lately whose level surely lies highest and lowest. */
const extremes = async (asked: Asked, rows: readonly SubjectRow[]): Promise<Statement[]> => {
  const { clients, venue, week, signal } = asked;
  const until = knownBefore(asked);
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
    ...(best ? [levelStatement(until, "praised", best, "quotePraise")] : []),
    ...(worst && worst !== best ? [levelStatement(until, "blamed", worst, "readTexts")] : []),
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
  const until = knownBefore(asked);
  const { rows } = await unwrap(training.reputations({ kind: "film", until }, { signal: asked.signal }));
  const own = rows.filter(({ key }) => key === String(film));
  if (own.length === 0) throw new Failure({ type: "NotSpokenOf" });
  return [
    ...own.map((row) => levelStatement(until, "spoken", row, null)),
    ...(await turnsOf(asked, "film", own)),
  ];
};

/** How a series, studio, venue or person is spoken of beside others of its kind, if there are any, and its latest turns. */
export const voicesOfSubject = (until: IsoDate | null, spoken: Reputation, isAlone: boolean): Statement[] => {
  const { kind, key, name, nameZh, level, texts, found } = spoken;
  const usual = isAlone ? null : spoken.usual;
  return [
    {
      topic: "voices",
      claim: { kind: "reputation", subject: kind, of: { name, nameZh }, level, usual, texts },
      sureness: "estimated",
      step:
        usual === null ? null : level.low > usual ? "quotePraise" : level.high < usual ? "readTexts" : null,
      evidence: speechEvidence(until, kind, key),
    },
    ...found.slice(0, turnsShown).map((turn) => turnStatement(until, spoken, turn)),
  ];
};
