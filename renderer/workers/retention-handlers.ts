/** Who keeps coming, what campaigns brought and whom to write to; each worked out once for each state of the library. */
import type { DataClient } from "../../shared/contract/data.ts";
import type { retentionContract } from "../../shared/contract/retention.ts";
import type { Handlers } from "../../shared/contract/wire.ts";
import { ok } from "../../shared/domain/result.ts";
import type { RetentionReport } from "../../shared/domain/retention.ts";
import type { IsoDate } from "../../shared/domain/slate.ts";
import { breather } from "../models/breather.ts";
import {
  dayOf,
  houseAt,
  type Measured,
  measured,
  weeksBefore,
} from "../models/retention/campaign-results.ts";
import { contactFacts } from "../models/retention/contact-facts.ts";
import { planOf } from "../models/retention/plan-retention.ts";
import { type FittedHouse, fittedTo, retentionOf } from "../models/retention/retention-model.ts";
import { retentionInputs } from "./retention-inputs.ts";
import type { TrainingLibrary } from "./training-library.ts";

/** Share of the whole work. */
const reading = 0.1;
/** Weeks ahead that reasons are told for, beside those asked. */
const mostAhead = 26;
const mostKept = 6;

interface Call {
  readonly signal: AbortSignal;
  readonly progress: (done: { readonly share: number; readonly secondsLeft: number | null }) => void;
}

export const retentionHandlers = (
  connected: Promise<DataClient>,
  openLibrary: () => Promise<TrainingLibrary>,
): Handlers<typeof retentionContract> => {
  const reports = new Map<string, RetentionReport>();
  const fits = new Map<string, FittedHouse>();
  const keep = <T>(kept: Map<string, T>, key: string, value: T): T => {
    if (kept.size >= mostKept) kept.clear();
    kept.set(key, value);
    return value;
  };

  /** The library's columns, and a fit to what was known after so many weeks. */
  const opened = async ({ signal, progress }: Call, until: IsoDate | null = null) => {
    const started = performance.now();
    const seconds = (): number => (performance.now() - started) / 1000;
    const tell = (share: number): void =>
      progress({ share, secondsLeft: share > 0.05 ? (seconds() * (1 - share)) / share : null });
    const library = await openLibrary();
    const read = await library.read(signal);
    if (!read.ok) return read;
    const inputs = await retentionInputs(await connected, library, read.value, until, signal, (share) =>
      tell(reading * share),
    );
    if (!inputs.ok) return inputs;
    const breathe = breather(30);
    const step = async (share: number): Promise<void> => {
      tell(reading + (1 - reading) * share);
      await breathe();
      signal.throwIfAborted();
    };
    const { house } = inputs.value;
    const fingerprint = `${read.value.fingerprint} ${until}`;
    const fittedAt = async (weeks: number): Promise<FittedHouse> => {
      const key = `${fingerprint} ${weeks}`;
      const before = weeks === house.weeks ? house : houseAt(house, weeks);
      return fits.get(key) ?? keep(fits, key, await fittedTo(inputs.value, before, mostAhead, step));
    };
    return ok({ ...inputs.value, fingerprint, fittedAt, step, seconds });
  };
  type Opened = Extract<Awaited<ReturnType<typeof opened>>, { ok: true }>["value"];

  /** The newest first. */
  const allMeasured = async (inputs: Opened): Promise<Measured[]> => {
    const all: Measured[] = [];
    for (const campaign of [...inputs.campaigns].sort((a, b) => (a.sent < b.sent ? 1 : -1)))
      all.push(await measured(inputs, campaign));
    return all;
  };
  const lessonOf = (all: readonly Measured[]) => all.find(({ lesson }) => lesson !== null)?.lesson ?? null;

  return {
    async retention({ weeks, until }, call) {
      const inputs = await opened(call, until);
      if (!inputs.ok) return inputs;
      const { fingerprint, campaigns, seconds } = inputs.value;
      const key = JSON.stringify([fingerprint, weeks, campaigns.map(({ id }) => id)]);
      const kept = reports.get(key);
      if (kept) return ok(kept);
      const { report } = await retentionOf({ ...inputs.value, ahead: weeks });
      return ok(keep(reports, key, { ...report, seconds: seconds() }));
    },
    async campaignResults(_input, call) {
      const inputs = await opened(call);
      if (!inputs.ok) return inputs;
      const all = await allMeasured(inputs.value);
      return ok({ results: all.map(({ result }) => result), lesson: lessonOf(all)?.told ?? null });
    },
    async planRetention({ weeks, ...asked }, call) {
      const inputs = await opened(call);
      if (!inputs.ok) return inputs;
      const { facts, house, campaigns, fittedAt, genresOf, fewestMembers } = inputs.value;
      const lesson = lessonOf(await allMeasured(inputs.value));
      const fitted = await fittedAt(house.weeks);
      const now = contactFacts(facts, fitted, weeks, genresOf);
      const until = house.first + 7 * house.weeks;
      const busy = new Set(
        campaigns
          .filter(
            (campaign) =>
              dayOf(campaign.sent) + 7 * campaign.weeks > until && weeksBefore(house, campaign) >= 0,
          )
          .flatMap(({ who }) => [...who.member]),
      );
      return ok(planOf(asked, now, fitted, lesson, busy, fewestMembers));
    },
  };
};
