/** `compare <first-plan> <second-plan>`: two plans exported as JSON, show by show and in totals. */
import { comparePlans } from "../../../shared/domain/plan-comparison.ts";
import type { PlanDocument, PlanShowing } from "../../../shared/domain/plan-document.ts";
import { wallClock } from "../../../shared/domain/venue-time.ts";
import { unwrap } from "../../client/read.ts";
import type { Command } from "./job.ts";

const planOf = ({ id, version, week, note, house }: PlanDocument) => ({
  plan: id,
  version,
  week,
  venue: house.name,
  note,
});

export const comparePlanFiles: Command = async ({ clients, file }) => {
  const first = await unwrap(clients.data.readPlan({ file: file("first-plan") }));
  const second = await unwrap(clients.data.readPlan({ file: file("second-plan") }));
  const titles = new Map([...first.films, ...second.films].map(({ film, title }) => [film, title]));
  const screens = new Map(
    [...first.house.screens, ...second.house.screens].map(({ screen, name }) => [screen, name]),
  );
  const named = (showing: PlanShowing) => ({
    ...showing,
    title: titles.get(showing.film) ?? "",
    screenName: screens.get(showing.screen) ?? "",
  });
  const { onlyFirst, onlySecond, moved, same, totals } = comparePlans(first, second);
  const place = ({ date, start, screen }: PlanShowing): string =>
    `${date} ${wallClock(start)} ${screens.get(screen) ?? screen}`;
  const line = (showing: PlanShowing): string => `${place(showing)}  ${titles.get(showing.film) ?? ""}`;
  const { all } = totals;
  return {
    result: {
      first: planOf(first),
      second: planOf(second),
      onlyFirst: onlyFirst.map(named),
      onlySecond: onlySecond.map(named),
      moved: moved.map(({ from, to, changed }) => ({ from: named(from), to: named(to), changed })),
      same,
      totals: {
        ...totals,
        films: totals.films.map((each) => ({ ...each, title: titles.get(each.film) ?? "" })),
      },
    },
    summary: [
      ...onlyFirst.map((showing) => `- ${line(showing)}`),
      ...onlySecond.map((showing) => `+ ${line(showing)}`),
      ...moved.map(({ from, to }) => `> ${line(from)}  to  ${place(to)}`),
      `${same} showings are the same, ${moved.length} moved, ${onlyFirst.length} only in the first, ${onlySecond.length} only in the second.`,
      `Second less first: ${all.difference.toFixed(0)} admissions expected (${all.low.toFixed(0)} to ${all.high.toFixed(0)} in 8 of 10 cases).`,
    ].join("\n"),
  };
};
