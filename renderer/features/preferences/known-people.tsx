/** What is known of a new member before any film: enough for first recommendations. */
import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { groupings } from "../../../shared/contract/evaluation.ts";
import { useClients } from "../../client/context.tsx";
import { useRead } from "../../client/read.ts";
import { useFormat, useLocalName } from "../../ui/format.ts";
import classes from "./preferences.module.css";

/** The name of the group the person belongs to, by what groups are made by. */
export type KnownPeople = ReadonlyMap<(typeof groupings)[number], string>;

interface KnownPeopleFormProps {
  readonly known: KnownPeople;
  readonly onChange: (known: KnownPeople) => void;
}

export const KnownPeopleForm = ({ known, onChange }: KnownPeopleFormProps) => {
  const { t } = useTranslation("preferences");
  const format = useFormat();
  const localName = useLocalName();
  const { training } = useClients();
  const groups =
    useRead(["predictions", "people"], async (signal) => (await training()).peopleGroups({}, { signal })).data
      ?.groups ?? [];
  const shown = groupings.filter((each) => groups.some(({ by }) => by === each));
  if (shown.length === 0) return null;
  return (
    <fieldset className={classes.people}>
      <legend>{t("people.title")}</legend>
      {shown.map((each) => (
        <Select
          key={each}
          label={t(`people.by.${each}`)}
          placeholder={t("people.unknown")}
          clearable
          searchable
          data={groups
            .filter(({ by }) => by === each)
            .map(({ name, nameZh, members }) => ({
              value: name,
              label: t("people.counted", { name: localName(name, nameZh), n: format.number(members) }),
            }))}
          value={known.get(each) ?? null}
          onChange={(name) => {
            const next = new Map(known);
            if (name === null) next.delete(each);
            else next.set(each, name);
            onChange(next);
          }}
        />
      ))}
    </fieldset>
  );
};
