/** `voices links`: texts whose link is in doubt, listed, written as a table to be filled in, and answered by one. */
import type { LinkCandidate } from "../../../shared/contract/text-links.ts";
import { unwrap } from "../../client/read.ts";
import { type Command, type Job, openLibrary, openToRead, paced, seconds } from "./job.ts";

const together = 500;
const columns = [
  { key: "text", header: "text", kind: "whole", width: 10 },
  { key: "kind", header: "kind", kind: "text", width: 10 },
  { key: "key", header: "key", kind: "text", width: 24 },
  { key: "words", header: "words", kind: "text", width: 80 },
  { key: "candidates", header: "candidates", kind: "text", width: 80 },
] as const;

const candidateWords = ({ kind, key, name, why }: LinkCandidate): string =>
  `${kind} ${key}${name === key ? "" : ` (${name})`}, ${why}`;

const doubtsIn = async ({ clients, option, say }: Job) => {
  const training = await clients.training();
  const tell = paced(say);
  const { links, total } = await unwrap(
    training.doubtfulLinks(
      { limit: Math.min(1000, option("limit", together)) },
      {
        onProgress: ({ share, secondsLeft }) =>
          tell(
            `${(100 * share).toFixed(0)} %${secondsLeft === null ? "" : `, ${seconds(secondsLeft)} left`}`,
          ),
      },
    ),
  );
  const shown = new Map<number, { readonly text: string; readonly at: number; readonly channel: string }>();
  for (let from = 0; from < links.length; from += together) {
    const ids = links.slice(from, from + together).map(({ text }) => text);
    for (const text of (await unwrap(clients.data.shownTexts({ ids }))).texts) shown.set(text.id, text);
  }
  const told = links.flatMap(({ text, candidates }) => {
    const words = shown.get(text);
    return words ? [{ text, at: words.at, channel: words.channel, words: words.text, candidates }] : [];
  });
  return { links: told, total, keptBack: links.length - told.length };
};

export const links: Command = async (job) => {
  const { data } = job.clients;
  const answering = job.has("answers");
  await (answering ? openLibrary(job) : openToRead(job));
  const answered = answering ? await unwrap(data.decideLinks({ file: job.file("answers") })) : null;
  const doubts = await doubtsIn(job);
  const written = job.has("out")
    ? await unwrap(
        data.exportTable({
          document: {
            title: "Doubtful links",
            language: "en",
            facts: [],
            columns: columns.map((column) => ({ ...column })),
            rows: doubts.links.map(({ text, words, candidates }) => [
              text,
              "",
              "",
              words,
              candidates.map(candidateWords).join("; "),
            ]),
          },
          file: job.file("out"),
          format: "csv",
        }),
      )
    : null;
  return {
    result: { ...doubts, answered, file: written?.path ?? null },
    summary: [
      ...(answered ? [`${answered.answers} answers taken; ${answered.moved} texts moved.`] : []),
      `${doubts.total} links in doubt${doubts.keptBack > 0 ? `, ${doubts.keptBack} of those looked at are by too few members to be shown` : ""}.`,
      ...doubts.links.map(
        ({ text, words, candidates }) =>
          `${text}. ${words.replaceAll(/\s+/g, " ").slice(0, 120)}\n  ${candidates.map(candidateWords).join("; ")}`,
      ),
      ...(written ? [written.path] : []),
    ].join("\n"),
  };
};
