/** Who got a campaign, as a table of members by their number: the list that a plan exports, or one of the house's own. */
import { err, ok, type Result } from "../../../shared/domain/result.ts";

interface NotACampaign {
  readonly type: "NotACampaign";
  readonly line: number;
  readonly found: string;
}

/** Words for the groups in both languages of the exported list, and numbers. */
const groups: ReadonlyMap<string, 0 | 1> = new Map([
  ...["contact", "treated", "1", "to be written to", "将联系"].map((word) => [word, 1] as const),
  ...["control", "0", "held out", "对照"].map((word) => [word, 0] as const),
]);

const cellsOf = (line: string): string[] =>
  line.split(/[,;\t]/).map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));

/** The first column is the member, the second the group; a first line without a number is a header. */
export const campaignMembers = (
  text: string,
): Result<{ readonly treated: number[]; readonly control: number[] }, NotACampaign> => {
  const lists: { readonly treated: number[]; readonly control: number[] } = { treated: [], control: [] };
  for (const [at, line] of text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .entries()) {
    if (line.trim() === "") continue;
    const [member = "", group = ""] = cellsOf(line);
    if (at === 0 && !/^\d+$/.test(member)) continue;
    const side = groups.get(group.toLowerCase());
    if (!/^\d{1,15}$/.test(member) || side === undefined)
      return err({ type: "NotACampaign", line: at + 1, found: line.slice(0, 200) });
    lists[side ? "treated" : "control"].push(Number(member));
  }
  if (lists.treated.length + lists.control.length === 0)
    return err({ type: "NotACampaign", line: 1, found: "" });
  return ok(lists);
};
