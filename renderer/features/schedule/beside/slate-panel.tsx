/** Which films play and why; ticking others in or out and planning again makes another slate. */
import { Button, Checkbox } from "@mantine/core";
import { memo, type ReactNode, useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SlateReason } from "../../../../shared/contract/scheduling.ts";
import type { ScheduledShowing, WeekProblem } from "../../../../shared/domain/slate.ts";
import { useFormat } from "../../../ui/format.ts";
import type { Basis } from "../draft/draft.ts";
import { hueStyle } from "../film-hues.ts";
import classes from "../schedule.module.css";
import { useReasonWords, useTitle } from "../words.ts";
import { ForcedIn } from "./forced-in.tsx";

interface SlatePanelProps {
  readonly problem: WeekProblem;
  readonly basis: Basis;
  readonly showings: readonly ScheduledShowing[];
  readonly hues: ReadonlyMap<number, number>;
  readonly onPlan: (slate: readonly number[]) => void;
}

export const SlatePanel = memo(({ problem, basis, showings, hues, onPlan }: SlatePanelProps) => {
  const { t } = useTranslation("schedule");
  const titleOf = useTitle(problem.candidates);
  const [slate, setSlate] = useState<ReadonlySet<number>>(() => new Set(basis.slate));
  const inSlate = useMemo(() => new Set(basis.slate), [basis]);
  const reasonOf = useMemo(() => new Map(basis.reasons.map((reason) => [reason.film, reason])), [basis]);
  const countOf = useMemo(() => {
    const counts = new Map<number, number>();
    for (const { film } of showings) counts.set(film, (counts.get(film) ?? 0) + 1);
    return counts;
  }, [showings]);
  const films = useMemo(
    () =>
      problem.candidates
        .map(({ film }) => film)
        .sort(
          (a, b) =>
            Number(basis.slate.includes(b)) - Number(basis.slate.includes(a)) ||
            (reasonOf.get(b)?.expected ?? 0) - (reasonOf.get(a)?.expected ?? 0) ||
            a - b,
        ),
    [problem, basis, reasonOf],
  );
  const changed = slate.size !== basis.slate.length || basis.slate.some((film) => !slate.has(film));
  const toggle = useCallback(
    (film: number) =>
      setSlate((before) => {
        const next = new Set(before);
        if (!next.delete(film)) next.add(film);
        return next;
      }),
    [],
  );
  return (
    <div className={classes.slate}>
      <p className={classes.hint}>{t("slate.intro")}</p>
      <ul>
        {films.map((film) => {
          const reason = reasonOf.get(film);
          return (
            <SlateFilm
              key={film}
              film={film}
              title={titleOf(film)}
              hue={hues.get(film) ?? 0}
              count={countOf.get(film) ?? 0}
              reason={reason}
              chosen={slate.has(film)}
              onToggle={toggle}
            >
              {!inSlate.has(film) && (
                <ForcedIn {...{ problem, basis, showings, film }} title={titleOf(film)} />
              )}
            </SlateFilm>
          );
        })}
      </ul>
      {changed && (
        <div className={classes.slateActions}>
          <Button disabled={slate.size === 0} onClick={() => onPlan([...slate])}>
            {t("slate.planAgain", { count: slate.size })}
          </Button>
          <Button variant="default" onClick={() => setSlate(new Set(basis.slate))}>
            {t("slate.reset")}
          </Button>
        </div>
      )}
    </div>
  );
});
SlatePanel.displayName = "SlatePanel";

interface SlateFilmProps {
  readonly film: number;
  readonly title: string;
  readonly hue: number;
  readonly count: number;
  readonly reason: SlateReason | undefined;
  readonly chosen: boolean;
  readonly onToggle: (film: number) => void;
  readonly children: ReactNode;
}

const SlateFilm = memo(({ film, title, hue, count, reason, chosen, onToggle, children }: SlateFilmProps) => {
  const { t } = useTranslation("schedule");
  const format = useFormat();
  const wordsOf = useReasonWords();
  return (
    <li data-out={!chosen || undefined}>
      <Checkbox
        checked={chosen}
        onChange={() => onToggle(film)}
        classNames={{ body: classes.slateFilm }}
        label={
          <span className={classes.slateTitle}>
            <span className={classes.swatch} style={hueStyle(hue)} />
            <span>{title}</span>
            {count > 0 && (
              <span className={classes.slateCount}>
                {t("slate.showings", { count, n: format.number(count) })}
              </span>
            )}
          </span>
        }
        description={reason ? wordsOf(reason) : undefined}
      />
      {children}
    </li>
  );
});
SlateFilm.displayName = "SlateFilm";
