/**
 * `voices score`: what reviews and posts say, read on this computer and kept in the library. `voices report`: whose reputation stands how, and what turned.
 * `voices brief`: brief.ts. `voices words`: words.ts. `voices links`: links.ts. `voices train`: sentiment.ts, with `--encoder` encoder.ts.
 */

import { type Reputation, type SubjectKind, subjectKinds } from "../../../shared/contract/reputation.ts";
import type { Ablation } from "../../../shared/contract/talk.ts";
import { Failure } from "../../../shared/domain/fault.ts";
import { unwrap } from "../../client/read.ts";
import { filmDaysOf } from "../../client/talk.ts";
import { brief } from "./brief.ts";
import { trainEncoder } from "./encoder.ts";
import { importFiles } from "./import.ts";
import { type Command, type Job, openLibrary, openToRead, paced, seconds } from "./job.ts";
import { links } from "./links.ts";
import { trainSentiment } from "./sentiment.ts";
import { words } from "./words.ts";

const score: Command = async (job) => {
  await openLibrary(job);
  const training = await job.clients.training();
  const tell = paced(job.say);
  const found = await unwrap(
    training.readTexts(
      {},
      {
        onProgress: ({ done, of, secondsLeft }) =>
          tell(`${done} of ${of} texts${secondsLeft === null ? "" : `, ${seconds(secondsLeft)} left`}`),
      },
    ),
  );
  const { read, skipped, languages, mentions, nearDuplicates, inBursts, bursts, feelingBy } = found;
  return {
    result: { ...found },
    summary: [
      `${read} texts read in ${seconds(found.seconds)} (${languages.en} English, ${languages.zh} Chinese, ${languages.other} other), ${skipped} were already; ${mentions} statements on aspects.`,
      `Of all, ${nearDuplicates} are nearly equal to an earlier one; ${inBursts} came in ${bursts} campaign-like bursts.`,
      feelingBy === "bundled"
        ? "The feeling of a text as a whole is told by the reader that every library starts with."
        : `The feeling of a text as a whole is told by the library's own model (${feelingBy}).`,
    ].join("\n"),
  };
};

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;
const between = ({ value, low, high }: Reputation["level"]): string =>
  `${percent(value)} (${percent(low)} to ${percent(high)})`;

const signed = (share: number): string => `${share >= 0 ? "+" : ""}${(100 * share).toFixed(1)} %`;

/** Null where too few films are spoken of around showings with clock times. */
const talkOf = async ({ clients }: Job, film: number | null) => {
  const days = await filmDaysOf(clients);
  const talk = await (await clients.training()).talkEffect({ days, film });
  if (talk.ok) return talk.value;
  if (talk.error.type === "TooLittleTalk") return null;
  throw new Failure(talk.error);
};

const talkLines = (talk: Awaited<ReturnType<typeof talkOf>>): string[] =>
  talk === null
    ? []
    : (["volume", "feeling"] as const).map((of) => {
        const { all, own, after, verdict } = talk[of];
        const change = ({ value, low, high }: typeof all): string =>
          `${signed(value)} (95 %: ${signed(low)} to ${signed(high)})`;
        const what = of === "volume" ? "twice as many texts" : "ten points more praise";
        const said = {
          none: "no more than chance can make",
          goes: "a link, which is no cause",
          mirrored: "texts of the week after go with it too: no effect of talk",
        }[verdict];
        return `  attendance against what was expected after two weeks with ${what}, ${talk.films} films: ${change(all)}; ${own ? `this film ${change(own)}; ` : ""}texts of the week after ${change(after)}: ${said}.`;
      });

