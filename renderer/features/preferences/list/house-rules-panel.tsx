/** The rules a house has for its lists. */
import { ActionIcon, Button, Checkbox, MultiSelect, NumberInput, Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { cappedTraits, type HouseRules, noRules } from "../../../../shared/domain/house-rules.ts";
import { useClients } from "../../../client/context.tsx";
import { useRead } from "../../../client/read.ts";
import { useFacets } from "../../../client/table-facets.ts";
import { useFormat, useGenreName, useLocalName } from "../../../ui/format.ts";
import classes from "./list.module.css";

interface HouseRulesPanelProps {
  readonly rules: HouseRules;
  readonly onChange: (rules: HouseRules) => void;
}

type Cap = HouseRules["caps"][number];
const columns = ["certificate", "language", "genres", "studio"] as const;
type Values = Readonly<Record<(typeof columns)[number], readonly string[]>>;

const useValues = (): Values => {
  const { data } = useClients();
  const answer = useFacets("films", ["house-rules"], (signal) =>
    data.filmFacets({ columns: [...columns], limit: 200 }, { signal }),
  );
  const of = (column: string): string[] =>
    answer?.facets.find((facet) => facet.column === column)?.values.map(({ value }) => value) ?? [];
  return {
    certificate: of("certificate"),
    language: of("language"),
    genres: of("genres"),
    studio: of("studio"),
  };
};

/** What is chosen stays among what there is to choose. */
const together = (values: readonly string[], chosen: readonly string[]): string[] => [
  ...new Set([...values, ...chosen]),
];

export const HouseRulesPanel = ({ rules, onChange }: HouseRulesPanelProps) => {
  const { t } = useTranslation("lists");
  const format = useFormat();
  const values = useValues();
  const set = (change: Partial<HouseRules>): void => onChange({ ...rules, ...change });
  return (
    <fieldset className={classes.rules}>
      <legend>{t("rules.title")}</legend>
      <p className={classes.hint}>{t("rules.kept")}</p>
      <div className={classes.fields}>
        <MultiSelect
          label={t("rules.certificates")}
          description={t("rules.certificatesHint")}
          placeholder={rules.certificates.length === 0 ? t("rules.all") : ""}
          data={together(values.certificate, rules.certificates)}
          value={rules.certificates}
          onChange={(certificates) => set({ certificates })}
        />
        <MultiSelect
          label={t("rules.languages")}
          placeholder={rules.languages.length === 0 ? t("rules.all") : ""}
          data={together(values.language, rules.languages).map((value) => ({
            value,
            label: format.languageName(value),
          }))}
          value={rules.languages}
          onChange={(languages) => set({ languages })}
        />
        <NumberInput
          label={t("rules.oldest")}
          placeholder={t("rules.anyAge")}
          min={1870}
          max={2200}
          allowDecimal={false}
          value={rules.oldest ?? ""}
          onChange={(oldest) => {
            // A year in the making is no year yet.
            if (oldest === "") set({ oldest: null });
            else if (Number(oldest) >= 1870 && Number(oldest) <= 2200) set({ oldest: Number(oldest) });
          }}
        />
        <Included films={rules.include} onChange={(include) => set({ include })} />
      </div>
      <Checkbox
        size="xs"
        label={t("rules.watched")}
        checked={rules.watched}
        onChange={(event) => set({ watched: event.currentTarget.checked })}
      />
      <div className={classes.caps} role="group" aria-label={t("rules.caps")}>
        {rules.caps.map((cap, at) => (
          <CapRow
            // A limit is nothing but its place among the others.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            key={at}
            cap={cap}
            values={values}
            onChange={(next) => set({ caps: rules.caps.map((each, n) => (n === at ? next : each)) })}
            onRemove={() => set({ caps: rules.caps.filter((_, n) => n !== at) })}
          />
        ))}
      </div>
      <div className={classes.actions}>
        <Button
          variant="default"
          leftSection={<IconPlus size={14} />}
          onClick={() => set({ caps: [...rules.caps, { trait: "genre", value: null, most: 5 }] })}
        >
          {t("rules.addCap")}
        </Button>
        <Button variant="subtle" color="gray" onClick={() => onChange(noRules)}>
          {t("rules.clear")}
        </Button>
      </div>
    </fieldset>
  );
};

interface CapRowProps {
  readonly cap: Cap;
  readonly values: Values;
  readonly onChange: (cap: Cap) => void;
  readonly onRemove: () => void;
}

/** Decades a library may have films of. */
const decades = Array.from({ length: 16 }, (_, n) => `${2030 - 10 * n}`);

const CapRow = ({ cap, values, onChange, onRemove }: CapRowProps) => {
  const { t } = useTranslation("lists");
  const genreName = useGenreName();
  const known: Readonly<Record<Cap["trait"], readonly string[]>> = {
    genre: values.genres,
    decade: decades,
    studio: values.studio,
  };
  return (
    <div className={classes.cap}>
      <span className={classes.capWord}>{t("rules.caps")}</span>
      <NumberInput
        aria-label={t("rules.most")}
        w={76}
        min={0}
        max={200}
        allowDecimal={false}
        value={cap.most}
        onChange={(most) => most !== "" && onChange({ ...cap, most: Number(most) })}
      />
      <Select
        aria-label={t("rules.of")}
        w={150}
        allowDeselect={false}
        data={cappedTraits.map((trait) => ({ value: trait, label: t(`rules.traits.${trait}`) }))}
        value={cap.trait}
        onChange={(trait) => trait && onChange({ ...cap, trait: trait as Cap["trait"], value: null })}
      />
      <Select
        aria-label={t("rules.which")}
        w={200}
        searchable
        allowDeselect={false}
        data={[
          { value: "", label: t(`rules.each.${cap.trait}`) },
          ...together(known[cap.trait], cap.value === null ? [] : [cap.value]).map((value) => ({
            value,
            label: cap.trait === "genre" ? genreName(value) : value,
          })),
        ]}
        value={cap.value ?? ""}
        onChange={(value) => onChange({ ...cap, value: value || null })}
      />
      <ActionIcon aria-label={t("rules.removeCap")} onClick={onRemove}>
        <IconX size={14} />
      </ActionIcon>
    </div>
  );
};

interface IncludedProps {
  readonly films: readonly number[];
  readonly onChange: (films: number[]) => void;
}

const Included = ({ films, onChange }: IncludedProps) => {
  const { t } = useTranslation("lists");
  const localName = useLocalName();
  const { data } = useClients();
  const [search, setSearch] = useState("");
  const [typed] = useDebouncedValue(search.trim(), 120);
  const found = useRead(
    ["films", "include", typed],
    (signal) =>
      data.listFilms({ search: typed, order: "ratings", descending: true, offset: 0, limit: 30 }, { signal }),
    { keepPrevious: true },
  ).data;
  const chosen = useRead(["filmTitles", films], (signal) =>
    data.filmTitles({ films: [...films] }, { signal }),
  ).data;
  const options = useMemo(
    () =>
      [
        ...new Map([...(chosen?.rows ?? []), ...(found?.rows ?? [])].map((row) => [row.id, row])).values(),
      ].map(({ id, title, titleZh, year }) => ({
        value: String(id),
        label: [localName(title, titleZh), year === null ? "" : `(${year})`].filter(Boolean).join(" "),
      })),
    [chosen, found, localName],
  );
  return (
    <MultiSelect
      label={t("rules.include")}
      placeholder={t("rules.includeHint")}
      nothingFoundMessage={t("rules.nothingFound")}
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      // The library has searched already, in both languages.
      filter={({ options: all }) => all}
      data={options}
      value={films.map(String)}
      onChange={(values) => onChange(values.map(Number))}
    />
  );
};
