/** What two plans differ in: each showing that is not the same in both, and totals by film and by day. */
import { useTranslation } from "react-i18next";
import type { PlanComparison, PlanDifference } from "../../../../shared/domain/plan-comparison.ts";
import type { PlanDocument, PlanShowing } from "../../../../shared/domain/plan-document.ts";
import { wallClock } from "../../../../shared/domain/venue-time.ts";
import { Tag } from "../../../ui/figures.tsx";
import { useFormat } from "../../../ui/format.ts";
import { EmptyState } from "../../../ui/states.tsx";
import classes from "../schedule.module.css";
import { useTitle } from "../words.ts";

interface ComparedProps {
  readonly first: PlanDocument;
  readonly second: PlanDocument;
  readonly comparison: PlanComparison;
}

interface Row {
  readonly kind: "added" | "removed" | "moved";
  readonly before: PlanShowing | null;
  readonly after: PlanShowing | null;
}

const tones = { added: "good", removed: "bad", moved: "accent" } as const;

export const DifferingShowings = ({ first, second, comparison }: ComparedProps) => {
  const { t } = useTranslation("schedule");
  const format = useFormat();
  const titleOf = useTitle([...first.films, ...second.films]);
  const screens = new Map(
    [...first.house.screens, ...second.house.screens].map(({ screen, name }) => [screen, name]),
  );
  const rows: Row[] = [
    ...comparison.onlyFirst.map((before) => ({ kind: "removed", before, after: null }) as const),
    ...comparison.onlySecond.map((after) => ({ kind: "added", before: null, after }) as const),
    ...comparison.moved.map(({ from, to }) => ({ kind: "moved", before: from, after: to }) as const),
  ];
  const at = ({ before, after }: Row): PlanShowing => (before ?? after) as PlanShowing;
  rows.sort((a, b) => {
    const [x, y] = [at(a), at(b)];
    return x.date.localeCompare(y.date) || x.start - y.start || x.screen - y.screen;
  });
  const place = (showing: PlanShowing | null): string =>
    showing
      ? `${format.day(showing.date)}, ${wallClock(showing.start)} · ${screens.get(showing.screen) ?? showing.screen}`
      : "–";
  if (rows.length === 0) return <EmptyState title={t("compare.equal")}>{t("compare.equalHint")}</EmptyState>;
  return (
    <div className={classes.week}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("fields.film")}</th>
            <th scope="col" className={classes.words}>
              {t("compare.what")}
            </th>
            <th scope="col" className={classes.words}>
              {t("compare.first")}
            </th>
            <th scope="col" className={classes.words}>
              {t("compare.second")}
            </th>
            <th scope="col">{t("compare.expected")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.kind} ${row.before?.id} ${row.after?.id}`}>
              <th scope="row">{titleOf(at(row).film)}</th>
              <td className={classes.words}>
                <Tag tone={tones[row.kind]}>{t(`compare.kinds.${row.kind}`)}</Tag>
              </td>
              <td className={classes.words}>{place(row.before)}</td>
              <td className={classes.words}>{place(row.after)}</td>
              <td>{format.signed((row.after?.forecast?.mean ?? 0) - (row.before?.forecast?.mean ?? 0))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

export const ComparisonTotals = ({
  first,
  second,
  comparison,
  by,
}: ComparedProps & { readonly by: "films" | "days" }) => {
  const { t } = useTranslation("schedule");
  const format = useFormat();
  const titleOf = useTitle([...first.films, ...second.films]);
  const { all, films, days } = comparison.totals;
  const rows: readonly (PlanDifference & { readonly name: string })[] =
    by === "films"
      ? films.map((each) => ({ ...each, name: titleOf(each.film) }))
      : days.map((each) => ({ ...each, name: format.day(each.date) }));
  const cells = ({ first: before, second: after, difference, low, high }: PlanDifference) => (
    <>
      <td>{format.number(before.showings)}</td>
      <td>{format.number(after.showings)}</td>
      <td>{format.number(before.admissions)}</td>
      <td>{format.number(after.admissions)}</td>
      <td>
        <b>{format.signed(difference)}</b>
        {low < high && (
          <span>{t("compare.interval", { low: format.signed(low), high: format.signed(high) })}</span>
        )}
      </td>
    </>
  );
  return (
    <div className={classes.week}>
      <table>
        <thead>
          <tr>
            <th scope="col">{by === "films" ? t("fields.film") : t("fields.date")}</th>
            <th scope="col">{t("compare.showingsFirst")}</th>
            <th scope="col">{t("compare.showingsSecond")}</th>
            <th scope="col">{t("compare.admissionsFirst")}</th>
            <th scope="col">{t("compare.admissionsSecond")}</th>
            <th scope="col">{t("compare.change")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <th scope="row">{row.name}</th>
              {cells(row)}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t("week.all")}</th>
            {cells(all)}
          </tr>
        </tfoot>
      </table>
    </div>
  );
};
