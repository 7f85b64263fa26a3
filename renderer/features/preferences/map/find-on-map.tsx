/** Goes to a film by its title, or to a member by the number. */
import { Select } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { TasteMap } from "../../../../shared/contract/exploring.ts";
import type { Hit } from "../../../charts/scatter/scatter.tsx";
import { useLocalName } from "../../../ui/format.ts";
import { useFilmSearch } from "../choosers.tsx";

interface FindOnMapProps {
  readonly map: TasteMap;
  readonly onFound: (hit: Hit) => void;
}

export const FindOnMap = ({ map, onFound }: FindOnMapProps) => {
  const { t } = useTranslation("exploring");
  const localName = useLocalName();
  const { search, setSearch, read } = useFilmSearch();
  const number = /^\d+$/.test(search.trim()) ? Number(search) : null;
  const memberRow = number === null ? -1 : map.members.ids.indexOf(number);
  const options = [
    ...(memberRow < 0 ? [] : [{ value: `member ${memberRow}`, label: t("map.member", { id: number }) }]),
    ...(read.data?.rows ?? []).slice(0, 20).map(({ id, title, titleZh, year }) => ({
      value: `film ${map.films.ids.indexOf(id)}`,
      label: `${localName(title, titleZh)}${year === null ? "" : ` (${year})`}`,
    })),
  ].filter(({ value }) => !value.endsWith("-1"));
  return (
    <Select
      size="xs"
      w={220}
      searchable
      clearable
      aria-label={t("map.find")}
      placeholder={t("map.find")}
      leftSection={<IconSearch size={14} />}
      nothingFoundMessage={t("map.notFound")}
      value={null}
      searchValue={search}
      onSearchChange={setSearch}
      data={options}
      filter={({ options: all }) => all}
      onChange={(value) => {
        if (value === null) return;
        const [kind, row] = value.split(" ");
        onFound({ layer: kind === "member" ? 0 : 1, row: Number(row) });
      }}
    />
  );
};
