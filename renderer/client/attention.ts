/**
 * A library's own allocation: the films that a venue's weeks are planned with, whom they may still bring, and what there is to tell them by.
 *   P_fsw = (1 − κ Σ_w D_fw / Σ_s L_fs) L_fs D_fw / Σ_w D_fw,  L_fs = n_s ℓ_fs,  at least 0
 * n members and ℓ the share of them predicted to like the film who do not know it yet, D what the plan (without one the outlook) expects,
 * κ the part of past admissions whose tickets are members': nobody is counted twice, and whoever comes anyway not at all.
 * Segments are made to share no member: the smallest has whom several hold. People who are no members are not counted.
 */
import {
  type AllocationInstance,
  allocationFormat,
  allocationFormatVersion,
  potentialOf,
} from "../../shared/domain/allocation-instance.ts";
import { type AttentionWish, usualWish } from "../../shared/domain/attention-means.ts";
import { intervalZ } from "../../shared/domain/intervals.ts";
import { measuredStrength } from "../../shared/domain/measured-strength.ts";
import type { PlanDocument } from "../../shared/domain/plan-document.ts";
import type { IsoDate, WeekProblem } from "../../shared/domain/slate.ts";
import type { Clients } from "./client.ts";
import { withOutlook } from "./outlook.ts";
import { type PredictedAudiences, predictedAudiences } from "./overlaps.ts";
import { unwrap } from "./read.ts";
import { addDays } from "./slates.ts";

export interface AttentionFilm {
  readonly film: number;
  readonly title: string;
  readonly titleZh: string | null;
  /** Expected without promotion, by week: of the plan or the outlook. */
  readonly expected: readonly number[];
}
export interface AttentionBase {
  readonly week: IsoDate;
  /** What each week's films come from: the latest plan that is kept of it, or what is forecast without one. */
  readonly weeks: readonly {
    readonly week: IsoDate;
    readonly plan: { readonly id: string; readonly version: number } | null;
  }[];
  readonly films: readonly AttentionFilm[];
  readonly segments: readonly {
    readonly id: string;
    readonly name: string;
    readonly nameZh: string | null;
    readonly members: number;
  }[];
  readonly model: string | null;
  /** κ: the part of past admissions whose tickets are members'. */
  readonly membersPart: number;
  readonly wish: AttentionWish;
  readonly instance: AllocationInstance;
}

export const othersId = "others";
/** Seconds at most, and how far from the best possible it may end. */
export const usualSearch = { seconds: 10, gap: 0.005 } as const;
const likeOfNobody = 0.5;
/** Of those who like one film, how many times as many as of all like the other: from here on films are for the same people. */
const rivalsFrom = 1.15;

interface Cell {
  readonly id: string;
  readonly name: string;
  readonly nameZh: string | null;
  readonly members: readonly number[] | null; // null: everybody else
  readonly size: number;
}

/** Segments without shared members, none below the minimum; who is left are the others. */
const cellsOf = async ({ data }: Clients, minimum: number, signal?: AbortSignal): Promise<Cell[]> => {
  const { segments } = await unwrap(data.listSegments({}, { signal }));
  const info = await unwrap(data.libraryInfo({}, { signal }));
  const taken = new Set<number>();
  const cells: Cell[] = [];
  for (const { id, name, nameZh, members } of segments
    .filter((segment) => segment.members !== null)
    .sort((a, b) => (a.members ?? 0) - (b.members ?? 0))) {
    if (members === null) continue;
    const listed = await data.segmentMembers({ segment: id }, { signal });
    if (!listed.ok) continue;
    const own = [...listed.value.members].filter((member) => !taken.has(member));
    if (own.length < minimum) continue;
    for (const member of own) taken.add(member);
    cells.push({ id: String(id), name, nameZh, members: own, size: own.length });
  }
  const left = info.counts.members - taken.size;
  if (left >= minimum) cells.push({ id: othersId, name: othersId, nameZh: null, members: null, size: left });
  return cells;
};

const expectedOf = (plan: PlanDocument | null, problem: WeekProblem): Map<number, number> => {
  const expected = new Map<number, number>();
  const add = (film: number, more: number): void => void expected.set(film, (expected.get(film) ?? 0) + more);
  if (plan) for (const { film, forecast } of plan.showings) add(film, forecast?.mean ?? 0);
  else for (const { film, expected: more } of problem.outlook ?? []) add(film, more);
  return expected;
};

/** Seats of a plan's showings that its forecast leaves free. */
const freeOf = (plan: PlanDocument): Map<number, number> => {
  const capacity = new Map(plan.house.screens.map(({ screen, capacity: seats }) => [screen, seats]));
  const free = new Map<number, number>();
  for (const { film, screen, forecast } of plan.showings)
    free.set(film, (free.get(film) ?? 0) + Math.max(0, (capacity.get(screen) ?? 0) - (forecast?.mean ?? 0)));
  return free;
};

