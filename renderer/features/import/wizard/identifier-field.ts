/** Which of the sealed fields a column that tells who somebody is would go to. */
const byName: readonly (readonly [pattern: RegExp, field: string])[] = [
  [/mail|邮/i, "email"],
  [/phone|mobile|tel|手机|电话/i, "phone"],
  [/card|loyalty|卡/i, "card"],
  [/street|address|地址|住址/i, "address"],
  [/name|姓名/i, "name"],
];
const byValue: readonly (readonly [pattern: RegExp, field: string])[] = [
  [/@/, "email"],
  [/^\+?[\d\s().-]{7,}$/, "phone"],
];

/** Null where every field that would suit is taken, or none does. */
export const identifierFieldOf = (
  column: string,
  samples: readonly string[],
  free: readonly string[],
): string | null => {
  const named = byName.find(([pattern]) => pattern.test(column))?.[1];
  const seen = byValue.find(([pattern]) => samples.some((sample) => pattern.test(sample)))?.[1];
  const wanted = named ?? seen ?? null;
  return wanted !== null && free.includes(wanted) ? wanted : null;
};
