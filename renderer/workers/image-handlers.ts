/** What is learned from pictures: labels, the places that speak for them, and how two posters would be taken. */
import { type Artefact, decodeArtefact, encodeArtefact, storedArray } from "../../shared/blocks/artefact.ts";
import type { DataClient } from "../../shared/contract/data.ts";
import type {
  ContestOfSegment,
  HeadProgress,
  ImageHeadCard,
  imageContract,
  PosterContest,
} from "../../shared/contract/images.ts";
import type { Handlers } from "../../shared/contract/wire.ts";
import { intervalZ } from "../../shared/domain/intervals.ts";
import { lookFeatures, type PosterLook } from "../../shared/domain/poster-look.ts";
import { posterNetwork } from "../../shared/domain/posters.ts";
import { seededRandom, shuffle } from "../../shared/domain/random.ts";
import { err, ok, type Result } from "../../shared/domain/result.ts";
import type { Engines } from "../models/engine.ts";
import {
  activationMap,
  fitHead,
  folds,
  type Head,
  judgeLabels,
  labelsOf,
  reportOf,
} from "../models/images/label-head.ts";
import { lookOf } from "../models/images/look.ts";
import {
  type Fit,
  type Frame,
  fitRidge,
  framed,
  frameOf,
  kernelOf,
  predicted,
  type Ridge,
  subKernel,
  varianceAlong,
} from "../models/images/picture-ridge.ts";
import { openPosterNetwork, type PosterNetwork } from "../models/poster-network.ts";
import { pausing } from "./pause.ts";
import type { Pictures } from "./poster-handlers.ts";
import { type NoLibrary, received } from "./received.ts";
import {
  labelsOfFilms,
  meanRatings,
  readSeenPosters,
  rowOf,
  rowWidth,
  type SeenPosters,
} from "./seen-posters.ts";
import type { LibraryData, TrainingLibrary } from "./training-library.ts";

/** What fewer pictures tell is chance. */
const fewest = 40;
const { length, name: network, side } = posterNetwork;

interface Learned {
  readonly seen: SeenPosters;
  readonly frame: Frame;
  readonly X: Float32Array;
  readonly K: Float32Array;
}
interface Taste {
  readonly rows: Int32Array;
  readonly ridge: Ridge;
  readonly fit: Fit;
  readonly r2: number;
  readonly rmse: number;
  readonly baselineRmse: number;
}

const learnedFrom = async (seen: SeenPosters): Promise<Learned> => {
  const n = seen.films.length;
  const frame = frameOf(seen.rows, n, length);
  const X = framed(frame, seen.rows);
  return { seen, frame, X, K: await kernelOf(X, n, 0, rowWidth) };
};

/** How ratings follow from pictures; null where too few of these are rated. */
const tasteOf = async (
  K: Float32Array,
  ratings: Float64Array,
  breathe: () => Promise<void>,
): Promise<Taste | null> => {
  const rows = Int32Array.from([...ratings.keys()].filter((n) => !Number.isNaN(ratings[n])));
  if (rows.length < fewest) return null;
  const y = Float64Array.from(rows, (n) => ratings[n] as number);
  const ridge = await fitRidge(subKernel(K, ratings.length, rows, rows), [y], breathe);
  const [fit] = ridge.fits as [Fit];
  const n = y.length;
  const mean = y.reduce((sum, value) => sum + value, 0) / n;
  const squares = (of: (i: number) => number): number =>
    y.reduce((sum, value, i) => sum + (value - of(i)) ** 2, 0);
  const wrong = squares((i) => fit.leftOut[i] as number);
  // The mean of the others, as fair a guess as the model's own.
  const guess = squares((i) => (n * mean - (y[i] as number)) / (n - 1));
  return {
    rows,
    ridge,
    fit,
    r2: 1 - wrong / guess,
    rmse: Math.sqrt(wrong / n),
    baselineRmse: Math.sqrt(guess / n),
  };
};

const dot = (a: Float32Array, b: Float32Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
};
const productsWith = (X: Float32Array, rows: Int32Array, x: Float32Array): Float64Array =>
  Float64Array.from(rows, (n) => dot(X.subarray(n * rowWidth, (n + 1) * rowWidth), x));

const contestOf = (X: Float32Array, taste: Taste, a: Float32Array, b: Float32Array): PosterContest => {
  const d = a.map((value, i) => value - (b[i] as number));
  const along = productsWith(X, taste.rows, d);
  const difference = predicted({ ...taste.fit, mean: 0 }, along);
  const spread = intervalZ * Math.sqrt(varianceAlong(taste.ridge, taste.fit, along, dot(d, d)));
  return {
    a: predicted(taste.fit, productsWith(X, taste.rows, a)),
    b: predicted(taste.fit, productsWith(X, taste.rows, b)),
    difference,
    low: difference - spread,
    high: difference + spread,
    certain: Math.abs(difference) > spread,
    films: taste.rows.length,
    r2: taste.r2,
  };
};

