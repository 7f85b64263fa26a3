/** Structured reasons in the user's language. */
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { Reason } from "../../../shared/contract/training.ts";
import { type Format, useFormat, useGenreName, useLocalName } from "../../ui/format.ts";

/** Whose history speaks. */
export type Who = "member" | "segment" | "newcomer";

interface Known {
  readonly who: Who;
  readonly titleOf: (film: number) => string;
  /** The member's own rating of a film, where it is known. */
  readonly rated?: ReadonlyMap<number, number>;
  /** Ratings from here on are high. */
  readonly likedFrom: number;
}

/** At most this many shared traits are named: more explain less. */
const namedTraits = 3;

type InWords = Known & {
  readonly format: Format;
  readonly genreName: (genre: string) => string;
  readonly localName: (original: string, chinese: string | null) => string;
};

export const wordsOfReasons = (
  t: TFunction<"preferences">,
  { who, titleOf, rated, likedFrom, format, genreName, localName }: InWords,
): ((reason: Reason) => string) => {
  const trait = (kind: string, value: string): string =>
    kind === "genre" ? genreName(value) : t(`traits.${kind}`, { value, defaultValue: value });
  return (reason) => {
    switch (reason.kind) {
      case "film": {
        const rating = rated?.get(reason.film);
        const title = titleOf(reason.film);
        const cause =
          rating !== undefined
            ? t(
                `reasons.gave.${reason.share >= 0 === rating >= likedFrom ? "alike" : reason.share >= 0 ? "unlike" : "against"}`,
                {
                  title,
                  rating: format.number(rating, Number.isInteger(rating) ? 0 : 1),
                },
              )
            : t(`reasons.film.${who}.${reason.share >= 0 ? "for" : "against"}`, { title });
        const shared = [...new Set(reason.shared.map((each) => trait(each.trait, each.value)))].slice(
          0,
          namedTraits,
        );
        return shared.length > 0 ? t("reasons.shares", { cause, traits: format.list(shared) }) : cause;
      }
      case "others":
        return t("reasons.others", { count: reason.films, n: format.number(reason.films) });
      case "people":
        return t(`reasons.people.${reason.share >= 0 ? "for" : "against"}`, {
          who: t(`people.who.${reason.by}`, { name: localName(reason.name, reason.nameZh) }),
        });
      case "alike":
        return t(`reasons.alike.${reason.share >= 0 ? "for" : "against"}`, {
          field: t(`reasons.fields.${reason.field}`),
        });
      case "trait":
        return t("reasons.trait", { trait: trait(reason.trait, reason.value) });
      case "habit":
        return t(`reasons.habit.${reason.share >= 0 ? "high" : "low"}`);
      case "standing":
        return t(`reasons.standing.${reason.share >= 0 ? "high" : "low"}`);
      default:
        return t(`reasons.${reason.kind}`);
    }
  };
};

export const useReasonWords = (known: Known): ((reason: Reason) => string) => {
  const { t } = useTranslation("preferences");
  const format = useFormat();
  const genreName = useGenreName();
  const localName = useLocalName();
  return wordsOfReasons(t, { ...known, format, genreName, localName });
};
