/** `holidays`: a library's calendars; an included one taken over, a venue's region set. */
import { unwrap } from "../../client/read.ts";
import { type Command, openLibrary, openToRead } from "./job.ts";
import { venueNamed } from "./venue.ts";

export const holidays: Command = async (job) => {
  const { data } = job.clients;
  const region = job.option("region", "");
  const wanted = job.option("venue", "");
  const add = job.option("add", false);
  await (add || wanted ? openLibrary(job) : openToRead(job));
  if (wanted) {
    const { id } = await venueNamed(job, wanted);
    await unwrap(data.setVenueRegion({ venues: [id], region }));
  }
  if (add) await unwrap(data.addCalendar({ region }));
  const { regions } = await unwrap(data.holidayRegions({}));
  const days = region ? (await unwrap(data.listHolidays({ region }))).holidays : [];
  return {
    result: { regions, holidays: days },
    summary: region
      ? days.map(({ date, name }) => `${date} ${name}`).join("\n")
      : regions.map((each) => `${each.region}: ${each.holidays} days`).join("\n"),
  };
};
