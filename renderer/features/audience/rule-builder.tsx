/** A rule as lines that can be changed: groups of conditions, all of which or any of which must hold. */
import {
  ActionIcon,
  Button,
  MultiSelect,
  NumberInput,
  SegmentedControl,
  Select,
  TextInput,
} from "@mantine/core";
import { IconFolderPlus, IconPlus, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import {
  isGroup,
  type RuleCondition,
  type RuleGroup,
  type SegmentRule,
} from "../../../shared/domain/segment-rule.ts";
import { FilmPicker } from "../../client/film-picker.tsx";
import { useGenreName } from "../../ui/format.ts";
import classes from "./rule.module.css";
import { type ConditionKind, conditionKinds, freshConditions, kindOf } from "./rule-words.ts";

/** What conditions can name. */
export interface RuleChoices {
  readonly values: (column: string) => readonly string[];
  readonly genres: readonly string[];
  readonly segments: readonly { readonly id: number; readonly name: string }[];
}

interface GroupProps {
  readonly group: RuleGroup;
  readonly choices: RuleChoices;
  readonly onChange: (group: RuleGroup) => void;
  readonly onRemove?: () => void;
  readonly depth?: number;
}
const deepest = 3;

export const RuleGroupEditor = ({ group, choices, onChange, onRemove, depth = 1 }: GroupProps) => {
  const { t } = useTranslation("audience");
  const replace = (at: number, rule: SegmentRule): void =>
    onChange({ ...group, of: group.of.with(at, rule) });
  const remove = (at: number): void => onChange({ ...group, of: group.of.toSpliced(at, 1) });
  const add = (rule: SegmentRule): void => onChange({ ...group, of: [...group.of, rule] });
  return (
    <div className={classes.group} role="group" aria-label={t(`rule.${group.type}`)}>
      <div className={classes.groupHead}>
        <SegmentedControl
          aria-label={t("rule.joined")}
          value={group.type}
          onChange={(type) => onChange({ ...group, type: type as RuleGroup["type"] })}
          data={[
            { value: "all", label: t("rule.all") },
            { value: "any", label: t("rule.any") },
          ]}
        />
        {onRemove && (
          <ActionIcon aria-label={t("rule.removeGroup")} onClick={onRemove}>
            <IconX size={15} />
          </ActionIcon>
        )}
      </div>
      {group.of.map((rule, at) =>
        isGroup(rule) ? (
          <RuleGroupEditor
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place in the rule
            key={at}
            group={rule}
            choices={choices}
            onChange={(next) => replace(at, next)}
            onRemove={() => remove(at)}
            depth={depth + 1}
          />
        ) : (
          <ConditionEditor
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place in the rule
            key={at}
            condition={rule}
            choices={choices}
            onChange={(next) => replace(at, next)}
            onRemove={() => remove(at)}
          />
        ),
      )}
      <div className={classes.adding}>
        <Button
          variant="default"
          leftSection={<IconPlus size={14} />}
          onClick={() => add(freshConditions.ageBand)}
        >
          {t("rule.add")}
        </Button>
        {depth < deepest && (
          <Button
            variant="subtle"
            leftSection={<IconFolderPlus size={14} />}
            onClick={() => add({ type: group.type === "all" ? "any" : "all", of: [freshConditions.ageBand] })}
          >
            {t("rule.addGroup")}
          </Button>
        )}
      </div>
    </div>
  );
};

interface ConditionProps {
  readonly condition: RuleCondition;
  readonly choices: RuleChoices;
  readonly onChange: (condition: RuleCondition) => void;
  readonly onRemove: () => void;
}

const ConditionEditor = ({ condition, choices, onChange, onRemove }: ConditionProps) => {
  const { t } = useTranslation("audience");
  return (
    <div className={classes.line}>
      <Select
        w={190}
        aria-label={t("rule.what")}
        value={kindOf(condition)}
        data={conditionKinds.map((kind) => ({ value: kind, label: t(`rule.kinds.${kind}`) }))}
        onChange={(kind) => kind && onChange(freshConditions[kind as ConditionKind])}
        allowDeselect={false}
        searchable
      />
      <Details condition={condition} choices={choices} onChange={onChange} />
      <ActionIcon aria-label={t("rule.remove")} onClick={onRemove}>
        <IconX size={15} />
      </ActionIcon>
    </div>
  );
};

type DetailsProps = Omit<ConditionProps, "onRemove">;

const Details = ({ condition, choices, onChange }: DetailsProps) => {
  const { t } = useTranslation("audience");
  const genreName = useGenreName();
  switch (condition.type) {
    case "text":
      return (
        <>
          <Not not={condition.not ?? false} onChange={(not) => onChange({ ...condition, not })} />
          <MultiSelect
            size="xs"
            className={classes.wide}
            aria-label={t("rule.values")}
            placeholder={condition.values.length === 0 ? t("rule.values") : ""}
            value={condition.values}
            data={[...new Set([...choices.values(condition.column), ...condition.values])]}
            onChange={(values) => onChange({ ...condition, values })}
            searchable
          />
        </>
      );
    case "number":
      return (
        <Ends
          decimals={condition.column === "meanRating" ? 2 : 0}
          {...condition}
          onChange={(ends) => onChange({ ...condition, ...ends })}
        />
      );
    case "ago":
      return (
        <>
          <Ends decimals={0} {...condition} onChange={(ends) => onChange({ ...condition, ...ends })} />
          <span className={classes.unit}>{t("rule.daysAgo")}</span>
        </>
      );
    case "date":
      return (
        <>
          <TextInput
            type="date"
            aria-label={t("rule.from")}
            value={condition.from ?? ""}
            onChange={(event) => onChange({ ...condition, from: event.currentTarget.value || null })}
          />
          <span aria-hidden>–</span>
          <TextInput
            type="date"
            aria-label={t("rule.to")}
            value={condition.to ?? ""}
            onChange={(event) => onChange({ ...condition, to: event.currentTarget.value || null })}
          />
        </>
      );
    case "film":
      return (
        <>
          <Select
            w={150}
            aria-label={t("rule.did")}
            value={`${condition.not ? "not-" : ""}${condition.did}`}
            data={(["seen", "rated", "booked", "not-seen", "not-rated", "not-booked"] as const).map(
              (did) => ({
                value: did,
                label: t(`rule.${did}`),
              }),
            )}
            onChange={(value) => {
              if (!value) return;
              const did = value.replace("not-", "") as "seen" | "rated" | "booked";
              onChange({ ...condition, did, not: value.startsWith("not-") });
            }}
            allowDeselect={false}
          />
          <FilmPicker
            label={t("rule.film")}
            className={classes.wide}
            film={condition.film}
            onPick={(film) => onChange({ ...condition, film })}
          />
          {condition.did === "rated" && (
            <Ends decimals={1} {...condition} onChange={(ends) => onChange({ ...condition, ...ends })} />
          )}
        </>
      );
    case "genre": {
      const scale = condition.measure === "share" ? 100 : 1;
      const scaled = (value: number | null): number | null => (value === null ? null : value * scale);
      return (
        <>
          <Select
            w={150}
            aria-label={t("rule.genre")}
            placeholder={t("rule.genre")}
            value={condition.genre === "" ? null : condition.genre}
            data={choices.genres.map((genre) => ({ value: genre, label: genreName(genre) }))}
            onChange={(genre) => onChange({ ...condition, genre: genre ?? "" })}
            searchable
          />
          <Ends
            decimals={0}
            from={scaled(condition.from)}
            to={scaled(condition.to)}
            onChange={({ from, to }) =>
              onChange({
                ...condition,
                from: from === null ? null : from / scale,
                to: to === null ? null : to / scale,
              })
            }
          />
          <span className={classes.unit}>
            {t(condition.measure === "share" ? "rule.percent" : "rule.filmsUnit")}
          </span>
        </>
      );
    }
    case "segment":
      return (
        <>
          <Not not={condition.not ?? false} onChange={(not) => onChange({ ...condition, not })} />
          <Select
            className={classes.wide}
            aria-label={t("rule.kinds.segment")}
            placeholder={t("rule.kinds.segment")}
            value={condition.segment === 0 ? null : String(condition.segment)}
            data={choices.segments.map(({ id, name }) => ({ value: String(id), label: name }))}
            onChange={(segment) => onChange({ ...condition, segment: Number(segment ?? 0) })}
            searchable
          />
        </>
      );
  }
};

const Not = ({ not, onChange }: { readonly not: boolean; readonly onChange: (not: boolean) => void }) => {
  const { t } = useTranslation("audience");
  return (
    <Select
      w={90}
      aria-label={t("rule.isOrNot")}
      value={not ? "not" : "is"}
      data={[
        { value: "is", label: t("rule.is") },
        { value: "not", label: t("rule.isNot") },
      ]}
      onChange={(value) => onChange(value === "not")}
      allowDeselect={false}
    />
  );
};

interface EndsProps {
  readonly from: number | null;
  readonly to: number | null;
  readonly decimals: number;
  readonly onChange: (ends: { from: number | null; to: number | null }) => void;
}

const Ends = ({ from, to, decimals, onChange }: EndsProps) => {
  const { t } = useTranslation("audience");
  const entered = (value: string | number): number | null => (typeof value === "number" ? value : null);
  const input = { w: 92, hideControls: true, allowNegative: false, decimalScale: decimals } as const;
  return (
    <>
      <NumberInput
        {...input}
        aria-label={t("rule.from")}
        placeholder={t("rule.from")}
        value={from ?? ""}
        onChange={(value) => onChange({ from: entered(value), to })}
      />
      <span aria-hidden>–</span>
      <NumberInput
        {...input}
        aria-label={t("rule.to")}
        placeholder={t("rule.to")}
        value={to ?? ""}
        onChange={(value) => onChange({ from, to: entered(value) })}
      />
    </>
  );
};
