/** Seeds as people write them: "3", "1,4,9", "1..5"; at most a hundred. Empty for anything else. */
export const seedsOf = (text: string): number[] => {
  const range = /^(\d{1,6})\.\.(\d{1,6})$/.exec(text);
  if (!range) return /^\d{1,9}(,\d{1,9}){0,99}$/.test(text) ? text.split(",").map(Number) : [];
  const [first, last] = [Number(range[1]), Number(range[2])];
  if (last < first || last - first >= 100) return [];
  return Array.from({ length: last - first + 1 }, (_, n) => first + n);
};
