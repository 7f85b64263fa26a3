/** A cell longer than this is no number, date, duration or key: it is not even looked at, so that no cell can cost time. */
export const longestValue = 120;
