/** Where a carried showing would go, which rules it would break there and what it would change. */
import { IconAlertTriangleFilled } from "@tabler/icons-react";
import { useEffect, useEffectEvent, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { timesIn } from "../../../../shared/domain/showing-times.ts";
import type { ScheduledShowing, WeekProblem } from "../../../../shared/domain/slate.ts";
import { wallClock } from "../../../../shared/domain/venue-time.ts";
import { useFormat } from "../../../ui/format.ts";
import { useChange } from "../draft/worth.ts";
import { hueStyle } from "../film-hues.ts";
import { screenName, useTitle } from "../words.ts";
import classes from "./board.module.css";
import { type BoardScale, timeToX } from "./board-geometry.ts";
import type { OpenPlaces } from "./places.ts";
import { BlockFace } from "./showing-block.tsx";

interface CarriedBlockProps {
  readonly problem: WeekProblem;
  /** Of the day. */
  readonly showings: readonly ScheduledShowing[];
  readonly from: ScheduledShowing;
  readonly to: ScheduledShowing;
  readonly scale: BoardScale;
  /** Whether the note stands above the block, where below there is no room. */
  readonly above: boolean;
  readonly hue: number;
  readonly conflicts: readonly string[];
  readonly open: OpenPlaces | null;
  readonly onPlace: ((words: string) => void) | undefined;
}

/** How long a place waits for its worth before it is read out without. */
const patienceMs = 600;

export const CarriedBlock = ({
  problem,
  showings,
  from,
  to,
  scale,
  above,
  hue,
  conflicts,
  open,
  onPlace,
}: CarriedBlockProps) => {
  const { house, candidates } = problem;
  const { t } = useTranslation("schedule");
  const format = useFormat();
  const title = useTitle(candidates)(to.film);
  const at = timesIn(problem)(to);
  const after = useMemo(
    () => showings.map((showing) => (showing.id === to.id ? to : showing)),
    [showings, to],
  );
  const still = from.screen === to.screen && from.start === to.start;
  const known = open?.changeAt(to.screen, to.start);
  const asked = useChange(problem, showings, still || known !== undefined ? null : after);
  const change = known ?? asked;
  const place = `${screenName(house, to.screen)} · ${wallClock(to.start)}`;
  const effect = still
    ? t("carried.still")
    : change === null
      ? t("carried.computing")
      : t("carried.change", { count: Math.round(change), change: format.signed(change) });
  const announce = useEffectEvent(() => onPlace?.([place, effect, ...conflicts].join(". ")));
  const placed = useRef(to);
  const settled = still || change !== null;
  useEffect(() => {
    // Where it was picked up is known; saying it would cut off how to go on.
    if (placed.current === to) return;
    const timer = setTimeout(announce, settled ? 0 : patienceMs);
    return () => clearTimeout(timer);
  }, [to, settled]);
  return (
    <div
      className={classes.block}
      data-carried
      data-conflict={conflicts.length > 0 || undefined}
      style={{
        ...hueStyle(hue),
        left: timeToX(scale, at.start),
        width: (at.clear - at.start) * scale.pixelsPerMinute - 1,
      }}
    >
      <BlockFace
        {...{ at, scale, title }}
        forecast={undefined}
        fill={0}
        hold={undefined}
        broken={conflicts.length > 0}
      />
      <div className={classes.note} data-above={above || undefined}>
        <div className={classes.noteLine}>
          <strong>{place}</strong>
          <span data-sign={change === null ? undefined : Math.sign(Math.round(change))}>{effect}</span>
        </div>
        {conflicts.map((words) => (
          <div key={words} className={classes.noteConflict}>
            <IconAlertTriangleFilled size={12} aria-hidden />
            {words}
          </div>
        ))}
      </div>
    </div>
  );
};
