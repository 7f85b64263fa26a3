/** Choosing one film of the library by typing. */
import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useLocalName } from "../ui/format.ts";
import { useClients } from "./context.tsx";
import { useRead } from "./read.ts";

const shownFilms = 20;

interface FilmPickerProps {
  /** Read out; or, where `shown`, above the field. */
  readonly label: string;
  readonly shown?: boolean;
  readonly className?: string | undefined;
  /** 0: none. */
  readonly film: number;
  readonly onPick: (film: number) => void;
  readonly clearable?: boolean;
}

export const FilmPicker = ({
  label,
  shown = false,
  className,
  film,
  onPick,
  clearable = false,
}: FilmPickerProps) => {
  const { data } = useClients();
  const localName = useLocalName();
  const [search, setSearch] = useState("");
  const [typed] = useDebouncedValue(search, 120);
  const chosen = useRead(["filmTitles", [film]], (signal) => data.filmTitles({ films: [film] }, { signal }), {
    enabled: film > 0,
  }).data?.rows[0];
  const found = useRead(
    ["films", "pick", typed],
    (signal) =>
      data.listFilms(
        { search: typed, order: "ratings", descending: true, offset: 0, limit: shownFilms },
        { signal },
      ),
    { keepPrevious: true },
  ).data?.rows;
  const films = [...(chosen ? [chosen] : []), ...(found ?? []).filter(({ id }) => id !== film)];
  return (
    <Select
      {...(className ? { className } : {})}
      {...(shown ? { label } : { "aria-label": label, placeholder: label })}
      clearable={clearable}
      value={film > 0 ? String(film) : null}
      data={films.map(({ id, title, titleZh, year }) => ({
        value: String(id),
        label: year === null ? localName(title, titleZh) : `${localName(title, titleZh)} (${year})`,
      }))}
      searchValue={search}
      onSearchChange={setSearch}
      filter={({ options }) => options}
      onChange={(id) => onPick(Number(id ?? 0))}
      searchable
    />
  );
};
