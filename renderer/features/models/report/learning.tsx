/** How the model learned, epoch by epoch, and what more ratings would bring. */
import { Button } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { CurvePoint } from "../../../../shared/contract/learning-curve.ts";
import type { ModelCard } from "../../../../shared/contract/training.ts";
import { BandChart } from "../../../charts/band-chart.tsx";
import { useClients } from "../../../client/context.tsx";
import { useFormat } from "../../../ui/format.ts";
import { Columns } from "../../../ui/page.tsx";
import { ProgressBar } from "../../../ui/progress.tsx";
import { ErrorState } from "../../../ui/states.tsx";
import { LossChart } from "../loss-chart.tsx";
import classes from "../models.module.css";
import { drawCurve, useCurves } from "./curve-run.ts";
import { useFigureWords } from "./figure-words.ts";

export const Learning = ({ card }: { readonly card: ModelCard }) => {
  const { t } = useTranslation("evaluation");
  const clients = useClients();
  const { curves, running, failure } = useCurves();
  const points = curves.get(card.id) ?? [];
  const mine = running?.model === card.id ? running : null;
  const name = t(`models:names.${card.name}`);
  return (
    <div className={classes.stack}>
      {card.curve.length > 0 ? <LossChart curve={card.curve} /> : <p>{t("models:loss.none")}</p>}
      {points.length > 0 && <Curve points={points} />}
      {mine && (
        <ProgressBar
          label={t("curve.running")}
          share={mine.share}
          secondsLeft={mine.secondsLeft}
          detail=""
          onCancel={mine.cancel}
        />
      )}
      {failure?.model === card.id && <ErrorState fault={failure.fault} namespace="models" />}
      {!mine && (
        <div>
          <Button
            variant="default"
            disabled={running !== null}
            onClick={() => void drawCurve(clients, card, t("curve.work", { name }))}
          >
            {t(points.length > 0 ? "curve.again" : "curve.draw")}
          </Button>
          <p className={classes.hint}>{t("curve.hint")}</p>
        </div>
      )}
    </div>
  );
};

const Curve = ({ points }: { readonly points: readonly CurvePoint[] }) => {
  const { t } = useTranslation("evaluation");
  const format = useFormat();
  const words = useFigureWords();
  const specs = useMemo(
    () =>
      (["rmse", "ndcg@10"] as const).flatMap((metric) => {
        const measured = points.flatMap(({ ratings, metrics }) => {
          const figure = metrics[metric];
          return figure ? [{ ratings, ...figure }] : [];
        });
        if (measured.length === 0) return [];
        const name = t(`models:metrics.${metric}.name`);
        return [
          {
            title: t("curve.title", { metric: name }),
            description: t("curve.description"),
            x: {
              label: t("curve.ratings"),
              format: (value: number | string) => format.compact(Number(value)),
            },
            y: { label: name, format: (value: number | string) => words.value(metric, Number(value)) },
            series: [
              { name, points: measured.map(({ ratings, value }) => ({ x: ratings, y: value })) },
              {
                name: t("curve.low"),
                points: measured.map(({ ratings, interval }) => ({ x: ratings, y: interval?.[0] ?? null })),
              },
              {
                name: t("curve.high"),
                points: measured.map(({ ratings, interval }) => ({ x: ratings, y: interval?.[1] ?? null })),
              },
            ],
          },
        ];
      }),
    [points, t, format, words],
  );
  return (
    <Columns min={300}>
      {specs.map((spec) => (
        <BandChart key={spec.title} spec={spec} height={240} />
      ))}
    </Columns>
  );
};
