/** What posters add where nobody has seen a film: measured when asked, without them, with them, and as the model decides. */
import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { PosterBenefit } from "../../../shared/contract/images.ts";
import { FigureTable } from "../../charts/table.tsx";
import { useClients } from "../../client/context.tsx";
import { longRun } from "../../client/long-run.ts";
import { unwrap } from "../../client/read.ts";
import { useFormat } from "../../ui/format.ts";
import { Panel } from "../../ui/page.tsx";
import { ProgressBar } from "../../ui/progress.tsx";
import { ErrorState } from "../../ui/states.tsx";
import classes from "./images.module.css";

interface Progress {
  readonly share: number;
  readonly secondsLeft: number | null;
}
const measuring = longRun<Progress, PosterBenefit>(({ share }) => share);

export const Benefit = () => {
  const { t } = useTranslation("images");
  const { training } = useClients();
  const { running, progress, cancel, outcome, failure } = measuring.useRun();
  const start = (): void =>
    void measuring.start(t("benefit.work"), async (hooks) =>
      unwrap((await training()).posterBenefit({}, hooks)),
    );
  return (
    <Panel
      title={t("benefit.heading")}
      actions={
        !running && (
          <Button variant="default" onClick={start}>
            {t(outcome ? "benefit.again" : "benefit.start")}
          </Button>
        )
      }
    >
      {running && (
        <ProgressBar
          label={t("benefit.work")}
          share={progress?.share ?? null}
          secondsLeft={progress?.secondsLeft ?? null}
          onCancel={cancel}
        />
      )}
      {failure && <ErrorState fault={failure} namespace="images" />}
      {!running && !failure && !outcome && <p className={classes.how}>{t("benefit.hint")}</p>}
      {!running && outcome && <Measured {...outcome} />}
    </Panel>
  );
};

const Measured = ({
  bySeed,
  without,
  with: pictured,
  decided,
  gain,
  decidedGain,
  members,
}: PosterBenefit) => {
  const { t } = useTranslation("images");
  const format = useFormat();
  const four = (value: number): string => format.number(value, 4);
  const gained = ({ mean, low, high }: PosterBenefit["gain"]): string =>
    t("benefit.gain", {
      mean: format.signed(mean, 4),
      low: format.signed(low, 4),
      high: format.signed(high, 4),
    });
  const verdict = gain.low > 0 ? "better" : gain.high < 0 ? "worse" : "open";
  return (
    <FigureTable
      title={t(`benefit.verdicts.${verdict}`)}
      description={t("benefit.method", {
        members: format.number(members),
        films: format.number(bySeed[0]?.cold ?? 0),
        seeds: bySeed.map(({ seed }) => seed).join(", "),
      })}
      columns={["using", "ndcg", "gained"].map((each) => ({ label: t(`benefit.columns.${each}`) }))}
      rows={[
        { key: "without", cells: [t("benefit.using.without"), four(without), ""] },
        { key: "with", cells: [t("benefit.using.with"), four(pictured), gained(gain)] },
        { key: "decided", cells: [t("benefit.using.decided"), four(decided), gained(decidedGain)] },
      ]}
    />
  );
};
