/** A list as a table to be exported: ranks, films, expectations with their intervals, marks and reasons. */
import type { TFunction } from "i18next";
import type { FilmRow } from "../../../../shared/contract/catalogue.ts";
import type { MadeFor } from "../../../../shared/contract/lists.ts";
import type { ModelCard, Reason } from "../../../../shared/contract/training.ts";
import type { TableDocument } from "../../../../shared/domain/table-document.ts";
import type { Format } from "../../../ui/format.ts";
import { costWords, type ListWish, rulesWords } from "./list-words.ts";

interface Content {
  readonly made: MadeFor;
  readonly card: ModelCard;
  readonly wish: ListWish;
  readonly films: ReadonlyMap<number, FilmRow>;
  readonly language: TableDocument["language"];
  readonly madeAt: number; // milliseconds since 1970
}
interface Words {
  /** For whom the list is. */
  readonly who: string;
  readonly format: Format;
  readonly genreName: (genre: string) => string;
  readonly titleOf: (film: number) => string;
  readonly reasonOf: (reason: Reason) => string;
}

/** Reasons told for each film. */
const told = 3;
const speaking = (reasons: readonly Reason[]): Reason[] =>
  reasons
    .filter(({ kind }) => kind === "film" || kind === "trait" || kind === "unrated")
    .sort((a, b) => Math.abs(b.share) - Math.abs(a.share))
    .slice(0, told);

export const listDocument = (
  t: TFunction<"lists">,
  { made, card, wish, films, language, madeAt }: Content,
  words: Words,
): TableDocument => {
  const { format, titleOf, genreName, reasonOf, who } = words;
  const score = made.items[0]?.unit === "choice" ? "share" : "number";
  const costs = costWords(t, made.steps, format).map(
    ({ step, words: cost }) => `${t(`steps.${step}`)}: ${cost}`,
  );
  const fact = (key: string, value: string) => ({ key, header: t(`export.${key}`), value });
  const column = (
    key: string,
    kind: TableDocument["columns"][number]["kind"],
    width: number,
  ): TableDocument["columns"][number] => ({ key, header: t(`export.${key}`), kind, width });
  return {
    title: t("export.heading", { who }),
    language,
    facts: [
      fact("model", `${t(`preferences:models.${card.name}`)} (${card.id})`),
      fact("trained", format.dateTime(card.createdAt / 1000)),
      fact("made", format.dateTime(madeAt / 1000)),
      fact("novelty", format.percent(wish.novelty)),
      fact("diversity", format.percent(wish.diversity)),
      fact("rules", rulesWords(t, wish.rules, words).join(" ") || t("export.none")),
      fact("cost", costs.join("; ") || t("export.none")),
    ],
    columns: [
      column("rank", "whole", 6),
      column("film", "whole", 8),
      column("title", "text", 36),
      column("year", "text", 7),
      column("genres", "text", 24),
      column("score", score, 10),
      column("score_low", score, 10),
      column("score_high", score, 10),
      column("like", "share", 10),
      column("like_low", "share", 10),
      column("like_high", "share", 10),
      column("ratings", "whole", 9),
      column("mark", "text", 14),
      column("reasons", "text", 70),
    ],
    rows: made.items.map((item, at) => {
      const film = films.get(item.film);
      return [
        at + 1,
        item.film,
        titleOf(item.film),
        film?.year === null || film?.year === undefined ? null : String(film.year),
        film ? format.list(film.genres.map(genreName)) : null,
        item.score,
        ...item.interval,
        item.like,
        ...item.likeInterval,
        item.ratings,
        item.mark && t(`marks.${item.mark}`),
        speaking(item.reasons).map(reasonOf).join("; "),
      ];
    }),
  };
};
