/** MovieLens titles, "Day of the Beast, The (Día de la Bestia, El) (1995)", as people write them. */

const articles = [
  ...["The", "A", "An", "Le", "La", "Les", "L'", "Un", "Une", "Il", "Lo", "Gli", "El", "Los", "Las"],
  ...["Der", "Die", "Das", "Ein", "Eine", "Det", "Den"],
];
const trailingArticle = new RegExp(`^(.+), (${articles.join("|")})$`);
const trailingYear = /\s*\((\d{4})(?:\s*[-–]\s*(?:\d{4})?)?\)(?:\s*\((?:V|TV|VG)\))?$/;

/** "Rock, The" -> "The Rock"; "Avventura, L'" -> "L'Avventura". */
export const articleFirst = (title: string): string =>
  title.replace(trailingArticle, (_, rest: string, article: string) =>
    article.endsWith("'") ? article + rest : `${article} ${rest}`,
  );

export interface TitleAndYear {
  readonly title: string; // "" if there is none
  readonly year: number | null;
}

/** Title and year of release (the first of several); the article is moved in the title and in each bracketed other title. */
export const splitTitle = (text: string): TitleAndYear => {
  const trimmed = text.trim();
  const year = trailingYear.exec(trimmed);
  const named = year ? trimmed.slice(0, year.index) : trimmed;
  const [main = "", ...others] = named.split(" (");
  const title = [
    articleFirst(main.trim()),
    ...others.map((other) => (other.endsWith(")") ? `${articleFirst(other.slice(0, -1))})` : other)),
  ].join(" (");
  return { title: title.trim(), year: year ? Number(year[1]) : null };
};
