/** One rule in a form: its kind, what it asks, of what, and whether it must hold or has a price. */
import {
  Button,
  MultiSelect,
  NumberInput,
  SegmentedControl,
  Select,
  TagsInput,
  TextInput,
} from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Rule, type RuleKind, type RuleScope, ruleKinds } from "../../../../shared/domain/rules/rule.ts";
import { noSubtitles } from "../../../../shared/domain/rules/showing-versions.ts";
import { isLengthKind } from "../../../../shared/domain/showing-times.ts";
import type { Candidate, House } from "../../../../shared/domain/slate.ts";
import { houseClock } from "../../../../shared/domain/venue-time.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { useFormat, useLocalName } from "../../../ui/format.ts";
import { firstParams, type RuleField, ruleFields } from "./fields.ts";
import type { RuleWords } from "./rule-words.ts";
import classes from "./rules.module.css";
import type { NamedFilm } from "./use-named-films.ts";

interface RuleFormProps {
  readonly rule: Rule;
  readonly isNew: boolean;
  readonly house: House;
  readonly candidates: readonly Candidate[];
  /** Candidates and what else the rules name. */
  readonly films: readonly NamedFilm[];
  readonly words: RuleWords;
  readonly onSave: (rule: Rule) => void;
  readonly onClose: () => void;
}
type Params = Readonly<Record<string, unknown>>;

/** "25:30" or "9.15" -> minutes of the business day; undefined where it is no time. */
const clockOf = (text: string): number | undefined => {
  const match = /^(\d{1,2})[:.]?(\d{2})$/.exec(text.trim());
  return match && Number(match[2]) < 60 ? 60 * Number(match[1]) + Number(match[2]) : undefined;
};

const distinct = (values: readonly (string | null)[]): string[] =>
  [...new Set(values)].filter((value) => value !== null).sort();