/**
 * Films for the same people, together; that both are widely liked does not make them so. Loss as titles take from each other: rivals times
 * their mean overlap.
 */
const rivalryOf = (
  films: readonly number[],
  { likes, overlap }: Pick<PredictedAudiences, "likes" | "overlap">,
): AllocationInstance["rivalry"] => {
  const both = (a: number, b: number, of: (one: number, other: number) => number): number =>
    (of(a, b) + of(b, a)) / 2;
  const shared = (one: number, other: number): number => overlap.get(one)?.get(other) ?? 0;
  const overlapOf = (a: number, b: number): number => both(a, b, shared);
  /** P(likes b | likes a) / P(likes b). */
  const lift = (a: number, b: number): number =>
    both(a, b, (one, other) => shared(one, other) / Math.max(1e-6, likes.get(other)?.value ?? 1));
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, each) => sum + each, 0) / Math.max(1, values.length);
  const groups = new Map(films.map((film) => [film, [film]]));
  const pairs = films.flatMap((a, n) => films.slice(n + 1).map((b) => ({ a, b, lift: lift(a, b) })));
  for (const { a, b, lift: alike } of pairs.sort((x, y) => y.lift - x.lift)) {
    if (alike < rivalsFrom) break;
    const [one, other] = [groups.get(a) as number[], groups.get(b) as number[]];
    // Average linkage: only while the whole group is alike.
    if (one === other || mean(one.flatMap((x) => other.map((y) => lift(x, y)))) < rivalsFrom) continue;
    const joined = [...one, ...other];
    for (const film of joined) groups.set(film, joined);
  }
  return [...new Set(groups.values())]
    .filter((group) => group.length > 1)
    .map((group) => ({
      films: group.map(String),
      loss:
        (group.length - 1) * mean(group.flatMap((a, n) => group.slice(n + 1).map((b) => overlapOf(a, b)))),
    }));
};

/** κ: the part of past admissions whose tickets are members'. */
const membersPart = async (
  { data }: Clients,
  history: WeekProblem["history"],
  signal?: AbortSignal,
): Promise<number> => {
  const drawn = new Map<number, number>();
  history.film.forEach((film, i) => {
    drawn.set(film, (drawn.get(film) ?? 0) + (history.admissions[i] as number));
  });
  const { rows } = await unwrap(data.filmTitles({ films: [...drawn.keys()].slice(0, 5000) }, { signal }));
  let [tickets, admissions] = [0, 0];
  for (const { id, tickets: own } of rows) {
    if (own === null) continue;
    tickets += own;
    admissions += drawn.get(id) ?? 0;
  }
  return admissions > 0 ? Math.min(1, tickets / admissions) : 0;
};

/** What can be owed at all: to a film that plays, in weeks that are spread over. */
export const owedIn = (
  obligations: AttentionWish["obligations"],
  films: readonly number[],
  weeks: readonly { readonly week: IsoDate }[],
): AttentionWish["obligations"][number][] => {
  const known = weeks.map(({ week }) => week);
  return obligations.filter(
    ({ film, weeks: own = known }) =>
      films.includes(Number(film)) && own.every((week) => known.includes(week)),
  );
};

/** Usual means, with the strength of messages as the library's own campaigns measured it, where they did. */
const measuredWish = async (
  { data, training }: Clients,
  members: number,
  reachable: number,
  signal?: AbortSignal,
): Promise<AttentionWish> => {
  const usual = usualWish(members);
  const { campaigns } = await unwrap(data.listCampaigns({}, { signal }));
  if (!campaigns.some(({ kind }) => kind === "message")) return usual;
  const answer = await (await training()).campaignResults({}, { signal });
  // Too few weeks to measure anything by.
  if (!answer.ok) return usual;
  const channels = usual.channels.map((channel) => {
    const strength =
      channel.id === "messages"
        ? measuredStrength(answer.value.results, reachable, channel.strength.value)
        : null;
    return strength ? { ...channel, strength } : channel;
  });
  return { ...usual, channels };
};

