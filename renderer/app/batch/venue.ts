import type { Venue } from "../../../shared/contract/planning.ts";
import { type AnyFault, Failure } from "../../../shared/domain/fault.ts";
import { unwrap } from "../../client/read.ts";
import type { Job } from "./job.ts";

/** The venue of that name, in either language, or the only one where none is named; failing, it names those that are. */
export const venueNamed = async ({ clients }: Job, wanted: string): Promise<Venue> => {
  const { venues } = await unwrap(clients.data.listVenues({}));
  const venue =
    wanted === "" && venues.length === 1
      ? venues[0]
      : venues.find(({ name, nameZh }) => name === wanted || nameZh === wanted);
  if (venue) return venue;
  throw new Failure({
    type: "UnknownVenue",
    venue: wanted,
    known: venues.map(({ name }) => name),
  } as AnyFault);
};
