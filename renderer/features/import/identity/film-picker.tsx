/** A film found by typing its title. */
import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useClients } from "../../../client/context.tsx";
import { useRead } from "../../../client/read.ts";
import { useLocalName } from "../../../ui/format.ts";

export interface PickedFilm {
  readonly id: number;
  readonly title: string;
}

interface FilmPickerProps {
  readonly label: string;
  readonly value: PickedFilm | null;
  readonly onChange: (film: PickedFilm | null) => void;
  readonly autoFocus?: boolean;
}

const pauseMs = 120;
/** As many as the list holds without scrolling. */
const shown = 6;

export const FilmPicker = ({ label, value, onChange, autoFocus = false }: FilmPickerProps) => {
  const { t } = useTranslation("import");
  const { data } = useClients();
  const localName = useLocalName();
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(typed, pauseMs);
  const found =
    useRead(
      ["films", "picker", search],
      (signal) =>
        data.listFilms({ search, order: "ratings", descending: true, offset: 0, limit: shown }, { signal }),
      { keepPrevious: true },
    ).data?.rows ?? [];
  const options = found.map(({ id, title, titleZh, year }) => ({
    value: String(id),
    label: `${localName(title, titleZh)}${year === null ? "" : ` (${year})`} · ${id}`,
  }));
  const chosen = value && !options.some((option) => option.value === String(value.id));
  return (
    <Select
      label={label}
      placeholder={t("merge.search")}
      searchable
      clearable
      clearButtonProps={{ "aria-label": t("quarantine.clear") }}
      value={value === null ? null : String(value.id)}
      data={chosen ? [{ value: String(value.id), label: value.title }, ...options] : options}
      filter={({ options: all }) => all}
      onSearchChange={setTyped}
      maxDropdownHeight={280}
      nothingFoundMessage={t("merge.nothing")}
      comboboxProps={{ withinPortal: false }}
      {...(autoFocus ? { "data-autofocus": true } : {})}
      onChange={(id, option) => onChange(id === null ? null : { id: Number(id), title: option?.label ?? "" })}
    />
  );
};
