/** What the posters of each genre look like, against all. */
import { Table } from "@mantine/core";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PosterLooks } from "../../../shared/contract/posters.ts";
import type { LookFeature } from "../../../shared/domain/poster-look.ts";
import { ConfidenceBar } from "../../ui/figures.tsx";
import { useFormat, useGenreName } from "../../ui/format.ts";
import { Panel } from "../../ui/page.tsx";
import { featureWords } from "../../ui/poster-look.tsx";
import { FeatureSelect } from "./feature-select.tsx";
import { genreRows } from "./genre-figures.ts";
import classes from "./images.module.css";

export const Genres = ({ looks }: { readonly looks: PosterLooks }) => {
  const { t } = useTranslation("images");
  const format = useFormat();
  const genreName = useGenreName();
  const [feature, setFeature] = useState<LookFeature>("brightness");
  const rows = useMemo(() => genreRows(looks, feature), [looks, feature]);
  const words = (value: number): string => featureWords(format, feature, value);
  const min = Math.min(...rows.map(({ low }) => low));
  const max = Math.max(...rows.map(({ high }) => high), min + 1e-6);
  return (
    <div className={classes.scrolled}>
      <div className={classes.filters}>
        <FeatureSelect label={t("feature")} value={feature} onChange={setFeature} />
      </div>
      <p className={classes.how}>{t(`features.${feature}.how`)}</p>
      <Panel title={t("genres.title", { feature: t(`features.${feature}.name`) })} flush>
        <Table className={classes.table}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t("genre")}</Table.Th>
              <Table.Th scope="col">{t("genres.posters")}</Table.Th>
              <Table.Th scope="col">{t("genres.median")}</Table.Th>
              <Table.Th scope="col">{t("genres.half")}</Table.Th>
              <Table.Th scope="col">{t("genres.spread")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ genre, posters, low, median, high }) => {
              const half = t("genres.halfWords", { low: words(low), high: words(high) });
              return (
                <Table.Tr key={genre ?? ""} data-all={genre === null || undefined}>
                  <Table.Th scope="row">{genre === null ? t("genres.all") : genreName(genre)}</Table.Th>
                  <Table.Td>{format.number(posters)}</Table.Td>
                  <Table.Td>{words(median)}</Table.Td>
                  <Table.Td>{half}</Table.Td>
                  <Table.Td className={classes.bar}>
                    <ConfidenceBar
                      value={median}
                      low={low}
                      high={high}
                      min={min}
                      max={max}
                      label={`${words(median)} (${half})`}
                    />
                  </Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </Panel>
    </div>
  );
};
