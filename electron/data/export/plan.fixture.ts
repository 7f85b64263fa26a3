/** A week at a house of eight screens, placed by a fixed rule: for the tests of the exports. */
import { type PlanDocument, planDocument } from "../../../shared/domain/plan-document.ts";
import type { Candidate, House, IsoDate, ScheduledShowing } from "../../../shared/domain/slate.ts";

export const house: House = {
  venue: 1,
  name: "Marquee Eight",
  timeZone: "Europe/Berlin",
  opens: 600,
  lastStart: 1410,
  closes: 1590,
  trailers: 20,
  cleaning: 15,
  stagger: 5,
  grid: 15,
  screens: [
    { screen: 11, name: "Screen 1", capacity: 312, formats: ["2D", "3D", "IMAX"] },
    { screen: 12, name: "Screen 2", capacity: 220, formats: ["2D", "3D", "Dolby"] },
    { screen: 13, name: "Screen 3", capacity: 180, formats: ["2D", "3D"] },
    { screen: 14, name: "Screen 4", capacity: 150, formats: ["2D"] },
    { screen: 15, name: "Screen 5", capacity: 120, formats: ["2D"] },
    { screen: 16, name: "Screen 6", capacity: 96, formats: ["2D"] },
    { screen: 17, name: "Screen 7", capacity: 80, formats: ["2D"] },
    { screen: 18, name: "Screen 8", capacity: 54, formats: ["2D"] },
  ],
};

const film = (
  id: number,
  title: string,
  titleZh: string | null,
  runtime: number,
  rest: Partial<Candidate> = {},
): Candidate => ({
  film: id,
  title,
  titleZh,
  runtime,
  certificate: "12",
  distributor: "Northlight",
  releaseDate: "2026-10-23",
  formats: ["2D"],
  minShowsPerDay: 1,
  hasPoster: false,
  ...rest,
});

export const candidates: readonly Candidate[] = [
  film(1, "The Lantern Keepers", "守灯人", 134, { formats: ["2D", "IMAX"], minShowsPerDay: 3 }),
  film(2, "A Quiet Kind of Thunder over the Long Valley", "长谷上空静默的雷声", 118, {
    distributor: "Harbour",
  }),
  film(3, "Salt", "盐", 92, { certificate: "16", distributor: null }),
  film(4, "<script>alert('x')</script> & Sons", "尖括号“之子”", 101, { distributor: "=Formula Films" }),
  film(5, "Paper Rivers", "纸上的河", 156, { releaseDate: "2026-11-27", formats: ["2D", "Dolby"] }),
  film(6, "Eleven Minutes to Midnight", null, 88, { certificate: null, releaseDate: null }),
  film(7, "Moonrise Bakery", "月升面包房", 97, { certificate: "0", distributor: "Harbour" }),
];

export const daysFrom = (first: IsoDate): IsoDate[] =>
  Array.from({ length: 7 }, (_, day) =>
    new Date(Date.parse(`${first}T12:00:00Z`) + day * 86_400_000).toISOString().slice(0, 10),
  );

/** Each screen runs one after another from opening to its last start, the films in turn. */
const showingsOf = (days: readonly IsoDate[]): ScheduledShowing[] =>
  days.flatMap((date, day) =>
    house.screens.flatMap(({ screen }, row) => {
      const placed: ScheduledShowing[] = [];
      let start = house.opens + 15 * row;
      for (let turn = 0; start <= house.lastStart; turn++) {
        const next = candidates[(row + turn + day) % candidates.length] as Candidate;
        const clear = start + house.trailers + next.runtime + house.cleaning;
        if (clear <= house.closes)
          placed.push({
            id: `${date}-${row}-${turn}`,
            film: next.film,
            screen,
            date,
            start,
            locked: turn === 2,
          });
        start = Math.ceil(clear / 15) * 15;
      }
      return placed;
    }),
  );

export const planOf = (week: IsoDate, change: Partial<PlanDocument> = {}): PlanDocument => {
  const days = daysFrom(week);
  const showings = showingsOf(days);
  return {
    ...planDocument({
      id: "6e1f0f6e-6f7a-4a53-9d0a-6c7f1d2a9b10",
      version: 2,
      createdAt: new Date("2026-11-23T18:30:00Z"),
      note: "Draft for the Tuesday meeting",
      house,
      days,
      candidates,
      plan: {
        week,
        slate: candidates.map((candidate) => candidate.film),
        showings,
        forecast: showings.map(({ id, start, film: of }) => {
          const mean = 12 + ((start / 15) % 17) * 4 + of;
          return { id, mean, low: Math.round(mean * 7) / 10, high: Math.round(mean * 13.5) / 10 };
        }),
        proof: days.map((date) => ({ date, value: 1990, bound: 2000, gap: 0.005, seconds: 1.5 })),
        seconds: 10.5,
      },
      model: { id: "m1", name: "matrix-factorization" },
      assumptions: ["Attendance of the last 52 weeks"],
    }),
    ...change,
  };
};
