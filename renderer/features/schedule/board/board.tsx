/**
 * Screens down, the day's time right. Showings move by pointer or keys: arrows walk from showing to showing, Enter picks
 * one up, arrows then move it over screens and grid times, Enter drops it, Escape puts it back.
 */
import { useElementSize, useMergedRef } from "@mantine/hooks";
import { type KeyboardEvent, memo, useCallback, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { type Conflict, conflictsOfMove } from "../../../../shared/domain/schedule-rules.ts";
import { timesIn } from "../../../../shared/domain/showing-times.ts";
import type { ScheduledShowing, ShowingForecast, WeekProblem } from "../../../../shared/domain/slate.ts";
import { wallClock } from "../../../../shared/domain/venue-time.ts";
import { useFormat } from "../../../ui/format.ts";
import { useConflictWords, useTitle } from "../words.ts";
import classes from "./board.module.css";
import { boardScale, boardWidth, type Place, snapToGrid, timeToX, xToTime } from "./board-geometry.ts";
import type { MenuPoint } from "./board-menu.tsx";
import { CarriedBlock } from "./carried-block.tsx";
import { useCarry } from "./carry.ts";
import { neighbour } from "./neighbour.ts";
import { openSpans } from "./open-spans.ts";
import { useOpenPlaces } from "./places.ts";
import { ShowingBlock } from "./showing-block.tsx";

export interface BoardActions {
  readonly select: (id: string | null) => void;
  readonly move: (showing: ScheduledShowing, place: Place) => void;
  readonly togglePencil: (showing: ScheduledShowing) => void;
  readonly toggleLock: (showing: ScheduledShowing) => void;
  readonly remove: (showing: ScheduledShowing) => void;
  readonly add: (screen: number, start: number) => void;
  /** The showing that waits for another to exchange films with. */
  readonly swapping: string | null;
  readonly swap: (showing: ScheduledShowing | null) => void;
  readonly lockFilm: (showing: ScheduledShowing) => void;
  readonly fill: () => void;
  readonly copyDay: () => void;
  readonly openMenu: (at: MenuPoint) => void;
  readonly announce: (words: string) => void;
}

interface BoardProps {
  readonly problem: WeekProblem;
  /** Of one day. */
  readonly showings: readonly ScheduledShowing[];
  readonly forecast: ReadonlyMap<string, ShowingForecast>;
  readonly conflicts: readonly Conflict[];
  readonly hues: ReadonlyMap<number, number>;
  readonly selected: string | null;
  /** Absent while a plan is being made: the board only shows. */
  readonly actions: BoardActions | null;
}

const axisHeight = 26;
const railWidth = 132;
const leastRow = 58;
const greatestRow = 92;

export const Board = memo(
  ({ problem, showings, forecast, conflicts, hues, selected, actions }: BoardProps) => {
    const { house, candidates } = problem;
    const { t } = useTranslation("schedule");
    const format = useFormat();
    const titleOf = useTitle(candidates);
    const wordsOf = useConflictWords(house, titleOf, problem.rules);
    const { ref: sizeRef, width, height } = useElementSize<HTMLDivElement>();
    const scroller = useRef<HTMLDivElement>(null);
    const scrollerRef = useMergedRef(scroller, sizeRef);
    const rowHeight = Math.min(
      greatestRow,
      Math.max(leastRow, Math.floor((height - axisHeight) / Math.max(1, house.screens.length))),
    );
    const scale = useMemo(
      () => boardScale(house, Math.max(0, width - railWidth), rowHeight),
      [house, width, rowHeight],
    );
    const carry = useCarry({
      house,
      scale,
      scroller,
      onDrop: (showing, place) => actions?.move(showing, place),
    });
    const moved = useMemo((): ScheduledShowing | null => {
      if (!carry.carried) return null;
      const { showing, place } = carry.carried;
      return { ...showing, start: place.start, screen: house.screens[place.row]?.screen ?? showing.screen };
    }, [carry.carried, house]);
    const open = useOpenPlaces(problem, showings, carry.carried?.showing ?? null);
    const movedConflicts = useMemo(
      () => (moved ? conflictsOfMove(house, candidates, showings, moved, problem) : []),
      [house, candidates, showings, moved, problem],
    );
    const byId = useMemo(() => new Map(showings.map((showing) => [showing.id, showing])), [showings]);
    const sentence = useMemo(() => {
      // While something is carried, most conflicts stay as they are: each is worded once.
      const worded = new Map<string, WeakMap<Conflict, string>>();
      return (conflict: Conflict, id: string): string => {
        const ofShowing = worded.get(id) ?? new WeakMap<Conflict, string>();
        worded.set(id, ofShowing);
        const known = ofShowing.get(conflict);
        if (known !== undefined) return known;
        const others = conflict.showings.flatMap((other) => (other === id ? [] : (byId.get(other) ?? [])));
        const words = wordsOf(conflict, others);
        ofShowing.set(conflict, words);
        return words;
      };
    }, [byId, wordsOf]);
    const shown = moved
      ? [...conflicts.filter((conflict) => !conflict.showings.includes(moved.id)), ...movedConflicts]
      : conflicts;
    const conflictOf = (id: string): string =>
      shown
        .filter((conflict) => conflict.showings.includes(id))
        .map((conflict) => sentence(conflict, id))
        .join(" ");

    const focusOn = (id: string): void =>
      scroller.current?.querySelector<HTMLElement>(`[data-showing="${CSS.escape(id)}"]`)?.focus();
    const goToBest = (): void => {
      const best = open?.all.toSorted((a, b) => b.change - a.change)[0];
      if (!best) actions?.announce(t(open ? "board.noPlace" : "carried.computing"));
      else
        carry.goTo({
          row: house.screens.findIndex(({ screen }) => screen === best.screen),
          start: best.start,
        });
    };

    const removeOne = (showing: ScheduledShowing): void => {
      const next =
        neighbour(house, showings, showing, "ArrowLeft") ?? neighbour(house, showings, showing, "ArrowRight");
      actions?.remove(showing);
      if (next && !showing.locked) focusOn(next.id);
    };
    const choose = (showing: ScheduledShowing): void => {
      if (carry.carried) carry.drop();
      else if (actions?.swapping != null) actions.swap(showing);
      else if (showing.locked) actions?.announce(t("board.lockedFirst"));
      else {
        carry.pickUp(showing);
        actions?.announce(t("board.pickedUp"));
      }
    };
    /** Null where the key means nothing now. */
    const actionOf = (key: string, showing: ScheduledShowing, acts: BoardActions): (() => void) | null => {
      if (key === "Enter" || key === " ") return () => choose(showing);
      if (carry.carried) {
        if (key === "b") return goToBest;
        return key === "Escape"
          ? () => {
              carry.release();
              acts.announce(t("board.putBack"));
            }
          : null;
      }
      switch (key) {
        case "Escape":
          return acts.swapping === null ? null : () => acts.swap(null);
        case "l":
          return () => acts.toggleLock(showing);
        case "p":
          return () => acts.togglePencil(showing);
        case "L":
          return () => acts.lockFilm(showing);
        case "s":
          return () => acts.swap(showing);
        case "f":
          return acts.fill;
        case "c":
          return acts.copyDay;
        case "a":
        case "Insert":
          return () => acts.add(showing.screen, showing.start);
        case "Delete":
        case "Backspace":
          return () => removeOne(showing);
        default:
          return null;
      }
    };

    const onKeys = (event: KeyboardEvent, showing: ScheduledShowing): void => {
      if (!actions || event.ctrlKey || event.metaKey || event.altKey) return;
      const steps = event.shiftKey ? 4 : 1;
      const arrows: Readonly<Record<string, readonly [number, number]>> = {
        ArrowUp: [-1, 0],
        ArrowDown: [1, 0],
        ArrowLeft: [0, -steps],
        ArrowRight: [0, steps],
      };
      const arrow = arrows[event.key];
      if (arrow && carry.carried) carry.step(...arrow);
      else if (arrow) {
        const next = neighbour(house, showings, showing, event.key);
        if (next) focusOn(next.id);
      } else {
        // A letter means the same with caps lock on; only Shift makes it another.
        const key = event.key.length === 1 && !event.shiftKey ? event.key.toLowerCase() : event.key;
        const act = actionOf(key, showing, actions);
        if (!act) return;
        act();
      }
      event.preventDefault();
      event.stopPropagation();
    };
    const onContextMenu = (event: React.MouseEvent): void => {
      if (!actions) return;
      event.preventDefault();
      const block = (event.target as HTMLElement).closest<HTMLElement>("[data-showing]");
      if (block) actions.select(block.dataset.showing ?? null);
      actions.openMenu({ x: event.clientX, y: event.clientY, onShowing: block !== null });
    };

    // Blocks are drawn again only when their own showing changes, so their handlers must stay the same.
    const handlers = useRef({ grab: carry.grab, onKeys, actions });
    handlers.current = { grab: carry.grab, onKeys, actions };
    const onPointerDown = useCallback((event: React.PointerEvent, showing: ScheduledShowing) => {
      const { actions: acts, grab } = handlers.current;
      if (event.button !== 0 || !acts) return;
      if (acts.swapping === null) grab(event, showing);
      else acts.swap(showing);
    }, []);
    const onFocus = useCallback(
      (showing: ScheduledShowing) => handlers.current.actions?.select(showing.id),
      [],
    );
    const onKeyDown = useCallback(
      (event: KeyboardEvent, showing: ScheduledShowing) => handlers.current.onKeys(event, showing),
      [],
    );

    const reachable = selected !== null && byId.has(selected) ? selected : showings[0]?.id;
    const hours = Array.from({ length: (scale.to - scale.from) / 60 }, (_, hour) => scale.from + hour * 60);
    const timesOf = timesIn(problem);
    const dayWidth = boardWidth(scale);

    return (
      <div className={classes.scroller} ref={scrollerRef} data-carrying={carry.carried?.by}>
        <div className={classes.axis} style={{ width: railWidth + dayWidth, height: axisHeight }} aria-hidden>
          <span className={classes.corner} style={{ width: railWidth }} />
          {hours.map((hour) => (
            <span key={hour} className={classes.hour} style={{ left: railWidth + timeToX(scale, hour) }}>
              {wallClock(hour)}
            </span>
          ))}
        </div>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: what happens inside bubbles up; its blocks are the controls. */}
        <div
          className={classes.rows}
          onContextMenu={onContextMenu}
          onPointerMove={carry.drag}
          onPointerUp={carry.letGo}
          onPointerCancel={carry.release}
          style={{ width: railWidth + dayWidth }}
        >
          {house.screens.map((screen, row) => (
            <div key={screen.screen} className={classes.row} style={{ height: rowHeight }}>
              <div className={classes.rail} style={{ width: railWidth }}>
                <strong>{screen.name}</strong>
                <span>
                  {t("board.seats", { count: screen.capacity, seats: format.number(screen.capacity) })}
                  {" · "}
                  {screen.formats.join(" ")}
                </span>
              </div>
              <ul
                className={classes.lane}
                aria-label={t("board.screen", { name: screen.name, seats: format.number(screen.capacity) })}
                style={
                  { width: dayWidth, "--hour": `${60 * scale.pixelsPerMinute}px` } as React.CSSProperties
                }
                onDoubleClick={(event) => {
                  if (event.target !== event.currentTarget) return;
                  actions?.add(screen.screen, snapToGrid(house, xToTime(scale, event.nativeEvent.offsetX)));
                }}
              >
                {open &&
                  openSpans(open.all, screen.screen, house).map(({ from, to, gains }) => (
                    <li
                      key={from}
                      aria-hidden
                      className={classes.open}
                      data-gains={gains || undefined}
                      style={{ left: timeToX(scale, from), width: (to - from) * scale.pixelsPerMinute }}
                    />
                  ))}
                {showings
                  .filter((showing) => showing.screen === screen.screen)
                  .map((showing) => (
                    <li key={showing.id}>
                      <ShowingBlock
                        showing={showing}
                        timesOf={timesOf}
                        scale={scale}
                        title={titleOf(showing.film)}
                        capacity={screen.capacity}
                        hue={hues.get(showing.film) ?? 0}
                        forecast={forecast.get(showing.id)}
                        conflict={conflictOf(showing.id)}
                        selected={showing.id === selected}
                        lifted={showing.id === moved?.id || showing.id === actions?.swapping}
                        reachable={showing.id === reachable}
                        onPointerDown={onPointerDown}
                        onFocus={onFocus}
                        onKeyDown={onKeyDown}
                      />
                    </li>
                  ))}
                {moved?.screen === screen.screen && carry.carried && (
                  <li>
                    <CarriedBlock
                      problem={problem}
                      showings={showings}
                      from={carry.carried.showing}
                      to={moved}
                      scale={scale}
                      above={row > house.screens.length / 2}
                      hue={hues.get(moved.film) ?? 0}
                      conflicts={movedConflicts.map((conflict) => sentence(conflict, moved.id))}
                      open={open}
                      onPlace={actions?.announce}
                    />
                  </li>
                )}
              </ul>
            </div>
          ))}
        </div>
      </div>
    );
  },
);
Board.displayName = "Board";
