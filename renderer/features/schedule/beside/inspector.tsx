/** The selected showing: where it plays, what it is expected to draw and why, and what could be done better. */
import { Button, Group, Switch } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Edit } from "../../../../shared/domain/edits.ts";
import type { Conflict } from "../../../../shared/domain/schedule-rules.ts";
import { timesIn } from "../../../../shared/domain/showing-times.ts";
import type { ScheduledShowing, ShowingForecast, WeekProblem } from "../../../../shared/domain/slate.ts";
import { wallClock } from "../../../../shared/domain/venue-time.ts";
import { ConfidenceBar, Stat, Stats } from "../../../ui/figures.tsx";
import { useFormat } from "../../../ui/format.ts";
import { Facts } from "../../../ui/page.tsx";
import { Poster } from "../../../ui/poster.tsx";
import { ShowingFields } from "../board/showing-fields.tsx";
import classes from "../schedule.module.css";
import { useTitle } from "../words.ts";
import { ConflictList } from "./conflict-list.tsx";
import { Explained } from "./explained.tsx";
import { VersionField } from "./version-field.tsx";

interface InspectorProps {
  readonly problem: WeekProblem;
  readonly showings: readonly ScheduledShowing[];
  readonly showing: ScheduledShowing;
  readonly forecast: ShowingForecast | undefined;
  readonly conflicts: readonly Conflict[];
  readonly onEdit: (edit: Edit) => void;
  readonly onRemove: (showing: ScheduledShowing) => void;
}

export const Inspector = ({
  problem,
  showings,
  showing,
  forecast,
  conflicts,
  onEdit,
  onRemove,
}: InspectorProps) => {
  const { house, candidates } = problem;
  const { t } = useTranslation("schedule");
  const format = useFormat();
  const title = useTitle(candidates)(showing.film);
  const candidate = candidates.find(({ film }) => film === showing.film);
  const capacity = house.screens.find(({ screen }) => screen === showing.screen)?.capacity ?? 0;
  const times = timesIn(problem)(showing);
  return (
    <div className={classes.stack}>
      <header className={classes.film}>
        <Poster film={showing.film} title={title} hasPoster={candidate?.hasPoster ?? false} width={56} />
        <div>
          <h2>{title}</h2>
          <p>
            {[candidate && format.runtime(candidate.runtime), candidate?.certificate, candidate?.distributor]
              .filter(Boolean)
              .join(" · ")}
          </p>
        </div>
      </header>
      <ConflictList
        problem={problem}
        showings={showings}
        conflicts={conflicts.filter((conflict) => conflict.showings.includes(showing.id))}
        of={showing.id}
      />
      <ShowingFields
        problem={problem}
        value={showing}
        disabled={showing.locked}
        onChange={({ film, screen, date, start }) =>
          onEdit(
            film === showing.film
              ? { kind: "move", id: showing.id, screen, date, start }
              : {
                  kind: "together",
                  edits: [
                    { kind: "remove", id: showing.id },
                    { kind: "add", showing: { ...showing, film, version: undefined } },
                  ],
                },
          )
        }
      />
      <VersionField
        problem={problem}
        showing={showing}
        onChoose={(version) => onEdit({ kind: "version", id: showing.id, version })}
      />
      <Group justify="space-between">
        <Switch
          label={t("inspector.pencilled")}
          checked={showing.pencilled === true}
          disabled={showing.locked}
          onChange={() => onEdit({ kind: "pencil", id: showing.id, pencilled: !showing.pencilled })}
        />
        <Switch
          label={t("inspector.locked")}
          checked={showing.locked}
          onChange={() => onEdit({ kind: "lock", id: showing.id, locked: !showing.locked })}
        />
        <Button
          variant="default"
          leftSection={<IconTrash size={14} />}
          disabled={showing.locked}
          onClick={() => onRemove(showing)}
        >
          {t("inspector.remove")}
        </Button>
      </Group>
      <Facts
        facts={[
          [t("inspector.trailers"), wallClock(times.start)],
          [t("inspector.feature"), wallClock(times.feature)],
          [t("inspector.end"), wallClock(times.end)],
          [t("inspector.clear"), wallClock(times.clear)],
        ]}
      />
      {forecast && (
        <section className={classes.stack}>
          <Stats>
            <Stat
              label={t("inspector.expected")}
              value={format.number(forecast.mean)}
              hint={t("inspector.interval", {
                low: format.number(forecast.low),
                high: format.number(forecast.high),
              })}
            />
            <Stat
              label={t("inspector.fill")}
              value={format.percent(capacity > 0 ? Math.min(1, forecast.mean / capacity) : 0)}
              hint={t("inspector.ofSeats", { count: capacity, seats: format.number(capacity) })}
            />
          </Stats>
          <ConfidenceBar
            value={forecast.mean}
            low={forecast.low}
            high={forecast.high}
            min={0}
            max={Math.max(1, capacity)}
            label={t("inspector.intervalOf", {
              mean: format.number(forecast.mean),
              low: format.number(forecast.low),
              high: format.number(forecast.high),
              capacity: format.number(capacity),
            })}
          />
          <Explained problem={problem} showings={showings} showing={showing} onEdit={onEdit} />
        </section>
      )}
    </div>
  );
};
