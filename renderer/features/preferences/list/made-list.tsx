/** A list of films with its sliders, its house rules, what they cost, and the way to a file. */
import { Button, Collapse, Slider } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { type ReactNode, useId, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FilmRow } from "../../../../shared/contract/catalogue.ts";
import type { MadeFor, Whose } from "../../../../shared/contract/lists.ts";
import type { ModelCard } from "../../../../shared/contract/training.ts";
import type { TableDocument } from "../../../../shared/domain/table-document.ts";
import { useClients } from "../../../client/context.tsx";
import { LongReadState } from "../../../client/long-read.tsx";
import { useRead } from "../../../client/read.ts";
import { makeStore, useStore } from "../../../client/store.ts";
import { TableExport } from "../../../client/table-export.tsx";
import { Tag } from "../../../ui/figures.tsx";
import { useFormat, useGenreName, useLocalName } from "../../../ui/format.ts";
import { EmptyState } from "../../../ui/states.tsx";
import { Explanation } from "../explanation.tsx";
import { useRankingTask } from "../ranking-task.tsx";
import { useReasonWords, type Who } from "../reason-words.ts";
import { Recommendations } from "../recommendations.tsx";
import { HouseRulesPanel } from "./house-rules-panel.tsx";
import classes from "./list.module.css";
import { listDocument } from "./list-document.ts";
import { costWords, type ListWish, rulesWords } from "./list-words.ts";
import { useHouseRules } from "./use-house-rules.ts";

const top = 30;
const progress = makeStore(0);

interface MadeListProps {
  /** What tells these people from others, short. */
  readonly of: readonly unknown[];
  readonly whose: Whose;
  readonly who: Who;
  /** How a file names them. */
  readonly name: string;
  readonly card: ModelCard | undefined;
  readonly rated?: ReadonlyMap<number, number>;
  readonly onOpen: (film: number) => void;
  /** What can be said of a film, where one person is asked. */
  readonly feedback?: (film: number, title: string) => ReactNode;
}

export const MadeList = ({ of, whose, ...shown }: MadeListProps) => {
  const { training } = useClients();
  const { rules, change } = useHouseRules();
  const [novelty, setNovelty] = useState(0);
  const [diversity, setDiversity] = useState(0);
  const task = useRankingTask();
  const wish: ListWish = { novelty, diversity, rules };
  const share = useStore(progress);
  const queryKey = ["predictions", "list", ...of, task, novelty, diversity, rules];
  const read = useRead<MadeFor>(
    queryKey,
    async (signal) => {
      progress.set(0);
      return (await training()).list(
        { whose, ...task, novelty, diversity, rules, top },
        { signal, onProgress: (now) => progress.set(now.share) },
      );
    },
    { keepPrevious: true },
  );
  return (
    <>
      <Controls
        {...{ wish, read, shown }}
        onNovelty={setNovelty}
        onDiversity={setDiversity}
        onRules={change}
      />
      <LongReadState read={read} queryKey={queryKey} namespace="lists" share={share}>
        {(made) => (
          <Listed
            made={made}
            explanationOf={(film) => <Explanation of={of} whose={whose} who={shown.who} film={film} />}
            {...shown}
          />
        )}
      </LongReadState>
    </>
  );
};

type Shown = Omit<MadeListProps, "of" | "whose">;

const useTitles = (films: readonly number[]) => {
  const { data } = useClients();
  const localName = useLocalName();
  const rows = useRead(
    ["filmTitles", films],
    (signal) => data.filmTitles({ films: [...films] }, { signal }),
    {
      keepPrevious: true,
    },
  ).data?.rows;
  return useMemo(() => {
    const byId = new Map<number, FilmRow>(rows?.map((row) => [row.id, row]));
    const titleOf = (film: number): string => {
      const row = byId.get(film);
      return row ? localName(row.title, row.titleZh) : `#${film}`;
    };
    return { byId, titleOf };
  }, [rows, localName]);
};

interface ControlsProps {
  readonly wish: ListWish;
  readonly read: { readonly data: MadeFor | undefined };
  readonly shown: Shown;
  readonly onNovelty: (value: number) => void;
  readonly onDiversity: (value: number) => void;
  readonly onRules: (rules: ListWish["rules"]) => void;
}

