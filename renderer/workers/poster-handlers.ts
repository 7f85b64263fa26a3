/** Looks at the library's posters, a batch at a time, each kept once it is done. */
import type { DataClient } from "../../shared/contract/data.ts";
import type { PosterFailure, posterContract } from "../../shared/contract/posters.ts";
import type { Handlers } from "../../shared/contract/wire.ts";
import { posterNetwork } from "../../shared/domain/posters.ts";
import { err, ok, type Result } from "../../shared/domain/result.ts";
import type { Engines } from "../models/engine.ts";
import { lossHooks, unlessLost } from "../models/engine-loss.ts";
import { lookOf } from "../models/images/look.ts";
import { nearestByPoster } from "../models/map/nearest.ts";
import { openPosterNetwork } from "../models/poster-network.ts";
import { type NoLibrary, received } from "./received.ts";
import type { TrainingLibrary } from "./training-library.ts";

/** What the surroundings lend: workers decode pictures, models do not. */
export interface Pictures {
  /** The weights of the network, as the build packs them. */
  network(): Promise<Uint8Array>;
  /** RGBA of the network's size; null for what is no picture. */
  decode(image: Uint8Array<ArrayBuffer>, mediaType: string): Promise<Uint8ClampedArray | null>;
  /** The weights of the network that finds faces. */
  faces(): Promise<Uint8Array>;
  /** RGBA of that network's size, the picture at its top left in its own shape: `width` and `height` as shares of the square. */
  fitted(
    image: Uint8Array<ArrayBuffer>,
    mediaType: string,
  ): Promise<{
    readonly pixels: Uint8ClampedArray;
    readonly width: number;
    readonly height: number;
  } | null>;
}
export const noPictures: Pictures = {
  network: () => Promise.reject(new Error("there are no weights")),
  decode: async () => null,
  faces: () => Promise.reject(new Error("there are no weights")),
  fitted: async () => null,
};

const batch = 8;

interface Picture {
  readonly film: number;
  readonly pixels: Uint8ClampedArray;
}

export const posterHandlers = (
  engines: Engines,
  connected: Promise<DataClient>,
  library: () => Promise<TrainingLibrary>,
  { network: weights, decode }: Pick<Pictures, "network" | "decode">,
): Handlers<typeof posterContract> => {
  const read = async (
    data: DataClient,
    film: number,
  ): Promise<Result<Picture | PosterFailure, NoLibrary>> => {
    const poster = await data.poster({ film });
    if (!poster.ok && poster.error.type === "NotFound") return ok({ film, problem: "gone" });
    const stored = received(poster);
    if (!stored.ok) return stored;
    const pixels = await decode(stored.value.image, stored.value.mediaType);
    return ok(pixels ? { film, pixels } : { film, problem: "noPicture" });
  };

  return {
    async similarPosters({ film, top }, { signal }) {
      const read = await (await library()).read(signal);
      if (!read.ok) return read;
      const { ratings, traits } = read.value;
      const index = ratings.filmIds.indexOf(film);
      if (index < 0) return err({ type: "UnknownFilm", film });
      const near = nearestByPoster(traits, index, top);
      return ok({
        films: near.map(({ film: at, likeness }) => ({ film: ratings.filmIds[at] as number, likeness })),
      });
    },
    async embedPosters({ engine: choice }, { signal, progress }) {
      const started = performance.now();
      const seconds = (): number => (performance.now() - started) / 1000;
      const data = await connected;
      const state = received(await data.embeddedPosters({}));
      if (!state.ok) return state;
      const { posters, waiting } = state.value;
      const skipped = posters - waiting.length;
      if (waiting.length === 0)
        return ok({ embedded: 0, skipped, failed: [], engine: null, seconds: seconds() });
      const used = await engines.use(choice);
      if (!used.ok) return used;
      const engine = used.value.name;
      const failed: PosterFailure[] = [];
      const network = openPosterNetwork(await weights());
      const begun = performance.now();
      try {
        for (let done = 0; done < waiting.length; ) {
          signal.throwIfAborted();
          const elapsed = (performance.now() - begun) / 1000;
          const secondsLeft = done === 0 ? null : (elapsed * (waiting.length - done)) / done;
          progress({ done, of: waiting.length, engine, secondsLeft });
          const films = waiting.subarray(done, done + batch);
          const found: (Picture | PosterFailure)[] = [];
          for (const answer of await Promise.all(Array.from(films, (film) => read(data, film)))) {
            if (!answer.ok) return answer;
            found.push(answer.value);
          }
          const pictures = found.filter((each) => "pixels" in each);
          failed.push(...found.filter((each) => "problem" in each));
          if (pictures.length > 0) {
            const embeddings = await unlessLost(lossHooks(engines), () =>
              network.embed(pictures.map(({ pixels }) => pixels)),
            );
            if (!embeddings || engines.lost()) return err({ type: "EngineLost", engine, run: "" });
            const kept = received(
              await data.keepPosterEmbeddings({
                films: Int32Array.from(pictures, ({ film }) => film),
                embeddings,
                looks: pictures.map(({ pixels }) => lookOf(pixels, posterNetwork.side)),
              }),
            );
            if (!kept.ok) return kept;
          }
          done += films.length;
        }
      } finally {
        network.dispose();
        (await library()).readAgain();
      }
      return ok({ embedded: waiting.length - failed.length, skipped, failed, engine, seconds: seconds() });
    },
  };
};
