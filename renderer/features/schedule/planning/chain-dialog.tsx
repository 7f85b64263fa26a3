/** Plans the week in every venue, and says how each of them went. */
import { Button, Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Venue } from "../../../../shared/contract/planning.ts";
import type { Objective } from "../../../../shared/domain/objective.ts";
import type { IsoDate } from "../../../../shared/domain/slate.ts";
import { useClients } from "../../../client/context.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { useFormat, useLocalName } from "../../../ui/format.ts";
import { changeSchedule } from "../draft/store.ts";
import classes from "../schedule.module.css";
import { forgetChain, planChain, useChain, type VenueState } from "./chain.ts";

interface ChainDialogProps {
  readonly venues: readonly Venue[];
  readonly week: IsoDate;
  readonly objective: Objective;
  readonly onClose: () => void;
}

export const ChainDialog = ({ venues, week, objective, onClose }: ChainDialogProps) => {
  const { t } = useTranslation("schedule");
  const format = useFormat();
  const localName = useLocalName();
  const clients = useClients();
  const run = useChain();
  const words = (at: VenueState): string => {
    switch (at.state) {
      case "planning":
        return t("chain.planning", { share: format.percent(at.share ?? 0) });
      case "planned":
        return t("chain.planned", {
          count: at.showings,
          showings: format.number(at.showings),
          admissions: format.number(at.admissions),
          gap: format.percent(at.gap, 1),
        });
      case "failed":
        return t("chain.failed");
      default:
        return t(`chain.${at.state}`);
    }
  };
  const open = (venue: Venue, of: IsoDate, at: VenueState): void => {
    const failure = at.state === "failed" ? { fault: at.fault, problem: null } : null;
    changeSchedule({ venue: venue.id, week: of, draft: null, failure });
    onClose();
  };
  const close = (): void => {
    if (!run?.cancel) forgetChain();
    onClose();
  };
  return (
    <Dialog title={t("chain.title", { week: format.day(run?.week ?? week) })} width={560} onClose={close}>
      <div className={classes.stack}>
        <p className={classes.hint}>{t("chain.hint")}</p>
        <ul className={classes.versions} aria-busy={run?.cancel ? true : undefined}>
          {(run?.venues ?? venues.map((venue) => ({ venue, at: null }))).map(({ venue, at }) => (
            <li key={venue.id}>
              <div>
                <strong>{localName(venue.name, venue.nameZh)}</strong>
                <p>
                  {at
                    ? words(at)
                    : t("chain.size", { screens: venue.screens, seats: format.number(venue.seats) })}
                </p>
              </div>
              {run && at && at.state !== "waiting" && at.state !== "planning" && at.state !== "stopped" && (
                <Button variant="default" onClick={() => open(venue, run.week, at)}>
                  {at.state === "failed" ? t("chain.why") : t("chain.open")}
                </Button>
              )}
            </li>
          ))}
        </ul>
        <Group justify="flex-end" gap="sm">
          {run?.cancel ? (
            <Button variant="default" onClick={run.cancel}>
              {t("chain.stop")}
            </Button>
          ) : run ? (
            <Button onClick={close}>{t("chain.done")}</Button>
          ) : (
            <>
              <Button variant="default" onClick={close}>
                {t("cancel")}
              </Button>
              <Button
                data-autofocus
                onClick={() =>
                  void planChain(
                    clients,
                    venues,
                    week,
                    objective,
                    t("chain.work", { week: format.day(week) }),
                  )
                }
              >
                {t("chain.start", { count: venues.length })}
              </Button>
            </>
          )}
        </Group>
      </div>
    </Dialog>
  );
};
