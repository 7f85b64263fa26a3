/** A taste map as one run of bytes, to be kept in the library. */
import { z } from "zod";
import { decodeArtefact, encodeArtefact, storedArray } from "../../shared/blocks/artefact.ts";
import { type MapPoints, mapTraitKinds, type TasteMap } from "../../shared/contract/exploring.ts";

/** Raised with every change of how a map is made: one of another form is not read. */
export const mapForm = 1;

const trait = { kind: z.enum(mapTraitKinds), value: z.string() };
const Header: z.ZodType<Omit<TasteMap, "films" | "members">> = z.object({
  model: z.string().nullable(),
  basis: z.enum(["model", "traits"]),
  genres: z.array(z.string()),
  clusters: z.array(
    z.object({
      films: z.number(),
      members: z.number().nullable(),
      x: z.number(),
      y: z.number(),
      traits: z.array(z.object({ ...trait, share: z.number(), usual: z.number() })),
      known: z.array(z.number()),
    }),
  ),
  seconds: z.number(),
});

const pointArrays = (of: string, { ids, x, y, cluster }: MapPoints) => ({
  [`${of}.ids`]: ids,
  [`${of}.x`]: x,
  [`${of}.y`]: y,
  [`${of}.cluster`]: Int32Array.from(cluster),
});

export const bytesOfMap = ({ films, members, ...header }: TasteMap): Uint8Array<ArrayBuffer> =>
  encodeArtefact({
    header,
    arrays: {
      ...pointArrays("films", films),
      ...pointArrays("members", members),
      ratings: films.ratings,
      decades: Int32Array.from(films.decades),
      genre: Int32Array.from(films.genre),
    },
  });

export const mapOfBytes = (bytes: Uint8Array): TasteMap => {
  const { header, arrays } = decodeArtefact(bytes);
  const int32 = (name: string): Int32Array => storedArray(arrays, name, Int32Array);
  const points = (of: string): MapPoints => ({
    ids: int32(`${of}.ids`),
    x: storedArray(arrays, `${of}.x`, Float32Array),
    y: storedArray(arrays, `${of}.y`, Float32Array),
    cluster: Int16Array.from(int32(`${of}.cluster`)),
  });
  return {
    ...Header.parse(header),
    films: {
      ...points("films"),
      ratings: int32("ratings"),
      decades: Int16Array.from(int32("decades")),
      genre: Int16Array.from(int32("genre")),
    },
    members: points("members"),
  };
};
