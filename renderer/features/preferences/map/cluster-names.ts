/** Names of clusters by what sets them apart: "Japanese animation · 1990s". No two are alike. */
import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { MapCluster } from "../../../../shared/contract/exploring.ts";
import { useFormat, useGenreName } from "../../../ui/format.ts";

export const useTraitName = (): ((trait: { readonly kind: string; readonly value: string }) => string) => {
  const { t } = useTranslation("exploring");
  const format = useFormat();
  const genreName = useGenreName();
  return useCallback(
    ({ kind, value }) => {
      if (kind === "genre") return genreName(value);
      if (kind === "language") return format.languageName(value);
      return kind === "decade" ? t("decade", { decade: value }) : value;
    },
    [t, format, genreName],
  );
};

export const useClusterNames = (clusters: readonly MapCluster[]): readonly string[] => {
  const { t } = useTranslation("exploring");
  const nameOf = useTraitName();
  return useMemo(() => {
    const used = new Map<string, number>();
    return clusters.map(({ traits }) => {
      const of = (kind: string): string[] => traits.filter((trait) => trait.kind === kind).map(nameOf);
      const genres = of("genre").join(t("cluster.genres"));
      const [language] = of("language");
      const what =
        language && genres
          ? t("cluster.languageGenre", { language, genre: genres })
          : language
            ? t("cluster.language", { language })
            : genres;
      const name = [what, ...of("decade"), ...of("person")].filter(Boolean).join(" · ") || t("cluster.mixed");
      const times = (used.get(name) ?? 0) + 1;
      used.set(name, times);
      return times === 1 ? name : t("cluster.again", { name, n: times });
    });
  }, [clusters, nameOf, t]);
};
