/** An allocation judged from its instance and its units alone, by other code than made it. */
import type { AllocatedUnits, AllocationInstance } from "../../shared/domain/allocation-instance.ts";

const at = (value: number | readonly number[], week: number): number =>
  typeof value === "number" ? value : (value[week] as number);

export const checkAllocation = (
  instance: AllocationInstance,
  allocation: readonly AllocatedUnits[],
): { readonly violations: readonly string[]; readonly value: number } => {
  const { weeks, segments, channels, films, rivalry, obligations } = instance;
  const violations: string[] = [];
  const channelOf = new Map(channels.map((channel) => [channel.id, channel]));
  const filmOf = new Map(films.map((film) => [film.id, film]));
  const over = (what: string, used: number, most: number): void => {
    if (used > most + 1e-5 * (1 + most)) violations.push(`${what}: ${used} of at most ${most}`);
  };
  const sum = (rows: readonly AllocatedUnits[], of: (row: AllocatedUnits) => number = ({ units }) => units) =>
    rows.reduce((total, row) => total + of(row), 0);
  const cost = (rows: readonly AllocatedUnits[]): number =>
    sum(rows, ({ channel, units }) => (channelOf.get(channel)?.cost ?? 0) * units);
  /** Contacts of a member of the segment. */
  const contacts = (row: AllocatedUnits, segment: AllocationInstance["segments"][number]): number => {
    const channel = channelOf.get(row.channel);
    if (channel?.unit === "piece") {
      const { reach } = channel;
      return row.units * (typeof reach === "number" ? reach : (reach[segment.id] ?? 0));
    }
    return row.segment === segment.id ? row.units / segment.members : 0;
  };
  for (const row of allocation) {
    const channel = channelOf.get(row.channel);
    if (!channel || !filmOf.has(row.film) || !weeks.includes(row.week))
      violations.push(`${JSON.stringify(row)} names what is not there`);
    if (row.units < 0) violations.push(`${JSON.stringify(row)} is negative`);
    if ((channel?.unit === "piece") !== (row.segment === null))
      violations.push(`${JSON.stringify(row)}: only contacts have a segment`);
    if (channel?.unit === "piece") {
      if (!Number.isInteger(row.units)) violations.push(`${JSON.stringify(row)} is not whole`);
      over(`${row.film} ${row.channel} ${row.week}`, row.units, channel.mostPerFilm);
    }
  }
  weeks.forEach((week, w) => {
    const ofWeek = allocation.filter((row) => row.week === week);
    for (const channel of channels) {
      const through = ofWeek.filter((row) => row.channel === channel.id);
      over(`${channel.id} in ${week}`, sum(through), at(channel.capacity, w));
      if (channel.unit === "contact")
        for (const { id, members } of segments)
          over(
            `${channel.id} to ${id} in ${week}`,
            sum(through.filter(({ segment }) => segment === id)),
            channel.mostPerMember * members,
          );
    }
    if (instance.weekBudget !== undefined) over(`money in ${week}`, cost(ofWeek), at(instance.weekBudget, w));
    if (instance.frequencyCap !== undefined)
      for (const segment of segments)
        over(
          `contacts of ${segment.id} in ${week}`,
          sum(ofWeek, (row) => (channelOf.get(row.channel)?.frequency ?? 1) * contacts(row, segment)),
          instance.frequencyCap,
        );
  });
  if (instance.budget !== undefined) over("money", cost(allocation), instance.budget);
  for (const { film, channel, weeks: during = weeks, least } of obligations) {
    const met = sum(
      allocation.filter((row) => row.film === film && row.channel === channel && during.includes(row.week)),
    );
    if (met < least - 1e-5 * (1 + least))
      violations.push(`${film} has ${met} of ${least} units of ${channel}`);
  }
  const potential = (film: AllocationInstance["films"][number], segment: string, w: number): number =>
    film.seats !== undefined && at(film.seats, w) <= 0 ? 0 : at(film.potential[segment] ?? 0, w);
  const potentialOf = (film: AllocationInstance["films"][number]): number =>
    film.worth *
    segments.reduce(
      (all, { id }) => all + weeks.reduce((s, _, w) => s + at(film.potential[id] ?? 0, w), 0),
      0,
    );
  const named = films.filter(({ distributor }) => distributor !== null);
  const fairness = instance.fairness;
  if (fairness !== undefined) {
    const whole = named.reduce((total, film) => total + potentialOf(film), 0);
    const spent = cost(allocation.filter(({ film }) => filmOf.get(film)?.distributor != null));
    for (const distributor of new Set(named.map((film) => film.distributor))) {
      const own = named.filter((film) => film.distributor === distributor);
      const due = own.reduce((total, film) => total + potentialOf(film), 0) / (whole || 1);
      const part = cost(allocation.filter(({ film }) => filmOf.get(film)?.distributor === distributor));
      if (part < fairness * due * spent - 1e-4 * (1 + spent))
        violations.push(`${distributor} has ${part} of ${spent}, less than ${fairness} of ${due}`);
    }
  }
  const groups = [
    ...rivalry,
    ...films
      .filter(({ id }) => !rivalry.some((group) => group.films.includes(id)))
      .map(({ id }) => ({ films: [id], loss: 0 })),
  ];
  let value = 0;
  weeks.forEach((week, w) => {
    for (const group of groups) {
      let V = 0;
      let A = 0;
      for (const id of group.films) {
        const film = filmOf.get(id) as AllocationInstance["films"][number];
        const F = film.seats === undefined ? Infinity : at(film.seats, w);
        const seated = (W: number): number => (F === Infinity ? W : F > 0 ? F * (1 - Math.exp(-W / F)) : 0);
        let W = 0;
        let all = 0;
        for (const segment of segments) {
          const P = potential(film, segment.id, w);
          const E = sum(
            allocation.filter((row) => row.film === id && row.week === week),
            (row) => (channelOf.get(row.channel)?.strength.value ?? 0) * contacts(row, segment),
          );
          W += P * (1 - Math.exp(-E));
          all += P;
        }
        V += film.worth * seated(W);
        A += film.worth * seated(all);
      }
      if (A > 0) value += V / (1 + (group.loss * V) / A);
    }
  });
  return { violations, value };
};
