/** Film numbers that several systems share, from the forms they travel in: bare, in addresses, as spreadsheets leave them. */

/** "0114709", "tt0114709", "https://www.imdb.com/title/tt0114709/" -> "tt0114709" */
export const readImdbId = (text: string): string | null => {
  const [, digits] = /^(\d{1,9})$/.exec(text) ?? /(?:^|\/title\/)tt(\d{1,10})(?:[/?#]|$)/.exec(text) ?? [];
  return digits === undefined ? null : `tt${digits.padStart(7, "0")}`;
};

/** "862", "862.0", "https://www.themoviedb.org/movie/862-toy-story" -> 862 */
export const readTmdbId = (text: string): number | null => {
  const [, digits] = /^(\d{1,9})(?:\.0)?$/.exec(text) ?? /\/movie\/(\d{1,9})(?:[-/?#]|$)/.exec(text) ?? [];
  return digits === undefined ? null : Number(digits);
};

/** "10.5240/7791-8534-2C23-9030-8610-5", also as an address. */
export const readEidr = (text: string): string | null =>
  /10\.5240\/(?:[0-9A-F]{4}-){5}[0-9A-Z]$/i.exec(text)?.[0].toUpperCase() ?? null;
