/** A showing carried over the board, by pointer or by keys, until it is dropped or put back. */
import { type PointerEvent, type RefObject, useRef, useState } from "react";
import type { House, ScheduledShowing } from "../../../../shared/domain/slate.ts";
import { type BoardScale, draggedTo, type Place } from "./board-geometry.ts";

export interface Carried {
  readonly showing: ScheduledShowing;
  readonly place: Place;
  readonly by: "pointer" | "keys";
}

interface Grip {
  readonly showing: ScheduledShowing;
  readonly origin: Place;
  readonly x: number;
  readonly y: number;
  readonly scrollLeft: number;
}

const leastDrag = 4;
const scrollEdge = 28;
const scrollStep = 14;

interface CarryOptions {
  readonly house: House;
  readonly scale: BoardScale;
  readonly scroller: RefObject<HTMLElement | null>;
  readonly onDrop: (showing: ScheduledShowing, place: Place) => void;
}

export const useCarry = ({ house, scale, scroller, onDrop }: CarryOptions) => {
  const [carried, setCarried] = useState<Carried | null>(null);
  const grip = useRef<Grip | null>(null);
  const rows = house.screens.length;
  const placeOf = (showing: ScheduledShowing): Place => ({
    row: house.screens.findIndex(({ screen }) => screen === showing.screen),
    start: showing.start,
  });
  const release = (): void => {
    grip.current = null;
    setCarried(null);
  };
  const drop = (): void => {
    if (carried) onDrop(carried.showing, carried.place);
    release();
  };

  return {
    carried,
    drop,
    release,
    pickUp: (showing: ScheduledShowing): void => setCarried({ showing, place: placeOf(showing), by: "keys" }),
    /** Moves what keys carry by screens and grid steps. */
    step: (down: number, right: number): void => {
      if (!carried) return;
      const dx = right * house.grid * scale.pixelsPerMinute;
      const place = draggedTo(house, scale, rows, carried.place, dx, down * scale.rowHeight);
      setCarried({ ...carried, place });
    },
    /** Takes what keys carry to a place at once. */
    goTo: (place: Place): void => setCarried((now) => now && { ...now, place }),
    grab: (event: PointerEvent, showing: ScheduledShowing): void => {
      if (event.button !== 0 || showing.locked) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      grip.current = {
        showing,
        origin: placeOf(showing),
        x: event.clientX,
        y: event.clientY,
        scrollLeft: scroller.current?.scrollLeft ?? 0,
      };
    },
    drag: (event: PointerEvent): void => {
      const held = grip.current;
      if (!held) return;
      const area = scroller.current;
      if (area) {
        const { left, right } = area.getBoundingClientRect();
        if (event.clientX > right - scrollEdge) area.scrollLeft += scrollStep;
        else if (event.clientX < left + scrollEdge) area.scrollLeft -= scrollStep;
      }
      const dx = event.clientX - held.x + (area?.scrollLeft ?? 0) - held.scrollLeft;
      const dy = event.clientY - held.y;
      if (!carried && Math.hypot(dx, dy) < leastDrag) return;
      const place = draggedTo(house, scale, rows, held.origin, dx, dy);
      if (carried && carried.place.row === place.row && carried.place.start === place.start) return;
      setCarried({ showing: held.showing, place, by: "pointer" });
    },
    letGo: (): void => {
      if (carried?.by === "pointer") drop();
      else grip.current = null;
    },
  };
};
