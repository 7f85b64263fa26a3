/**
 * What posters add for films that nobody has seen: the protocol of cold films (cold-films.ts) without posters, with them, and as the model itself decides on
 * its validation choices, on the same films and members for every seed. A member's gain is the mean over seeds of the differences in NDCG@10;
 * the interval is that of the mean gain over members, ḡ ± 1.96 s / √n.
 */
import type { PosterBenefit } from "../../../shared/contract/images.ts";
import { contentRidge, posterAblation } from "../content-ridge.ts";
import type { Algorithm } from "../model.ts";
import { coldFilms } from "./cold-films.ts";
import type { MemberTrial, ProtocolInput } from "./protocol.ts";

const z95 = 1.96;

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** Mean gain over members and its interval. */
export const pairedGain = (
  without: readonly MemberTrial[],
  other: readonly MemberTrial[],
): PosterBenefit["gain"] => {
  const gains = new Map<number, number[]>();
  for (const [n, { byMember }] of without.entries())
    for (const [member, ndcg] of byMember) {
      const gain = ((other[n] as MemberTrial).byMember.get(member) as number) - ndcg;
      gains.set(member, [...(gains.get(member) ?? []), gain]);
    }
  const each = [...gains.values()].map(meanOf);
  const mean = meanOf(each);
  const variance = each.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / Math.max(1, each.length - 1);
  const spread = z95 * Math.sqrt(variance / Math.max(1, each.length));
  return { mean, low: mean - spread, high: mean + spread };
};

const ndcgOf = ({ metrics }: MemberTrial): number => metrics["ndcg@10"] as number;

export const posterBenefit = async (
  data: Omit<ProtocolInput, "algorithm">,
  seeds: readonly number[],
  told: (share: number) => void,
): Promise<Omit<PosterBenefit, "engine" | "seconds">> => {
  const trials: Record<"without" | "with" | "decided", MemberTrial[]> = {
    without: [],
    with: [],
    decided: [],
  };
  const algorithms: readonly (readonly [keyof typeof trials, Algorithm])[] = [
    ["without", posterAblation.without],
    ["with", posterAblation.with],
    ["decided", contentRidge],
  ];
  for (const [n, seed] of seeds.entries())
    for (const [at, [name, algorithm]] of algorithms.entries()) {
      trials[name].push(await coldFilms({ ...data, algorithm }, seed, null));
      told((n + (at + 1) / algorithms.length) / seeds.length);
    }
  const bySeed = seeds.map((seed, n) => {
    const at = (name: keyof typeof trials): MemberTrial => trials[name][n] as MemberTrial;
    const { judged = 0, cold = 0 } = at("without").counts;
    return {
      seed,
      without: ndcgOf(at("without")),
      with: ndcgOf(at("with")),
      decided: ndcgOf(at("decided")),
      judged,
      cold,
    };
  });
  const mean = (name: "without" | "with" | "decided"): number => meanOf(bySeed.map((each) => each[name]));
  return {
    bySeed,
    without: mean("without"),
    with: mean("with"),
    decided: mean("decided"),
    gain: pairedGain(trials.without, trials.with),
    decidedGain: pairedGain(trials.without, trials.decided),
    members: new Set(trials.without.flatMap(({ byMember }) => [...byMember.keys()])).size,
  };
};
