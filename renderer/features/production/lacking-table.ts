/** What an audience lacks as a table to be read elsewhere. */
import i18next from "i18next";
import type { Lacking } from "../../../shared/domain/lacking.ts";
import type { TableDocument } from "../../../shared/domain/table-document.ts";
import { type Format, genreName } from "../../ui/format.ts";
import { traitName } from "./trait-name.ts";

export const lackingTable = (format: Format, lacking: Lacking, whose: string): TableDocument => {
  const t = i18next.getFixedT(format.language, "production");
  const nameOf = traitName(t, format, genreName(i18next.getFixedT(format.language, "ui")));
  return {
    title: whose === "" ? t("production:lack.title") : t("production:lack.of", { whose }),
    language: format.language === "zh-CN" ? "zh-CN" : "en",
    facts: [
      ["members", format.number(lacking.members)],
      ["compared", format.number(lacking.films)],
      ["maker_films", format.number(lacking.ownFilms)],
    ].map(([key, value]) => ({
      key: key as string,
      header: t(`production:lack.columns.${key as "compared"}`),
      value: value as string,
    })),
    columns: (
      [
        ["kind", "text", 12],
        ["traits", "text", 36],
        ["draw", "number", 10],
        ["low", "number", 10],
        ["high", "number", 10],
        ["everybody", "number", 12],
        ["films", "whole", 10],
        ["own_films", "whole", 10],
        ["false_share", "share", 12],
      ] as const
    ).map(([key, kind, width]) => ({ key, kind, width, header: t(`production:lack.columns.${key}`) })),
    rows: [
      ...lacking.traits.map((trait) => [
        t("production:lack.trait"),
        nameOf(trait),
        trait.draw.value,
        trait.draw.low,
        trait.draw.high,
        trait.everybody?.value ?? null,
        trait.films,
        trait.own,
        trait.q,
      ]),
      ...lacking.sketches.map(({ traits, draw, films, own }) => [
        t("production:lack.sketch"),
        traits.map(nameOf).join(" + "),
        draw.value,
        draw.low,
        draw.high,
        null,
        films,
        own,
        null,
      ]),
    ],
  };
};