export const RuleForm = ({
  rule,
  isNew,
  house,
  candidates,
  films: named,
  words,
  onSave,
  onClose,
}: RuleFormProps) => {
  const { t } = useTranslation("rules");
  const format = useFormat();
  const localName = useLocalName();
  const [name, setName] = useState(rule.name);
  const [kind, setKind] = useState<RuleKind>(rule.kind);
  const [params, setParams] = useState<Params>(rule.params as Params);
  const [scope, setScope] = useState<RuleScope>(rule.scope);
  const [price, setPrice] = useState(rule.price);
  const parsed = Rule.safeParse({ ...rule, name: name.trim(), kind, params, scope, price });

  const set = (id: string, value: unknown): void =>
    setParams(
      Object.fromEntries(Object.entries({ ...params, [id]: value }).filter(([, each]) => each !== undefined)),
    );
  const narrow = (change: Readonly<Record<string, unknown>>): void =>
    setScope(
      Object.fromEntries(
        Object.entries({ ...scope, ...change }).filter(
          ([, each]) => each !== undefined && !(Array.isArray(each) && each.length === 0),
        ),
      ),
    );
  const screens = house.screens.map(({ screen, name: label }) => ({ value: String(screen), label }));
  const asIds = (refs: readonly (number | string)[] | undefined): string[] => (refs ?? []).map(String);
  const asRefs = (values: readonly string[], known: readonly { value: string }[]): (number | string)[] =>
    values.map((value) => (known.some((each) => each.value === value) ? Number(value) : value));
  const films = named.map(({ film, title, titleZh }) => ({
    value: String(film),
    label: localName(title, titleZh),
  }));

  const control = ({ id, kind: of, optional = false, label: own = id }: RuleField) => {
    const label = t(`fields.${own}`);
    const value = params[id];
    switch (of) {
      case "clock":
        return (
          <ClockInput
            key={`${kind} ${id}`}
            label={label}
            optional={optional}
            value={value as number | undefined}
            onChange={(at) => set(id, at)}
          />
        );
      case "minutes":
      case "count":
        return (
          <NumberInput
            key={id}
            label={label}
            suffix={of === "minutes" ? ` ${t("minutes")}` : ""}
            min={0}
            allowDecimal={false}
            value={(value as number | undefined) ?? ""}
            onChange={(next) => set(id, next === "" ? undefined : Number(next))}
          />
        );
      case "date":
        return (
          <TextInput
            key={id}
            type="date"
            label={label}
            value={(value as string | undefined) ?? ""}
            onChange={(event) => set(id, event.currentTarget.value || undefined)}
          />
        );
      case "screens":
        return (
          <MultiSelect
            key={id}
            label={label}
            placeholder={t("any")}
            data={screens}
            value={asIds(value as (number | string)[] | undefined)}
            onChange={(next) => set(id, next.length > 0 ? asRefs(next, screens) : undefined)}
          />
        );
      case "films":
        return (
          <MultiSelect
            key={id}
            label={label}
            searchable
            data={films}
            value={asIds(value as (number | string)[] | undefined)}
            onChange={(next) => set(id, asRefs(next, films))}
          />
        );
      case "formats":
      case "certificates":
        return (
          <TagsInput
            key={id}
            label={label}
            data={
              of === "formats"
                ? distinct(house.screens.flatMap(({ formats }) => formats))
                : distinct(candidates.map(({ certificate }) => certificate))
            }
            value={(value as string[] | undefined) ?? []}
            onChange={(next) => set(id, next)}
          />
        );
      case "audio":
      case "subtitles": {
        const codes = (value as string[] | undefined) ?? [];
        const offered = candidates.flatMap(({ versions = [] }) => versions.map((version) => version[of]));
        return (
          <MultiSelect
            key={id}
            label={label}
            placeholder={codes.length > 0 ? "" : t("any")}
            searchable
            data={[
              ...(of === "subtitles" ? [{ value: noSubtitles, label: t("choices.noSubtitles") }] : []),
              ...distinct([...offered, ...codes.filter((code) => code !== noSubtitles)]).map((code) => ({
                value: code,
                label: format.languageName(code),
              })),
            ]}
            value={codes}
            onChange={(next) => set(id, next.length > 0 ? next : undefined)}
          />
        );
      }
      default: {
        const choices: Readonly<Record<typeof of, readonly string[]>> = {
          per: ["day", "week"],
          each: ["true", "false"],
          allowed: ["true", "false"],
          events: ["starts", "ends", "both"],
        };
        const isBoolean = of === "each" || of === "allowed";
        return (
          <Select
            key={id}
            label={label}
            allowDeselect={false}
            data={choices[of].map((choice) => ({ value: choice, label: t(`choices.${of}.${choice}`) }))}
            value={String(value)}
            onChange={(next) => set(id, isBoolean ? next === "true" : next)}
          />
        );
      }
    }
  };

  return (
    <Dialog title={t(isNew ? "form.add" : "form.edit")} width={640} onClose={onClose}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (parsed.success) onSave(parsed.data);
        }}
      >
        <div className={classes.fields}>
          <Select
            label={t("form.kind")}
            allowDeselect={false}
            searchable
            data={ruleKinds.map((each) => ({ value: each, label: t(`kinds.${each}`) }))}
            value={kind}
            onChange={(next) => {
              if (!next) return;
              setKind(next as RuleKind);
              setParams(firstParams[next as RuleKind] as Params);
              if (isLengthKind(next)) setPrice(null);
            }}
          />
          <TextInput
            label={t("form.name")}
            placeholder={t(`kinds.${kind}`)}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        </div>
        <p className={classes.hint}>{t(`hints.${kind}`)}</p>
        <div className={classes.fields}>{ruleFields[kind].map(control)}</div>
        <fieldset className={classes.scope}>
          <legend>{t("form.scope")}</legend>
          <div className={classes.fields}>
            <MultiSelect
              label={t("form.films")}
              placeholder={scope.films ? "" : t("any")}
              searchable
              data={films}
              value={asIds(scope.films)}
              onChange={(next) => narrow({ films: asRefs(next, films) })}
            />
            <MultiSelect
              label={t("form.screens")}
              placeholder={scope.screens ? "" : t("any")}
              data={screens}
              value={asIds(scope.screens)}
              onChange={(next) => narrow({ screens: asRefs(next, screens) })}
            />
            <TagsInput
              label={t("form.distributors")}
              placeholder={scope.distributors ? "" : t("any")}
              data={distinct(candidates.map(({ distributor }) => distributor))}
              value={scope.distributors ?? []}
              onChange={(distributors) => narrow({ distributors })}
            />
            <TagsInput
              label={t("form.certificates")}
              placeholder={scope.certificates ? "" : t("any")}
              data={distinct(candidates.map(({ certificate }) => certificate))}
              value={scope.certificates ?? []}
              onChange={(certificates) => narrow({ certificates })}
            />
            <TagsInput
              label={t("form.formats")}
              placeholder={scope.formats ? "" : t("any")}
              data={distinct(house.screens.flatMap(({ formats }) => formats))}
              value={scope.formats ?? []}
              onChange={(formats) => narrow({ formats })}
            />
            <MultiSelect
              label={t("form.weekdays")}
              placeholder={scope.weekdays ? "" : t("any")}
              data={[1, 2, 3, 4, 5, 6, 7].map((day) => ({ value: String(day), label: format.weekday(day) }))}
              value={(scope.weekdays ?? []).map(String)}
              onChange={(days) => narrow({ weekdays: days.map(Number) })}
            />
            <div className={classes.dates}>
              {(["from", "to"] as const).map((end) => (
                <TextInput
                  key={end}
                  type="date"
                  label={t(`form.${end}`)}
                  value={scope[end] ?? ""}
                  onChange={(event) => narrow({ [end]: event.currentTarget.value || undefined })}
                />
              ))}
            </div>
          </div>
        </fieldset>
        {!isLengthKind(kind) && (
          <div className={classes.price}>
            <SegmentedControl
              aria-label={t("form.force")}
              data={[
                { value: "hard", label: t("form.hard") },
                { value: "priced", label: t("form.priced") },
              ]}
              value={price === null ? "hard" : "priced"}
              onChange={(next) => setPrice(next === "hard" ? null : 5)}
            />
            {price !== null && (
              <NumberInput
                aria-label={t("form.price")}
                suffix={` ${t("form.perUnit")}`}
                min={0.1}
                step={1}
                w={260}
                value={price}
                onChange={(next) => next !== "" && Number(next) > 0 && setPrice(Number(next))}
              />
            )}
          </div>
        )}
        <p className={classes.sentence} aria-live="polite">
          {parsed.success ? words.sentence(parsed.data) : t("form.incomplete")}
        </p>
        <div className={classes.actions}>
          <Button variant="default" onClick={onClose}>
            {t("form.cancel")}
          </Button>
          <Button type="submit" disabled={!parsed.success}>
            {t("form.save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};

interface ClockInputProps {
  readonly label: string;
  readonly optional: boolean;
  readonly value: number | undefined;
  readonly onChange: (at: number | undefined) => void;
}

/** "22:00"; the night that belongs to the day goes on as "25:30". */
const ClockInput = ({ label, optional, value, onChange }: ClockInputProps) => {
  const { t } = useTranslation("rules");
  const [text, setText] = useState(value === undefined ? "" : houseClock(value));
  const wrong = text !== "" && clockOf(text) === undefined;
  return (
    <TextInput
      label={label}
      placeholder={optional ? t("any") : "22:00"}
      error={wrong ? t("form.noTime") : undefined}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        onChange(clockOf(event.currentTarget.value));
      }}
    />
  );
};
