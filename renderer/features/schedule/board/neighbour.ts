/** The showing that an arrow key leads to: the next in the room, or the nearest in time on the next screen that has any. */
import type { House, ScheduledShowing } from "../../../../shared/domain/slate.ts";

export const neighbour = (
  { screens }: Pick<House, "screens">,
  showings: readonly ScheduledShowing[],
  from: ScheduledShowing,
  arrow: string,
): ScheduledShowing | undefined => {
  if (arrow === "ArrowLeft" || arrow === "ArrowRight") {
    const room = showings
      .filter(({ screen }) => screen === from.screen)
      .sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1));
    return room[room.findIndex(({ id }) => id === from.id) + (arrow === "ArrowLeft" ? -1 : 1)];
  }
  const down = arrow === "ArrowDown" ? 1 : -1;
  const row = screens.findIndex(({ screen }) => screen === from.screen);
  for (let next = row + down; next >= 0 && next < screens.length; next += down) {
    const room = showings.filter(({ screen }) => screen === screens[next]?.screen);
    if (room.length > 0)
      return room.reduce((nearest, showing) =>
        Math.abs(showing.start - from.start) < Math.abs(nearest.start - from.start) ? showing : nearest,
      );
  }
  return undefined;
};
