/** Names of clusters by what sets them apart, no two alike. */
import type { TFunction } from "i18next";
import type { ClusterProposal } from "../../../shared/contract/segments.ts";

const namedTraits = 2;

export const clusterNames = (
  { clusters }: ClusterProposal,
  t: TFunction<"audience">,
  ui: TFunction<"ui">,
  language: string,
): string[] => {
  const languages = new Intl.DisplayNames(language, { type: "language" });
  const list = new Intl.ListFormat(language, { type: "conjunction" });
  const spoken = (code: string): string => {
    try {
      return languages.of(code) ?? code;
    } catch {
      return code; // not a language code but a name
    }
  };
  const used = new Map<string, number>();
  return clusters.map(({ traits }) => {
    const words = traits
      .slice(0, namedTraits)
      .map(({ kind, name }) =>
        kind === "genre"
          ? ui(`genres.${name}`, { defaultValue: name })
          : t("clusters.filmsIn", { language: spoken(name) }),
      );
    const name =
      words.length === 0 ? t("clusters.everything") : t("clusters.likes", { what: list.format(words) });
    const times = (used.get(name) ?? 0) + 1;
    used.set(name, times);
    return times === 1 ? name : `${name} ${times}`;
  });
};
