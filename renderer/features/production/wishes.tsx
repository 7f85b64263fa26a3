/** What a plan must keep: money, numbers of films, and traits that are owed or enough of. */
import { ActionIcon, Autocomplete, Button, SegmentedControl, Select } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { KeptConcept } from "../../../shared/contract/concepts.ts";
import {
  memoKinds,
  type PortfolioWish,
  type TraitLimit,
  traitLimitFields,
} from "../../../shared/domain/portfolio.ts";
import { Panel } from "../../ui/page.tsx";
import { FigureInput } from "./figure-input.tsx";
import classes from "./portfolio.module.css";

interface WishesProps {
  readonly concepts: readonly KeptConcept[];
  readonly wish: PortfolioWish;
  readonly onEdit: (facts: Partial<PortfolioWish>) => void;
}

export const Wishes = ({ concepts, wish, onEdit }: WishesProps) => {
  const { t } = useTranslation("portfolio");
  return (
    <Panel title={t("wishes.title")}>
      {/* What Undo takes back is shown anew. */}
      <form
        key={JSON.stringify([wish.budget, wish.returned, wish.perWindow, wish.leastFilms, wish.mostFilms])}
        className={classes.form}
        aria-label={t("wishes.title")}
        onSubmit={(event) => event.preventDefault()}
      >
        <SegmentedControl
          size="xs"
          aria-label={t("wishes.memo")}
          value={wish.memo}
          onChange={(memo) => onEdit({ memo: memo as PortfolioWish["memo"] })}
          data={memoKinds.map((kind) => ({ value: kind, label: t(`memo.kinds.${kind}`) }))}
        />
        <FigureInput
          label={t("wishes.budget")}
          placeholder={t("wishes.none")}
          max={1e13}
          money
          value={wish.budget}
          onKeep={(budget) => onEdit({ budget })}
        />
        <FigureInput
          label={t("wishes.returned")}
          description={t("wishes.returnedHint")}
          max={100}
          suffix="%"
          value={Math.round(100 * wish.returned)}
          onKeep={(percent) => onEdit({ returned: (percent ?? 0) / 100 })}
        />
        <div className={classes.pair}>
          <FigureInput
            label={t("wishes.least")}
            max={100}
            value={wish.leastFilms}
            onKeep={(least) => onEdit({ leastFilms: least ?? 0 })}
          />
          <FigureInput
            label={t("wishes.most")}
            placeholder={t("wishes.any")}
            max={100}
            value={wish.mostFilms}
            onKeep={(mostFilms) => onEdit({ mostFilms })}
          />
        </div>
        <FigureInput
          label={t("wishes.perWindow")}
          placeholder={t("wishes.any")}
          max={100}
          value={wish.perWindow}
          onKeep={(perWindow) => onEdit({ perWindow })}
        />
        <Traits concepts={concepts} traits={wish.traits} onTraits={(traits) => onEdit({ traits })} />
      </form>
    </Panel>
  );
};

interface TraitsProps {
  readonly concepts: readonly KeptConcept[];
  readonly traits: readonly TraitLimit[];
  readonly onTraits: (traits: readonly TraitLimit[]) => void;
}

const Traits = ({ concepts, traits, onTraits }: TraitsProps) => {
  const { t } = useTranslation("portfolio");
  const valuesOf = (field: TraitLimit["field"]): string[] =>
    [
      ...new Set(concepts.flatMap(({ concept }) => (field === "genre" ? concept.genres : [concept[field]]))),
    ].filter((value) => value !== "");
  const change = (at: number, facts: Partial<TraitLimit>): void =>
    onTraits(traits.map((trait, n) => (n === at ? { ...trait, ...facts } : trait)));
  const next = traitLimitFields
    .flatMap((field) => valuesOf(field).map((value) => ({ field, value })))
    .find(({ field, value }) => !traits.some((each) => each.field === field && each.value === value));
  return (
    <fieldset className={classes.traits}>
      <legend>{t("traits.title")}</legend>
      {traits.map((trait, at) => (
        <div key={JSON.stringify(trait)} className={classes.trait}>
          <Select
            size="xs"
            aria-label={t("traits.field")}
            allowDeselect={false}
            value={trait.field}
            data={traitLimitFields.map((field) => ({ value: field, label: t(`traits.fields.${field}`) }))}
            onChange={(field) => {
              const next = field as TraitLimit["field"];
              change(at, { field: next, value: valuesOf(next)[0] ?? trait.value });
            }}
          />
          <Autocomplete
            size="xs"
            aria-label={t("traits.value")}
            defaultValue={trait.value}
            data={valuesOf(trait.field)}
            onOptionSubmit={(value) => change(at, { value })}
            onBlur={(event) => {
              const value = event.currentTarget.value.trim();
              if (value !== "" && value !== trait.value) change(at, { value });
            }}
          />
          <ActionIcon
            variant="subtle"
            aria-label={t("traits.remove", { value: trait.value })}
            onClick={() => onTraits(traits.filter((_, n) => n !== at))}
          >
            <IconX size={15} />
          </ActionIcon>
          <FigureInput
            label={t("traits.least")}
            max={100}
            value={trait.least}
            onKeep={(least) => change(at, { least: least ?? 0 })}
          />
          <FigureInput
            label={t("traits.most")}
            placeholder={t("wishes.any")}
            max={100}
            value={trait.most}
            onKeep={(most) => change(at, { most })}
          />
        </div>
      ))}
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPlus size={14} />}
        disabled={next === undefined}
        onClick={() => next && onTraits([...traits, { ...next, least: 1, most: null }])}
      >
        {t("traits.add")}
      </Button>
    </fieldset>
  );
};
