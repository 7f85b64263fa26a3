/** `list`: films for a member or a segment, by sliders and house rules, on the screen or as a file. */
import i18next from "i18next";
import type { FilmRow } from "../../../shared/contract/catalogue.ts";
import { ModelCard } from "../../../shared/contract/training.ts";
import { Failure } from "../../../shared/domain/fault.ts";
import { type HouseRules, noRules } from "../../../shared/domain/house-rules.ts";
import { unwrap } from "../../client/read.ts";
import { houseView } from "../../features/preferences/list/house-view.ts";
import { listDocument } from "../../features/preferences/list/list-document.ts";
import { wordsOfReasons } from "../../features/preferences/reason-words.ts";
import { genreName, localName, makeFormat } from "../../ui/format.ts";
import { startI18n } from "../i18n.ts";
import { type Command, type Job, openToRead } from "./job.ts";

/** Those of a file, or `house` for the ones kept in the library. */
const rulesOf = async ({ clients, fileIfAny, option }: Job): Promise<HouseRules> => {
  const file = fileIfAny("rules");
  if (file) return unwrap(clients.data.readHouseRules({ file }));
  const name = option("rules", "");
  if (name === "") return noRules;
  const { views } = await unwrap(clients.data.listViews({ task: "lists" }));
  const found = views.find((view) => view.name === name);
  if (!found) throw new Failure({ type: "UnknownRules", known: [houseView] } as { type: string });
  return found.view as HouseRules;
};

export const list: Command = async (job) => {
  const { clients, option, fileIfAny } = job;
  const { data } = clients;
  await openToRead(job);
  const out = fileIfAny("out");
  const training = await clients.training();
  const model = option("model", "");
  const segment = option("segment", -1);
  const member = option("member", -1);
  const whose =
    segment >= 0 ? { members: [...(await unwrap(data.segmentMembers({ segment }))).members] } : { member };
  const wish = {
    novelty: option("novelty", 0),
    diversity: option("diversity", 0),
    rules: await rulesOf(job),
  };
  const made = await unwrap(
    training.list({ ...(model ? { model } : {}), whose, ...wish, top: option("top", 10) }),
  );
  const named = new Set([
    ...made.items.flatMap(({ film, reasons }) => [
      film,
      ...reasons.flatMap((reason) => (reason.kind === "film" ? [reason.film] : [])),
    ]),
    ...made.keptOut.map(({ film }) => film),
    ...wish.rules.include,
  ]);
  const { rows } = await unwrap(data.filmTitles({ films: [...named].slice(0, 5000) }));
  const films = new Map<number, FilmRow>(rows.map((row) => [row.id, row]));
  const titleOf = (film: number): string => films.get(film)?.title ?? "";

  const whoseId = segment >= 0 ? { segment } : { member };
  const result = {
    model: made.model,
    ...whoseId,
    items: made.items.map((item) => ({
      ...item,
      title: titleOf(item.film),
      reasons: item.reasons.map((reason) =>
        reason.kind === "film" ? { ...reason, title: titleOf(reason.film) } : reason,
      ),
    })),
    keptOut: made.keptOut.map((one) => ({ ...one, title: titleOf(one.film) })),
    steps: made.steps,
  };
  const lines = result.items.map(
    ({ title, score, interval: [low, high] }, rank) =>
      `${String(rank + 1).padStart(3)}. ${title}  ${score.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`,
  );
  if (!out) return { result, summary: lines.join("\n") };

  const language = option<"en" | "zh-CN">("language", "en");
  await startI18n(language);
  const { cards } = await unwrap(data.listModels({}));
  const card = ModelCard.parse(cards.find(({ id }) => id === made.model));
  const { segments } =
    segment >= 0 ? await unwrap(data.listSegments({})) : { segments: [] as readonly never[] };
  const ofSegment = segments.find(({ id }) => id === segment);
  const name = localName(language);
  const t = i18next.getFixedT(language, "lists");
  const numbers = makeFormat(language);
  const inWords = {
    format: numbers,
    genreName: genreName(i18next.getFixedT(language, "ui")),
    titleOf: (film: number): string => {
      const row = films.get(film);
      return row ? name(row.title, row.titleZh) : `#${film}`;
    },
  };
  const document = listDocument(
    t,
    { made, card, wish, films, language, madeAt: Date.now() },
    {
      ...inWords,
      who: ofSegment
        ? t("lists:for.segment", { name: name(ofSegment.name, ofSegment.nameZh) })
        : t("lists:for.member", { id: member }),
      reasonOf: wordsOfReasons(i18next.getFixedT(language, "preferences"), {
        ...inWords,
        localName: name,
        who: ofSegment ? "segment" : "member",
        likedFrom: Number.POSITIVE_INFINITY,
      }),
    },
  );
  const written = await unwrap(data.exportTable({ document, file: out }));
  return {
    result: { ...result, file: written.path, bytes: written.bytes },
    summary: [...lines, written.path].join("\n"),
  };
};