const Controls = ({ wish, read, shown, onNovelty, onDiversity, onRules }: ControlsProps) => {
  const { t, i18n } = useTranslation("lists");
  const format = useFormat();
  const genreName = useGenreName();
  const [open, setOpen] = useState(false);
  const rulesId = useId();
  const made = read.data;
  const named = useMemo(
    () => [
      ...new Set([
        ...(made?.items.flatMap(({ film, reasons }) => [
          film,
          ...reasons.flatMap((reason) => (reason.kind === "film" ? [reason.film] : [])),
        ]) ?? []),
        ...(made?.keptOut.map(({ film }) => film) ?? []),
        ...wish.rules.include,
      ]),
    ],
    [made, wish.rules.include],
  );
  const { byId, titleOf } = useTitles(named);
  const reasonOf = useReasonWords({
    who: shown.who,
    titleOf,
    likedFrom: Number.POSITIVE_INFINITY,
    ...(shown.rated ? { rated: shown.rated } : {}),
  });
  const inWords = { format, genreName, titleOf };
  const rules = rulesWords(t, wish.rules, inWords);
  const costs = made ? costWords(t, made.steps, format) : [];
  const moved = wish.novelty > 0 || wish.diversity > 0;
  const { card } = shown;
  const document =
    made && card
      ? (): TableDocument =>
          listDocument(
            t,
            {
              made,
              card,
              wish,
              films: byId,
              language: i18n.language === "zh-CN" ? "zh-CN" : "en",
              madeAt: Date.now(),
            },
            { ...inWords, who: shown.name, reasonOf },
          )
      : null;
  return (
    <section className={classes.controls} aria-label={t("controls")}>
      <div className={classes.bar}>
        <Weight name="novelty" value={wish.novelty} onChange={onNovelty} />
        <Weight name="diversity" value={wish.diversity} onChange={onDiversity} />
        <Button
          variant="default"
          aria-expanded={open}
          aria-controls={rulesId}
          leftSection={open ? <IconChevronDown size={14} /> : <IconChevronRight size={14} />}
          onClick={() => setOpen(!open)}
        >
          {t("rules.open", { count: rules.length })}
        </Button>
        <TableExport document={document} />
      </div>
      <Collapse expanded={open} id={rulesId}>
        <HouseRulesPanel rules={wish.rules} onChange={onRules} />
      </Collapse>
      {!open && rules.length > 0 && <p className={classes.hint}>{rules.join(" ")}</p>}
      <div className={classes.costs} role="status" aria-label={t("cost.title")}>
        {costs.length === 0 ? (
          <span className={classes.hint}>{t("cost.none")}</span>
        ) : (
          <ul>
            {costs.map(({ step, words }) => (
              <li key={step}>
                <b>{t(`steps.${step}`)}</b> {words}
              </li>
            ))}
          </ul>
        )}
        {moved && (
          <Button
            variant="subtle"
            size="compact-xs"
            className={classes.reset}
            onClick={() => {
              onNovelty(0);
              onDiversity(0);
            }}
          >
            {t("reset")}
          </Button>
        )}
      </div>
      {made && made.keptOut.length > 0 && (
        <p className={classes.hint}>
          <b>{t("keptOut.title", { count: made.keptOut.length, n: format.number(made.keptOut.length) })}</b>{" "}
          {format.list(
            made.keptOut.map(({ film, rule }) =>
              t("keptOut.film", { title: titleOf(film), why: t(`keptOut.${rule}`) }),
            ),
          )}
        </p>
      )}
    </section>
  );
};

interface WeightProps {
  readonly name: "novelty" | "diversity";
  readonly value: number;
  readonly onChange: (value: number) => void;
}

const Weight = ({ name, value, onChange }: WeightProps) => {
  const { t } = useTranslation("lists");
  const format = useFormat();
  return (
    <div className={classes.weight}>
      <div className={classes.weightName} title={t(`${name}Hint`)}>
        <span>{t(name)}</span>
        <span>{format.percent(value)}</span>
      </div>
      <Slider
        thumbLabel={`${t(name)}: ${t(`${name}Hint`)}`}
        label={null}
        min={0}
        max={100}
        step={5}
        value={Math.round(100 * value)}
        onChange={(next) => onChange(next / 100)}
      />
    </div>
  );
};

interface ListedProps extends Shown {
  readonly made: MadeFor;
  readonly explanationOf: (film: number) => ReactNode;
}

const Listed = ({ made, who, card, rated, explanationOf, onOpen, feedback }: ListedProps) => {
  const { t } = useTranslation("lists");
  const format = useFormat();
  const marks = useMemo(() => new Map(made.items.map(({ film, mark }) => [film, mark])), [made]);
  if (made.items.length === 0) return <EmptyState title={t("nothing.title")}>{t("nothing.hint")}</EmptyState>;
  const markOf = (film: number): ReactNode => {
    const mark = marks.get(film);
    return mark && <Tag tone="accent">{t(`marks.${mark}`)}</Tag>;
  };
  return (
    <>
      {made.items.length < top && (
        <p className={classes.hint}>
          {t("short", { count: made.items.length, n: format.number(made.items.length) })}
        </p>
      )}
      <Recommendations
        items={made.items}
        scale={card?.scale}
        who={who}
        markOf={markOf}
        explanationOf={explanationOf}
        onOpen={onOpen}
        {...(rated ? { rated } : {})}
        {...(feedback ? { feedback } : {})}
      />
    </>
  );
};
