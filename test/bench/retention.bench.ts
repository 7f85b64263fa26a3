/**
 * How well the retention models hold in worlds of the sample: visits expected and made in weeks held out, by tenths of the members, beside
 * BG/NBD; members who stopped by reason, beside the hidden truth; and whom the voucher moves, by uplift and by risk, on members held out.
 *
 *   node scripts/run.mjs bench retention [worlds = 3] [first seed = 1]
 */
import { voucherEffect } from "../../electron/data/sample/campaign.ts";
import type { World } from "../../electron/data/sample/world.ts";
import {
  dayOf,
  houseAt,
  type KeptCampaign,
  measured,
} from "../../renderer/models/retention/campaign-results.ts";
import { houseWeeks } from "../../renderer/models/retention/house-weeks.ts";
import { fittedTo, retentionOf } from "../../renderer/models/retention/retention-model.ts";
import type { LapseReason } from "../../shared/domain/retention.ts";
import { factsOf, worldOf } from "./retention-world.ts";

const [worlds = 3, firstSeed = 1] = process.argv.slice(2).map(Number);
const step = async (): Promise<void> => {};
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

const expected = new Float64Array(10);
const came = new Float64Array(10);
const byBg = new Float64Array(10);
let [inside, tenths] = [0, 0];
const differences: number[] = [];
let better = 0;
let surely = 0;
let [effectHeld, reasonsHeld, reasonsTold] = [0, 0, 0];

/** What the hidden truth calls a reason that the model tells; null = nothing of the kind was planted. */
const planted: Readonly<Record<LapseReason["kind"], string>> = {
  silence: "drift",
  taste: "starved",
  price: "price",
  room: "fault",
  season: "studentsLeave",
};

const campaignOf = ({ campaign }: World): KeptCampaign => ({
  id: "sample",
  name: "Autumn voucher",
  kind: "offer",
  sent: campaign.sent,
  weeks: campaign.weeks,
  cost: 4,
  plan: null,
  who: {
    member: Int32Array.from(campaign.members, ({ member }) => member.id),
    treated: Uint8Array.from(campaign.members, ({ treated }) => (treated ? 1 : 0)),
  },
});

for (let seed = firstSeed; seed < firstSeed + worlds; seed++) {
  const world = await worldOf(seed);
  const { facts, rated } = factsOf(world);
  const started = process.cpuUsage();
  const campaign = campaignOf(world);
  const treated = new Set(campaign.who.member.filter((_, n) => campaign.who.treated[n]));
  const until = dayOf(campaign.sent) + 7 * campaign.weeks;
  const { report } = await retentionOf({
    facts,
    rated,
    segments: [],
    fewestMembers: 10,
    ahead: 12,
    offered: (member, day) => treated.has(member) && until > day,
    step,
  });
  const house = houseWeeks(facts);
  const genres = new Map(world.films.map((film) => [film.id, film.genres]));
  const { result, lesson } = await measured(
    {
      facts,
      house,
      genresOf: (film) => genres.get(film) ?? [],
      fewestMembers: 10,
      fittedAt: (weeks) => fittedTo({ facts, rated }, houseAt(house, weeks), 26, step),
    },
    campaign,
  );
  const seconds = (process.cpuUsage(started).user / 1e6).toFixed(1);
  const { validation } = report;
  if (!validation || !lesson || !result.effect) throw new Error("the sample's year is too short");
  console.log(
    `\nseed ${seed}, ${seconds} s of processor time: ${validation.members} members held out; off by ${percent(validation.error.lapse)} over tenths, by chance ${percent(validation.chance)}, BG/NBD ${percent(validation.error.bgNbd)}`,
  );
  for (const [at, decile] of validation.deciles.entries()) {
    expected[at] = (expected[at] as number) + decile.expected.value;
    came[at] = (came[at] as number) + decile.actual;
    byBg[at] = (byBg[at] as number) + decile.bgNbd;
    tenths++;
    if (decile.expected.low <= decile.actual && decile.actual <= decile.expected.high) inside++;
  }
  for (const { reason, lapsed } of report.reasons) {
    const summer = reason.kind !== "season" || reason.quarter === "summer";
    const truth = summer ? world.lapses.filter((lapse) => lapse.reason === planted[reason.kind]).length : 0;
    const held = lapsed.low <= truth && truth <= lapsed.high;
    reasonsTold++;
    if (held) reasonsHeld++;
    console.log(
      `  ${held ? "in " : "OUT"} ${lapsed.value.toFixed(0)} (${lapsed.low.toFixed(0)} to ${lapsed.high.toFixed(0)}) stopped, planted ${truth}  ${Object.values(reason).join(" ")}`,
    );
  }
  const lapseOf = new Map(
    world.lapses.filter(({ date }) => date < campaign.sent).map((lapse) => [lapse.member, lapse]),
  );
  const got = world.campaign.members.filter((each) => each.treated);
  const truth =
    got.reduce((sum, { member }) => sum + voucherEffect(member, lapseOf.get(member)), 0) / got.length;
  const { effect } = result;
  if (effect.low <= truth && truth <= effect.high) effectHeld++;
  const { uplift, risk, difference } = lesson.told.area;
  differences.push(difference.value);
  if (difference.value > 0) better++;
  if (difference.low > 0) surely++;
  console.log(
    `  voucher: ${effect.value.toFixed(2)} (${effect.low.toFixed(2)} to ${effect.high.toFixed(2)}) visits each, planted ${truth.toFixed(2)}; Qini ${uplift.value.toFixed(3)} by uplift, ${risk.value.toFixed(3)} by risk, difference ${difference.value.toFixed(3)} (${difference.low.toFixed(3)} to ${difference.high.toFixed(3)}); slope ${lesson.told.slope.value.toFixed(2)}`,
  );
}

console.log("\nall worlds, tenth by tenth: came against expected; BG/NBD");
for (const [at, value] of expected.entries())
  console.log(
    `  ${at + 1}: ${(came[at] as number).toFixed(0)} / ${value.toFixed(0)} = ${percent((came[at] as number) / value - 1)}; ${percent((came[at] as number) / (byBg[at] as number) - 1)}`,
  );
const mean = differences.reduce((sum, value) => sum + value, 0) / worlds;
const sd = Math.sqrt(
  differences.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, worlds - 1),
);
console.log(
  `${inside} of ${tenths} tenths lie in their 90 % interval; ${reasonsHeld} of ${reasonsTold} reasons in theirs; the voucher's effect in ${effectHeld} of ${worlds}.`,
);
console.log(
  `Qini by uplift less by risk: ${mean.toFixed(3)}, standard error over worlds ${(sd / Math.sqrt(worlds)).toFixed(3)}; above 0 in ${better} of ${worlds}, its interval too in ${surely}.`,
);
