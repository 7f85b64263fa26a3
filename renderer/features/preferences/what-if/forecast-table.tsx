/** Groups by variants: the share expected of each, its range, and what changed against the film as it is. */
import { useTranslation } from "react-i18next";
import type { ForecastShare, OpenedWhatIf } from "../../../../shared/contract/what-if.ts";
import { ConfidenceBar } from "../../../ui/figures.tsx";
import { useFormat } from "../../../ui/format.ts";
import { Suppressed } from "../../../ui/states.tsx";
import type { Column } from "./variants.ts";
import classes from "./what-if.module.css";

export const measures = ["choice", "like"] as const;
export type Measure = (typeof measures)[number];

interface Chosen {
  readonly key: number;
  readonly group: number;
}
interface ForecastTableProps {
  readonly title: string;
  readonly opened: OpenedWhatIf;
  readonly columns: readonly Column[];
  readonly groupNames: readonly string[];
  readonly measure: Measure;
  readonly chosen: Chosen;
  readonly onChoose: (chosen: Chosen) => void;
}

export const ForecastTable = (props: ForecastTableProps) => {
  const { title, opened, columns, groupNames, measure, chosen, onChoose } = props;
  const { t } = useTranslation("what-if");
  const format = useFormat();
  const shares = columns.flatMap(({ forecast }) => forecast?.groups.map((group) => group[measure]) ?? []);
  const most = Math.max(...shares.map(({ high }) => high), 0.01);
  return (
    <div className={classes.table} tabIndex={0} role="region" aria-label={title}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("group")}</th>
            {columns.map(({ variant, name }) => (
              <th
                key={variant?.key ?? "asItIs"}
                scope="col"
                data-chosen={variant !== null && variant.key === chosen.key}
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {opened.groups.map(({ segment, members }, g) => (
            <tr key={segment ?? "everybody"}>
              <th scope="row">
                {groupNames[g]}
                <span className={classes.size}>{format.number(members)}</span>
              </th>
              {columns.map(({ variant, forecast }) => {
                const share = forecast?.groups[g]?.[measure];
                return (
                  <td key={variant?.key ?? "asItIs"}>
                    {!share ? (
                      "…"
                    ) : variant ? (
                      <button
                        type="button"
                        aria-pressed={variant.key === chosen.key && g === chosen.group}
                        onClick={() => onChoose({ key: variant.key, group: g })}
                      >
                        <Share share={share} most={most} />
                      </button>
                    ) : (
                      <div className={classes.asItIs}>
                        <Share share={share} most={most} />
                      </div>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {opened.kept > 0 && (
        <p className={classes.kept}>
          {t("kept", { count: opened.kept, n: format.number(opened.kept) })} <Suppressed compact />
        </p>
      )}
    </div>
  );
};

const Share = ({ share, most }: { readonly share: ForecastShare; readonly most: number }) => {
  const { t } = useTranslation("what-if");
  const format = useFormat();
  const { value, low, high, change } = share;
  const figures = {
    share: format.percent(value, 1),
    low: format.percent(low, 1),
    high: format.percent(high, 1),
  };
  const certain = change !== null && (change.low > 0 || change.high < 0);
  return (
    <span className={classes.share}>
      <b>{figures.share}</b>
      {change && (
        <span
          className={classes.change}
          data-certain={certain}
          title={t("change", {
            points: format.signed(100 * change.value, 1),
            low: format.signed(100 * change.low, 1),
            high: format.signed(100 * change.high, 1),
          })}
        >
          {t("points", { n: format.signed(100 * change.value, 1) })}
        </span>
      )}
      <ConfidenceBar value={value} low={low} high={high} min={0} max={most} label={t("interval", figures)} />
    </span>
  );
};