export const readAttention = async (
  clients: Clients,
  venue: number,
  week: IsoDate,
  count: number,
  wished: AttentionWish | null,
  signal?: AbortSignal,
): Promise<AttentionBase> => {
  const { data, training } = clients;
  const { plans } = await unwrap(data.listPlans({ venue }, { signal }));
  const weeks: { week: IsoDate; problem: WeekProblem; plan: PlanDocument | null }[] = [];
  for (let n = 0; n < count; n++) {
    const date = addDays(week, 7 * n);
    const problem = await unwrap(data.weekProblem({ venue, week: date }, { signal }));
    const latest = plans.filter((plan) => plan.week === date).sort((a, b) => b.version - a.version)[0];
    const plan = latest ? await unwrap(data.loadPlan({ id: latest.id }, { signal })) : null;
    weeks.push({
      week: date,
      problem: plan ? problem : await withOutlook(clients, problem, { signal }),
      plan,
    });
  }
  const expected = weeks.map(({ plan, problem }) => expectedOf(plan, problem));
  const free = weeks.map(({ plan }) => (plan ? freeOf(plan) : null));
  const titles = new Map(
    weeks.flatMap(({ plan, problem }) =>
      [...problem.candidates, ...(plan?.films ?? [])].map((each) => [each.film, each] as const),
    ),
  );
  const films = [...titles.keys()].filter((film) => expected.some((of) => (of.get(film) ?? 0) > 0));
  const { minimum } = await unwrap(data.privacy({}, { signal }));
  const cells = await cellsOf(clients, minimum, signal);
  const audiences = await predictedAudiences(clients, films, signal, true);
  const { model, likes } = audiences;
  const known = films.filter((film) => likes.has(film));
  const likeIn = new Map<string, Map<number, number>>();
  const told = cells.flatMap(({ members }) => members ?? []);
  for (const { id, members } of cells) {
    if (known.length === 0) continue;
    const whose = members
      ? { members: [...members] }
      : told.length > 0
        ? { members: told, others: true }
        : {};
    const answer = await (await training()).likeShares(
      { films: known, fresh: true, present: true, ...whose },
      { signal },
    );
    if (answer.ok)
      likeIn.set(id, new Map(answer.value.shares.map(({ film, likeShare }) => [film, likeShare])));
  }
  const size = cells.reduce((sum, cell) => sum + cell.size, 0);
  const likeOf = (cell: Cell, film: number): number =>
    likeIn.get(cell.id)?.get(film) ?? likes.get(film)?.value ?? likeOfNobody;
  const { history } = (weeks[0] as { problem: WeekProblem }).problem;
  const part = await membersPart(clients, history, signal);
  const instanceFilms = films.map((film): AllocationInstance["films"][number] => {
    const draws = expected.map((of) => of.get(film) ?? 0);
    const total = draws.reduce((sum, each) => sum + each, 0);
    const wanting = cells.map((cell) => cell.size * likeOf(cell, film));
    const all = wanting.reduce((sum, each) => sum + each, 0);
    const seats = free.map((of) => of?.get(film) ?? (of ? 0 : null));
    const like = likes.get(film);
    return {
      id: String(film),
      title: titles.get(film)?.title ?? "",
      distributor: titles.get(film)?.distributor ?? null,
      worth: 1,
      potential: Object.fromEntries(
        cells.map(({ id }, s) => {
          const left = (wanting[s] as number) * Math.max(0, 1 - (part * total) / Math.max(1, all));
          return [id, draws.map((draw) => (total > 0 ? (left * draw) / total : 0))];
        }),
      ),
      // A week without a plan has no seats to count.
      seats: seats.map((each) => each ?? 1e9),
      spread: like && like.low > 0 ? Math.min(1, Math.log(like.high / like.low) / (2 * intervalZ)) : 0.3,
    };
  });
  /** p̄: of a member and a film, how likely the one would like the other and would not come. */
  const reachable =
    instanceFilms.reduce(
      (sum, film) =>
        sum +
        cells.reduce((all, { id }) => all + weeks.reduce((of, _, w) => of + potentialOf(film, id, w), 0), 0),
      0,
    ) / Math.max(1, films.length * size);
  const wish = wished ?? (await measuredWish(clients, size, reachable, signal));
  const instance: AllocationInstance = {
    format: allocationFormat,
    formatVersion: allocationFormatVersion,
    weeks: weeks.map((each) => each.week),
    segments: cells.map(({ id, name, size: members }) => ({ id, name, members })),
    channels: [...wish.channels],
    films: instanceFilms,
    ...(wish.budget === null ? {} : { budget: wish.budget }),
    ...(wish.frequencyCap === null ? {} : { frequencyCap: wish.frequencyCap }),
    ...(wish.fairness === null ? {} : { fairness: wish.fairness }),
    rivalry: rivalryOf(films, audiences),
    obligations: owedIn(wish.obligations, films, weeks),
  };
  return {
    week,
    weeks: weeks.map(({ week: date, plan }) => ({
      week: date,
      plan: plan ? { id: plan.id, version: plan.version } : null,
    })),
    films: films.map((film) => ({
      film,
      title: titles.get(film)?.title ?? "",
      titleZh: titles.get(film)?.titleZh ?? null,
      expected: expected.map((of) => of.get(film) ?? 0),
    })),
    segments: cells.map(({ id, name, nameZh, size: members }) => ({ id, name, nameZh, members })),
    model,
    membersPart: part,
    wish,
    instance,
  };
};
