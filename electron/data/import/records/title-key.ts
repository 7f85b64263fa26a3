/** The key of a film that its source names by title only: what people see as one title is one key. */
const apart = /[^\p{L}\p{N}]+/gu;

export const titleKey = (title: string, year: number | null): string => {
  const plain = title.normalize("NFKC").toLowerCase().replace(apart, " ").trim();
  return `title:${plain || title.trim()}${year === null ? "" : ` ${year}`}`;
};
