/** Campaigns kept in the library, with who got them; every change is an edit that Undo takes back. */
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import type { CampaignFacts } from "../../../shared/contract/retention.ts";
import type { Campaign, CampaignMembers } from "../../../shared/domain/campaign.ts";
import { editLabel } from "../edits/label.ts";
import { type Change, make } from "../journal/journal.ts";
import type { Connection } from "../store/library.ts";

type Facts = z.infer<typeof CampaignFacts>;
interface Row extends Omit<Campaign, "plan"> {
  readonly ordinal: number;
  readonly plan: string | null;
}
interface MemberRow {
  readonly member: number;
  readonly treated: number;
}

const membersOf = (db: Connection, campaign: string): MemberRow[] =>
  db
    .prepare("SELECT member, treated FROM campaign_member WHERE campaign = ? ORDER BY member")
    .all(campaign) as MemberRow[];

export const campaignsIn = (db: Connection): (Campaign & { readonly who: CampaignMembers })[] =>
  (db.prepare("SELECT * FROM campaign ORDER BY ordinal, id").all() as Row[]).map(
    ({ ordinal: _, plan, ...row }) => {
      const who = membersOf(db, row.id);
      return {
        ...row,
        plan: plan === null ? null : JSON.parse(plan),
        who: {
          member: Int32Array.from(who, ({ member }) => member),
          treated: Uint8Array.from(who, ({ treated }) => treated),
        },
      };
    },
  );

const edit = (db: Connection, field: string, changes: readonly Change[]): number | null =>
  make(db, { kind: "edit", label: editLabel("campaigns", [field], changes.length) }, changes);

/** A member in both lists counts as treated. */
export const keepCampaign = (
  db: Connection,
  { name, kind, sent, weeks, cost, plan }: Facts,
  treated: readonly number[],
  control: readonly number[],
): { readonly id: string; readonly unknown: number; readonly changeSet: number | null } => {
  const id = randomUUID();
  const last = db.prepare("SELECT coalesce(max(ordinal), 0) FROM campaign").pluck().get() as number;
  const known = db.prepare("SELECT 1 FROM member WHERE id = ?");
  const who = new Map([
    ...control.map((member) => [member, 0] as const),
    ...treated.map((member) => [member, 1] as const),
  ]);
  const found = [...who].filter(([member]) => known.get(member) !== undefined);
  const changeSet = edit(db, "new", [
    {
      entity: "campaign",
      key: { id },
      before: null,
      after: { ordinal: last + 1, name, kind, sent, weeks, cost, plan: plan && JSON.stringify(plan) },
    },
    ...found.map(
      ([member, its]): Change => ({
        entity: "campaign_member",
        key: { campaign: id, member },
        before: null,
        after: { treated: its },
      }),
    ),
  ]);
  return { id, unknown: who.size - found.length, changeSet };
};

/** Undefined = there is no such campaign. */
export const dropCampaign = (db: Connection, id: string): number | null | undefined => {
  const row = db.prepare("SELECT * FROM campaign WHERE id = ?").get(id) as Row | undefined;
  if (!row) return undefined;
  const { id: _, ...before } = row;
  return edit(db, "removed", [
    ...membersOf(db, id).map(
      ({ member, treated }): Change => ({
        entity: "campaign_member",
        key: { campaign: id, member },
        before: { treated },
        after: null,
      }),
    ),
    { entity: "campaign", key: { id }, before, after: null },
  ]);
};
