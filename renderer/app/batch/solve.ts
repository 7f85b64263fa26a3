/** `solve`: a self-contained scheduling instance, whoever made it (docs/instance-format.md). */
import { unwrap } from "../../client/read.ts";
import type { Command } from "./job.ts";

const defaultSeconds = 60;
const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;

export const solve: Command = async ({ clients, file, option, say }) => {
  const instance = await unwrap(clients.data.readInstance({ file: file("instance") }));
  const scheduling = await clients.scheduling();
  let last = 0;
  const result = await unwrap(
    scheduling.solve(
      { instance, seconds: option("limit", defaultSeconds) },
      {
        onProgress: ({ value, bound, gap, secondsLeft }) => {
          if (performance.now() - last < 500) return;
          last = performance.now();
          say(
            `${value?.toFixed(1) ?? "not every required showing placed yet"}, at most ${bound.toFixed(1)}: gap ${percent(gap)}, ${secondsLeft.toFixed(0)} s left`,
          );
        },
      },
    ),
  );
  const { schedule, value, bound, gap, seconds } = result;
  return {
    result,
    summary: [
      ...schedule.map(({ day, film, screen, start }) => `${day}  ${screen}  ${start}  ${film}`),
      `${schedule.length} showings worth ${value.toFixed(1)}; no schedule is worth more than ${bound.toFixed(1)}: within ${percent(gap)}, in ${seconds.toFixed(1)} s.`,
    ].join("\n"),
  };
};
