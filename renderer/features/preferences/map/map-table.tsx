/** The map for keyboard and screen reader: its clusters, what sets each apart, and the films one knows. */
import { Button, Table } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { TasteMap } from "../../../../shared/contract/exploring.ts";
import { useClients } from "../../../client/context.tsx";
import { useRead } from "../../../client/read.ts";
import { useFormat, useLocalName } from "../../../ui/format.ts";
import { Suppressed } from "../../../ui/states.tsx";
import { useTraitName } from "./cluster-names.ts";
import classes from "./map.module.css";

interface MapTableProps {
  readonly map: TasteMap;
  readonly names: readonly string[];
  readonly onSelect: (cluster: number) => void;
}

export const MapTable = ({ map, names, onSelect }: MapTableProps) => {
  const { t } = useTranslation("exploring");
  const format = useFormat();
  const localName = useLocalName();
  const navigate = useNavigate();
  const traitName = useTraitName();
  const { data } = useClients();
  const films = useMemo(() => map.clusters.flatMap(({ known }) => known), [map]);
  const titles = new Map(
    useRead(["filmTitles", films], (signal) => data.filmTitles({ films }, { signal })).data?.rows.map(
      (row) => [row.id, localName(row.title, row.titleZh)],
    ),
  );
  return (
    <div className={classes.table} tabIndex={0} role="region" aria-label={t("map.title")}>
      <Table stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t("map.column.cluster")}</Table.Th>
            <Table.Th scope="col" ta="end">
              {t("map.column.films")}
            </Table.Th>
            <Table.Th scope="col" ta="end">
              {t("map.column.members")}
            </Table.Th>
            <Table.Th scope="col">{t("map.column.apart")}</Table.Th>
            <Table.Th scope="col">{t("map.column.known")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {map.clusters.map(({ films: count, members, traits, known }, at) => (
            <Table.Tr key={names[at]}>
              <Table.Th scope="row">
                <Button variant="subtle" size="compact-sm" onClick={() => onSelect(at)}>
                  {names[at]}
                </Button>
              </Table.Th>
              <Table.Td ta="end">{format.number(count)}</Table.Td>
              <Table.Td ta="end">
                {members === null ? <Suppressed compact /> : format.number(members)}
              </Table.Td>
              <Table.Td>
                {traits
                  .map((trait) =>
                    t("map.apart", {
                      trait: traitName(trait),
                      share: format.percent(trait.share),
                      usual: format.percent(trait.usual),
                    }),
                  )
                  .join("; ")}
              </Table.Td>
              <Table.Td>
                {known.map((film) => (
                  <Button
                    key={film}
                    variant="subtle"
                    size="compact-sm"
                    onClick={() => void navigate(`/preferences/film/${film}`)}
                  >
                    {titles.get(film) ?? "…"}
                  </Button>
                ))}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
};