const headBytes = ({ frame, intercepts, weights }: Head): Uint8Array<ArrayBuffer> =>
  encodeArtefact({
    header: { embedded: frame.embedded, features: lookFeatures },
    arrays: { mean: frame.mean, scale: frame.scale, intercepts, weights },
  });
const headOf = ({ header, arrays }: Artefact): Head => ({
  frame: {
    mean: storedArray(arrays, "mean", Float32Array),
    scale: storedArray(arrays, "scale", Float32Array),
    embedded: header.embedded as number,
  },
  intercepts: storedArray(arrays, "intercepts", Float32Array),
  weights: storedArray(arrays, "weights", Float32Array),
});

export const imageHandlers = (
  engines: Engines,
  connected: Promise<DataClient>,
  library: () => Promise<TrainingLibrary>,
  { network: weights, decode }: Pictures,
): Handlers<typeof imageContract> => {
  const withNetwork = async <T>(work: (network: PosterNetwork) => Promise<T>): Promise<T> => {
    const network = openPosterNetwork(await weights());
    try {
      return await work(network);
    } finally {
      network.dispose();
    }
  };
  const keptHead = async (): Promise<
    Result<{ card: ImageHeadCard; head: Head }, NoLibrary | { readonly type: "NoHead" }>
  > => {
    const answer = await (await connected).loadImageHead({});
    if (!answer.ok && answer.error.type === "NotFound") return err({ type: "NoHead" });
    const loaded = received(answer);
    if (!loaded.ok) return loaded;
    const { card, weights: bytes } = loaded.value;
    if (card.network !== network) return err({ type: "NoHead" });
    return ok({ card, head: headOf(decodeArtefact(bytes)) });
  };
  const readAll = async (
    signal: AbortSignal,
  ): Promise<
    Result<
      { read: LibraryData; seen: SeenPosters },
      NoLibrary | { readonly type: "TooFewPosters"; readonly posters: number; readonly needed: number }
    >
  > => {
    const read = await (await library()).read(signal);
    if (!read.ok) return read;
    const seen = await readSeenPosters(await connected, signal);
    if (!seen.ok) return seen;
    const posters = seen.value.films.length;
    if (posters < fewest) return err({ type: "TooFewPosters", posters, needed: fewest });
    return ok({ read: read.value, seen: seen.value });
  };

  return {
    async trainImageHead({ seed }, { signal, progress }) {
      const started = performance.now();
      const elapsed = (): number => (performance.now() - started) / 1000;
      const tell = (phase: HeadProgress["phase"], share: number): void =>
        progress({
          phase,
          share,
          secondsLeft: share > 0.1 && share < 1 ? (elapsed() * (1 - share)) / share : null,
        });
      tell("reading", 0);
      const used = await engines.use("auto");
      if (!used.ok) return used;
      const all = await readAll(signal);
      if (!all.ok) return all;
      const { read, seen } = all.value;
      const n = seen.films.length;
      const breathe = pausing(signal);
      const labels = labelsOfFilms(read, seen.films);
      const truth = labels.map((label) => label.truth);
      const order = shuffle(
        Int32Array.from({ length: n }, (_, i) => i),
        seededRandom(seed),
      );
      const fold = new Int32Array(n);
      for (const [place, i] of order.entries()) fold[i] = place % folds;
      const { frame, X, K } = await learnedFrom(seen);
      const minimum = await (await library()).minimumGroup();
      const ratings = meanRatings(read, seen.films, null, minimum);
      const kernels = [
        ["both", K],
        ["embedding", await kernelOf(X, n, 0, length)],
        ["features", await kernelOf(X, n, length, rowWidth)],
      ] as const;
      const reports = [];
      for (const [at, [using, kernel]] of kernels.entries()) {
        tell("judging", 0.1 + (0.7 * at) / kernels.length);
        const report = reportOf(truth, await judgeLabels(kernel, truth, fold, breathe));
        reports.push({ using, report, taste: await tasteOf(kernel, ratings, breathe) });
      }
      tell("learning", 0.8);
      const head = await fitHead(frame, X, K, truth, breathe);
      const bytes = headBytes(head);
      const [{ report, taste }] = reports as [(typeof reports)[number]];
      const card: ImageHeadCard = {
        id: crypto.randomUUID(),
        createdAt: Date.now(),
        network,
        seed,
        posters: n,
        folds,
        lambda: head.λ,
        labels: labels.map(({ kind, name }, l) => ({
          kind,
          name,
          ...(report.scores[l] as (typeof report.scores)[number]),
        })),
        macro: report.macro,
        micro: report.micro,
        ece: report.ece,
        brier: report.brier,
        baselineBrier: report.baselineBrier,
        appeal: taste && {
          films: taste.rows.length,
          r2: taste.r2,
          rmse: taste.rmse,
          baselineRmse: taste.baselineRmse,
        },
        ablation: reports.map((each) => ({
          using: each.using,
          macroAp: each.report.macro.ap,
          macroF1: each.report.macro.f1,
          appealR2: each.taste?.r2 ?? null,
        })),
        bytes: bytes.length,
        seconds: elapsed(),
      };
      signal.throwIfAborted();
      const kept = received(await (await connected).keepImageHead({ card, weights: bytes }));
      if (!kept.ok) return kept;
      tell("learning", 1);
      return ok({ card });
    },

    async posterLabels({ film }, { signal }) {
      const kept = await keptHead();
      if (!kept.ok) return kept;
      const data = await connected;
      const look = received(await data.posterLook({ film }));
      if (!look.ok) return look;
      const stored = received(await data.posterEmbeddings({ films: [film] }));
      if (!stored.ok) return stored;
      const features = look.value.look?.features;
      if (!features || stored.value.films.length === 0) return err({ type: "NoPicture", problem: "film" });
      const read = await (await library()).read(signal);
      if (!read.ok) return read;
      const { ratings, traits } = read.value;
      const index = ratings.filmIds.indexOf(film);
      const { card, head } = kept.value;
      const row = rowOf(
        stored.value.embeddings,
        lookFeatures.map((name) => features[name]),
      );
      const p = labelsOf(head, framed(head.frame, row));
      const known = { genre: traits.genres[index] ?? [], keyword: traits.keywords[index] ?? [] };
      return ok({
        labels: card.labels
          .map(({ kind, name }, l) => ({ kind, name, p: p[l] as number, is: known[kind].includes(name) }))
          .sort((a, b) => b.p - a.p),
      });
    },

    async labelMap({ film, kind, name }) {
      const kept = await keptHead();
      if (!kept.ok) return kept;
      const { card, head } = kept.value;
      const label = card.labels.findIndex((each) => each.kind === kind && each.name === name);
      if (label < 0) return err({ type: "NoHead" });
      const used = await engines.use("auto");
      if (!used.ok) return used;
      const poster = await (await connected).poster({ film });
      if (!poster.ok && poster.error.type === "NotFound") return err({ type: "NoPicture", problem: "film" });
      const stored = received(poster);
      if (!stored.ok) return stored;
      const pixels = await decode(stored.value.image, stored.value.mediaType);
      if (!pixels) return err({ type: "NoPicture", problem: "film" });
      return ok({ map: activationMap(head, label, await withNetwork((opened) => opened.places(pixels))) });
    },

    async comparePosters({ a, b }, { signal }) {
      const used = await engines.use("auto");
      if (!used.ok) return used;
      const pixels = { a: await decode(a.image, a.mediaType), b: await decode(b.image, b.mediaType) };
      for (const which of ["a", "b"] as const)
        if (!pixels[which]) return err({ type: "NoPicture", problem: which });
      const [first, second] = [pixels.a, pixels.b] as [Uint8ClampedArray, Uint8ClampedArray];
      const looks = { a: lookOf(first, side), b: lookOf(second, side) };
      const embedded = await withNetwork((opened) => opened.embed([first, second]));
      const all = await readAll(signal);
      if (!all.ok) return all;
      const { read, seen } = all.value;
      const { frame, X, K } = await learnedFrom(seen);
      const rowOfLook = (at: number, look: PosterLook): Float32Array =>
        rowOf(
          embedded.subarray(at * length, (at + 1) * length),
          lookFeatures.map((feature) => look.features[feature]),
        );
      const raw = [rowOfLook(0, looks.a), rowOfLook(1, looks.b)] as const;
      const [one, other] = [framed(frame, raw[0]), framed(frame, raw[1])];
      const breathe = pausing(signal);
      const home = await library();
      const minimum = await home.minimumGroup();
      const everybody = await tasteOf(K, meanRatings(read, seen.films, null, minimum), breathe);
      if (!everybody) return err({ type: "TooFewPosters", posters: seen.films.length, needed: fewest });
      const groups = await home.groups(read);
      if (!groups.ok) return groups;
      const segments: ContestOfSegment[] = [];
      let keptBack = 0;
      for (const { by, name, nameZh, members } of groups.value) {
        if (by !== "segment") continue;
        const taste =
          members.length < minimum
            ? null
            : await tasteOf(K, meanRatings(read, seen.films, members, minimum), breathe);
        if (taste) segments.push({ name, nameZh, ...contestOf(X, taste, one, other) });
        else keptBack++;
      }
      const kept = await keptHead();
      const labels = kept.ok
        ? kept.value.card.labels.map(({ kind, name }, l) => {
            const { head } = kept.value;
            const [pa, pb] = raw.map((row) => labelsOf(head, framed(head.frame, row))[l]) as [number, number];
            return { kind, name, a: pa, b: pb };
          })
        : [];
      return ok({ looks, labels, all: contestOf(X, everybody, one, other), segments, keptBack });
    },
  };
};
