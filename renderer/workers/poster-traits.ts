/** What the library's posters look like, as traits of films. */
import type { DataClient } from "../../shared/contract/data.ts";
import type { FilmTraits } from "../../shared/domain/interactions.ts";
import { posterNetwork } from "../../shared/domain/posters.ts";
import { ok, type Result } from "../../shared/domain/result.ts";
import { breather } from "../models/breather.ts";
import { fewestPosters, posterAxes } from "../models/poster-axes.ts";
import { type NoLibrary, received } from "./received.ts";

/** Posters that the axes are found from, spread over the catalogue. */
const sampled = 1000;
/** Posters of one call: 3.6 MB. */
const atOnce = 500;
const { length } = posterNetwork;

/** Nothing where too few posters are embedded to tell what they differ in. */
export const readPosters = async (
  data: DataClient,
  filmIds: Int32Array,
  signal?: AbortSignal,
): Promise<Result<FilmTraits["posters"], NoLibrary>> => {
  const state = received(await data.embeddedPosters({}, { signal }), signal);
  if (!state.ok) return state;
  const { embedded } = state.value;
  if (embedded.length < fewestPosters) return ok(undefined);
  const stride = Math.max(1, embedded.length / sampled);
  const chosen = Array.from(
    { length: Math.min(sampled, embedded.length) },
    (_, n) => embedded[Math.floor(n * stride)] as number,
  );
  const sample = received(await data.posterEmbeddings({ films: chosen }, { signal }), signal);
  if (!sample.ok) return sample;
  if (sample.value.films.length < fewestPosters) return ok(undefined);
  const breathe = breather(30);
  const axes = await posterAxes(sample.value.embeddings, sample.value.films.length, breathe);
  const indices = new Map([...filmIds].map((id, index) => [id, index]));
  const posters: (Float32Array | null)[] = Array.from(filmIds, () => null);
  for (let first = 0; first < embedded.length; first += atOnce) {
    const part = received(
      await data.posterEmbeddings({ films: [...embedded.subarray(first, first + atOnce)] }, { signal }),
      signal,
    );
    if (!part.ok) return part;
    const { films, embeddings } = part.value;
    for (const [n, film] of films.entries()) {
      const index = indices.get(film);
      if (index === undefined) continue;
      posters[index] = axes.place(embeddings.subarray(n * length, (n + 1) * length));
      await breathe();
    }
  }
  return ok(posters);
};
