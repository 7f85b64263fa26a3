/** The week, seen by film, by screen, by distributor, or as work for the staff. */
import { SegmentedControl } from "@mantine/core";
import { memo, useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "../schedule.module.css";
import { WeekDistributors } from "./week-distributors.tsx";
import { WeekOverview } from "./week-overview.tsx";
import { WeekScreens } from "./week-screens.tsx";
import { WeekStaff } from "./week-staff.tsx";
import type { WeekViewProps } from "./week-view-props.ts";

const views = ["films", "screens", "distributors", "staff"] as const;
type View = (typeof views)[number];

export const WeekView = memo((props: WeekViewProps) => {
  const { t } = useTranslation("schedule");
  const [view, setView] = useState<View>("films");
  return (
    <div className={classes.weekView}>
      <SegmentedControl
        aria-label={t("views.label")}
        size="xs"
        value={view}
        onChange={(next) => setView(next as View)}
        data={views.map((value) => ({ value, label: t(`views.${value}`) }))}
      />
      {view === "films" && <WeekOverview {...props} />}
      {view === "screens" && <WeekScreens {...props} />}
      {view === "distributors" && <WeekDistributors {...props} />}
      {view === "staff" && <WeekStaff {...props} />}
    </div>
  );
});
WeekView.displayName = "WeekView";
