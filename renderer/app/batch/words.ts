/** `voices words`: the words by which aspects are read, changed by a table, set back, written as a table, with the weights that texts teach. */
import included from "../../../assets/lexicons/aspects.json" with { type: "json" };
import { wordKey, wordsWith } from "../../../shared/domain/aspect-words.ts";
import { unwrap } from "../../client/read.ts";
import { type Command, openLibrary, paced, seconds } from "./job.ts";

const columns = [
  { key: "aspect", header: "aspect", kind: "text", width: 14 },
  { key: "language", header: "language", kind: "text", width: 10 },
  { key: "phrase", header: "phrase", kind: "text", width: 30 },
  { key: "weight", header: "weight", kind: "number", width: 10 },
] as const;

const startWeights = new Map(wordsWith(included, []).map((word) => [wordKey(word), word.weight]));

export const words: Command = async (job) => {
  await openLibrary(job);
  const { data } = job.clients;
  if (job.has("reset")) await unwrap(data.resetAspectWords({}));
  let taken = 0;
  if (job.fileIfAny("source") !== undefined) {
    const table = await unwrap(data.readAspectWords({ file: job.file("source") }));
    taken = table.words.length;
    await unwrap(
      data.editAspectWords({
        words: table.words.map((word) =>
          startWeights.get(wordKey(word)) === word.weight ? { ...word, weight: "included" as const } : word,
        ),
      }),
    );
  }
  const changed = (await unwrap(data.aspectWords({}))).words;
  const used = wordsWith(included, changed);
  const training = await job.clients.training();
  const tell = paced(job.say);
  const learned = await unwrap(
    training.learnedAspectWeights(
      {},
      {
        onProgress: ({ share, secondsLeft }) =>
          tell(
            `${(100 * share).toFixed(0)} %${secondsLeft === null ? "" : `, ${seconds(secondsLeft)} left`}`,
          ),
      },
    ),
  );
  const written = job.fileIfAny("out")
    ? await unwrap(
        data.exportTable({
          document: {
            title: "Words of aspects",
            language: "en",
            facts: [],
            columns: columns.map((column) => ({ ...column })),
            rows: used.map(({ aspect, language, phrase, weight }) => [aspect, language, phrase, weight]),
          },
          file: job.file("out"),
          format: "csv",
        }),
      )
    : null;
  return {
    result: { words: used.length, changed, taken, learned: learned.weights, file: written?.path ?? null },
    summary: [
      `${used.length} words of aspects, ${changed.length} changed; weights of ${learned.weights.length} are told by ${learned.texts} rated or labelled texts.`,
      ...changed.map(
        ({ aspect, language, phrase, weight }) =>
          `  ${aspect} ${language} ${phrase}: ${weight === null ? "not read" : weight}`,
      ),
      ...(written ? [written.path] : []),
    ].join("\n"),
  };
};
