/** What a visit does to how a film is liked, where viewers leave, and what to do about it for one film. */
import { Button, SegmentedControl } from "@mantine/core";
import { IconArmchair } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { type AnyFault, faultOf } from "../../../shared/domain/fault.ts";
import { useClients } from "../../client/context.tsx";
import { useEditUndo } from "../../client/edits.ts";
import { useLibrary } from "../../client/library.ts";
import { LongReadState } from "../../client/long-read.tsx";
import { useRead } from "../../client/read.ts";
import { useTurnedNote } from "../../ui/edit/edit-notes.ts";
import { Stat, Stats } from "../../ui/figures.tsx";
import { useFormat } from "../../ui/format.ts";
import { Page } from "../../ui/page.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { DropOffView } from "./drop-off.tsx";
import classes from "./experience.module.css";
import { FilmPlan } from "./film-plan.tsx";
import { WhatMatters } from "./what-matters.tsx";

const views = ["effects", "drop-off", "plan"] as const;
const queryKey = ["experience"];

interface TooFew extends AnyFault {
  readonly type: "TooFewVisits";
  readonly tickets: number;
  readonly matched: number;
  readonly rated: number;
  readonly needed: number;
}
const isTooFew = (fault: AnyFault | null): fault is TooFew => fault?.type === "TooFewVisits";

const TooFewVisits = ({ tickets, matched, rated, needed }: TooFew) => {
  const { t } = useTranslation("experience");
  const format = useFormat();
  const navigate = useNavigate();
  return (
    <EmptyState
      icon={<IconArmchair size={32} stroke={1.4} />}
      title={t("tooFew.title")}
      action={<Button onClick={() => void navigate("/import")}>{t("tooFew.import")}</Button>}
    >
      {t("tooFew.hint", {
        tickets: format.number(tickets),
        matched: format.number(matched),
        rated: format.number(rated),
        needed: format.number(needed),
      })}
    </EmptyState>
  );
};

export const ExperiencePage = () => {
  const { t } = useTranslation("experience");
  const format = useFormat();
  const navigate = useNavigate();
  const params = useParams();
  const view = views.find((each) => each === params.view) ?? "effects";
  const { training } = useClients();
  const revision = useLibrary()?.counts.interactions;
  const [progress, setProgress] = useState<{ share: number; secondsLeft: number | null } | null>(null);
  useEditUndo(useTurnedNote());
  const read = useRead([...queryKey, revision], async (signal) =>
    (await training()).experience({}, { signal, onProgress: setProgress }),
  );
  const fault = read.error ? faultOf(read.error) : null;
  return (
    <Page
      title={t("title")}
      subtitle={t(`subtitle.${view}`)}
      actions={
        <SegmentedControl
          aria-label={t("views.label")}
          value={view}
          onChange={(next) => void navigate(`/experience/${next}`)}
          data={views.map((each) => ({ value: each, label: t(`views.${each}`) }))}
        />
      }
    >
      {isTooFew(fault) ? (
        <TooFewVisits {...fault} />
      ) : (
        <LongReadState
          read={read}
          queryKey={[...queryKey, revision]}
          namespace="experience"
          label={t("working")}
          share={progress?.share ?? null}
          secondsLeft={progress?.secondsLeft ?? null}
        >
          {(report) => (
            <div className={classes.stack}>
              {view === "effects" && (
                <>
                  <Stats>
                    <Stat label={t("stats.tickets")} value={format.number(report.tickets)} />
                    <Stat label={t("stats.visits")} value={format.number(report.visits)} />
                    <Stat label={t("stats.rated")} value={format.number(report.rated)} />
                  </Stats>
                  <WhatMatters report={report} />
                </>
              )}
              {view === "drop-off" && <DropOffView report={report} />}
              {view === "plan" && <FilmPlan report={report} />}
            </div>
          )}
        </LongReadState>
      )}
    </Page>
  );
};