const ablationLine = (
  what: string,
  found: (Ablation & { readonly from: number }) | null,
  unit: number,
): string[] => {
  if (!found) return [];
  const { films, rows, from, without, gain, chosen, verdict, with: also } = found;
  const figure = (value: number): string => (unit * value).toFixed(unit === 1 ? 4 : 2);
  const change = (value: number): string => `${value >= 0 ? "+" : ""}${figure(value)}`;
  const says = { helps: "they help", none: "no difference is shown", harms: "they make it worse" }[verdict];
  return [
    `  ${what}, from ${new Date(from * 86_400_000).toISOString().slice(0, 10)} on (${rows} of ${films} films; learned from those before): ${figure(without)} without texts, ${figure(also)} with them; gain ${change(gain.value)} (95 %: ${change(gain.low)} to ${change(gain.high)}, films drawn anew, seed 1): ${says}. Earlier ones would ${chosen ? "have kept" : "have left out"} texts.`,
  ];
};
const benefitLines = (talk: Awaited<ReturnType<typeof talkOf>>): string[] =>
  ablationLine("attendance of films' days a day ahead, error in % of visits", talk?.benefit ?? null, 100);

const one = async (job: Job, kind: SubjectKind, key: string, until: string | null) => {
  const training = await job.clients.training();
  const found = await unwrap(training.reputation({ kind, key, until }));
  const talk = kind === "film" && until === null ? await talkOf(job, Number(key)) : null;
  return {
    result: { ...found, ...(kind === "film" ? { talk } : {}) },
    summary: [
      `${found.name}: ${between(found.level)} praise in ${found.texts} texts, usually ${percent(found.usual)}; ${found.apart} set apart in bursts.`,
      ...found.found.map(
        ({ at, kind: what, before, after, texts, aspects }) =>
          `  ${at} ${what}: ${percent(before)} to ${percent(after)}, ${texts} texts${aspects.length > 0 ? `, more of ${aspects.join(", ")}` : ""}`,
      ),
      ...found.aspects.map(
        ({ aspect, texts, level, usual }) =>
          `  ${aspect}: ${between(level)} in ${texts} texts, usually ${percent(usual)}`,
      ),
      ...(found.topics.length > 0 ? [`  topics: ${found.topics.map(({ words }) => words).join(", ")}`] : []),
      ...talkLines(talk),
      ...benefitLines(talk),
    ].join("\n"),
  };
};

const report: Command = async (job) => {
  await openToRead(job);
  const kind = job.option<SubjectKind>("of", subjectKinds[0]);
  const key = job.option("key", "");
  const until = job.option("until", "") || null;
  if (key !== "") return one(job, kind, key, until);
  const training = await job.clients.training();
  const { rows, texts, keptBack } = await unwrap(training.reputations({ kind, until }));
  const told = rows.slice(0, job.option("limit", 20));
  const isToday = kind === "film" && until === null;
  const talk = isToday ? await talkOf(job, null) : null;
  const ratings = isToday ? (await unwrap(training.textBenefit({}))).benefit : null;
  return {
    result: { rows: told, texts, keptBack, ...(kind === "film" ? { talk, ratings } : {}) },
    summary: [
      ...told.map(
        (row) =>
          `${row.key}. ${row.name}: ${between(row.level)} praise in ${row.texts} texts${row.alerts > 0 ? `, ${row.alerts} alerts` : ""}`,
      ),
      ...talkLines(talk),
      ...benefitLines(talk),
      ...ablationLine("ratings of films spoken of, root mean square error", ratings, 1),
    ].join("\n"),
  };
};

const train: Command = (job) =>
  ["encoder", "source"].some((name) => job.fileIfAny(name) !== undefined)
    ? trainEncoder(job)
    : trainSentiment(job);

/** Texts come through the same import as everything else. */
const importTexts: Command = (job) =>
  importFiles({ ...job, file: (name) => job.file(name === "path" ? "source" : name) });

const actions: Readonly<Record<string, Command>> = {
  import: importTexts,
  score,
  report,
  train,
  brief,
  words,
  links,
};

export const voices: Command = (job) => (actions[job.option<string>("action", "score")] ?? score)(job);
