/** Who keeps coming, who stops and why, and how far such forecasts are to be trusted. */
import { SegmentedControl, Select } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { usualWeeksAhead } from "../../../shared/contract/retention.ts";
import { faultOf } from "../../../shared/domain/fault.ts";
import { useClients } from "../../client/context.tsx";
import { useEditUndo } from "../../client/edits.ts";
import { useLibrary } from "../../client/library.ts";
import { LongReadState } from "../../client/long-read.tsx";
import { useRead } from "../../client/read.ts";
import { useTurnedNote } from "../../ui/edit/edit-notes.ts";
import { Page } from "../../ui/page.tsx";
import { Campaigns } from "./campaigns.tsx";
import { Check } from "./check.tsx";
import { Outlook } from "./outlook.tsx";
import { Reasons } from "./reasons.tsx";
import classes from "./retention.module.css";
import { isTooFew, TooFewWeeks } from "./too-few.tsx";

const views = ["outlook", "reasons", "check", "campaigns"] as const;
const queryKey = ["retention"];
const weekChoices = [4, 8, usualWeeksAhead, 26];

export const RetentionPage = () => {
  const { t } = useTranslation("retention");
  const navigate = useNavigate();
  const params = useParams();
  const view = views.find((each) => each === params.view) ?? "outlook";
  const { training } = useClients();
  const revision = useLibrary()?.counts.interactions;
  const [weeks, setWeeks] = useState(usualWeeksAhead);
  const [progress, setProgress] = useState<{ share: number; secondsLeft: number | null } | null>(null);
  const key = [...queryKey, weeks, revision];
  const read = useRead(
    key,
    async (signal) => (await training()).retention({ weeks }, { signal, onProgress: setProgress }),
    { enabled: view !== "campaigns" },
  );
  useEditUndo(useTurnedNote());
  const fault = read.error ? faultOf(read.error) : null;
  return (
    <Page
      title={t("title")}
      subtitle={t(`subtitle.${view}`)}
      actions={
        <>
          {view !== "campaigns" && (
            <Select
              aria-label={t("weeks.label")}
              size="sm"
              w={150}
              allowDeselect={false}
              value={String(weeks)}
              data={weekChoices.map((each) => ({
                value: String(each),
                label: t("weeks.next", { weeks: each }),
              }))}
              onChange={(next) => setWeeks(Number(next))}
            />
          )}
          <SegmentedControl
            aria-label={t("views.label")}
            value={view}
            onChange={(next) => void navigate(`/retention/${next}`)}
            data={views.map((each) => ({ value: each, label: t(`views.${each}`) }))}
          />
        </>
      }
    >
      {view === "campaigns" ? (
        <div className={classes.stack}>
          <Campaigns />
        </div>
      ) : isTooFew(fault) ? (
        <TooFewWeeks {...fault} />
      ) : (
        <LongReadState
          read={read}
          queryKey={key}
          namespace="retention"
          label={t("working")}
          share={progress?.share ?? null}
          secondsLeft={progress?.secondsLeft ?? null}
        >
          {(report) => (
            <div className={classes.stack}>
              {view === "outlook" && <Outlook report={report} />}
              {view === "reasons" && <Reasons report={report} />}
              {view === "check" && <Check report={report} />}
            </div>
          )}
        </LongReadState>
      )}
    </Page>
  );
};
