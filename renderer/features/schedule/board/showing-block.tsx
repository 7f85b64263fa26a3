/** One showing on the board: programme, trailers and cleaning as lighter edges, how full it is expected to be. */
import { IconAlertTriangleFilled, IconLockFilled, IconPencil } from "@tabler/icons-react";
import { type KeyboardEvent, memo, type PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import type { TimesOf } from "../../../../shared/domain/showing-times.ts";
import type { ScheduledShowing, ShowingForecast, ShowingTimes } from "../../../../shared/domain/slate.ts";
import { wallClock } from "../../../../shared/domain/venue-time.ts";
import { useFormat } from "../../../ui/format.ts";
import { hueStyle } from "../film-hues.ts";
import classes from "./board.module.css";
import { type BoardScale, timeToX } from "./board-geometry.ts";

type Hold = "locked" | "pencilled";
const holdOf = ({ locked, pencilled }: ScheduledShowing): Hold | undefined =>
  locked ? "locked" : pencilled ? "pencilled" : undefined;

interface ShowingBlockProps {
  readonly showing: ScheduledShowing;
  readonly timesOf: TimesOf;
  readonly scale: BoardScale;
  readonly title: string;
  readonly capacity: number;
  readonly hue: number;
  readonly forecast: ShowingForecast | undefined;
  /** Sentences of the rules it breaks; "" = none. */
  readonly conflict: string;
  readonly selected: boolean;
  /** It is being carried; its copy shows where it would go. */
  readonly lifted: boolean;
  readonly reachable: boolean;
  readonly onPointerDown: (event: PointerEvent, showing: ScheduledShowing) => void;
  readonly onFocus: (showing: ScheduledShowing) => void;
  readonly onKeyDown: (event: KeyboardEvent, showing: ScheduledShowing) => void;
}

export const ShowingBlock = memo((props: ShowingBlockProps) => {
  const { showing, timesOf, scale, title, capacity, forecast, conflict } = props;
  const { t } = useTranslation("schedule");
  const format = useFormat();
  const at = timesOf(showing);
  const times = clockSpan(at);
  const fill = forecast && capacity > 0 ? Math.min(1, forecast.mean / capacity) : 0;
  const label = [
    t("block.label", { title, times }),
    forecast &&
      t("block.forecast", {
        mean: format.number(forecast.mean),
        low: format.number(forecast.low),
        high: format.number(forecast.high),
        fill: format.percent(fill),
      }),
    showing.locked ? t("block.locked") : showing.pencilled && t("block.pencilled"),
    conflict,
  ]
    .filter(Boolean)
    .join(". ");
  return (
    <button
      type="button"
      className={classes.block}
      style={{
        ...hueStyle(props.hue),
        left: timeToX(scale, at.start),
        width: (at.clear - at.start) * scale.pixelsPerMinute - 1,
      }}
      data-showing={showing.id}
      data-conflict={conflict !== "" || undefined}
      data-hold={holdOf(showing)}
      data-lifted={props.lifted || undefined}
      aria-pressed={props.selected}
      aria-label={label}
      title={conflict || undefined}
      tabIndex={props.reachable ? 0 : -1}
      onPointerDown={(event) => props.onPointerDown(event, showing)}
      onFocus={() => props.onFocus(showing)}
      onKeyDown={(event) => props.onKeyDown(event, showing)}
    >
      <BlockFace {...{ at, scale, title, forecast, fill, hold: holdOf(showing) }} broken={conflict !== ""} />
    </button>
  );
});
ShowingBlock.displayName = "ShowingBlock";

const clockSpan = ({ start, end }: ShowingTimes): string => `${wallClock(start)}–${wallClock(end)}`;

interface BlockFaceProps {
  readonly at: ShowingTimes;
  readonly scale: BoardScale;
  readonly title: string;
  readonly forecast: ShowingForecast | undefined;
  readonly fill: number;
  readonly hold: Hold | undefined;
  readonly broken: boolean;
}

export const BlockFace = ({ at, scale, title, forecast, fill, hold, broken }: BlockFaceProps) => {
  const format = useFormat();
  return (
    <>
      <span
        className={classes.edge}
        data-side="start"
        style={{ width: (at.feature - at.start) * scale.pixelsPerMinute }}
      />
      <span
        className={classes.edge}
        data-side="end"
        style={{ width: (at.clear - at.end) * scale.pixelsPerMinute }}
      />
      <span className={classes.face}>
        <span className={classes.blockTitle}>
          {broken && <IconAlertTriangleFilled size={12} className={classes.broken} aria-hidden />}
          {hold === "locked" && <IconLockFilled size={11} aria-hidden />}
          {hold === "pencilled" && <IconPencil size={12} aria-hidden />}
          <span>{title}</span>
        </span>{" "}
        <span className={classes.blockTimes}>{clockSpan(at)}</span>{" "}
        {forecast && (
          <span className={classes.blockForecast}>
            <b>{format.number(forecast.mean)}</b> {format.number(forecast.low)}–{format.number(forecast.high)}
          </span>
        )}
      </span>
      <span className={classes.fill} style={{ width: `${fill * 100}%` }} />
    </>
  );
};
