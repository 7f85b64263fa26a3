/** Edits of members: fields of all that are meant, in one set of the journal. */
import type { MemberChange, MemberField } from "../../../shared/contract/edits.ts";
import { openChangeSet } from "../journal/journal.ts";
import type { Connection } from "../store/library.ts";
import { differingRows, type FieldChange, pickRows, setFields } from "./bulk.ts";
import { editLabel } from "./label.ts";

const columnOf: Readonly<Record<MemberField, string>> = {
  ageBand: "age_band",
  gender: "gender",
  occupation: "occupation",
  area: "area",
  joined: "joined",
};

const fieldsOf = ({ set = {} }: MemberChange): FieldChange[] =>
  Object.entries(set).flatMap(([field, value]) =>
    value === undefined
      ? []
      : [{ column: columnOf[field as MemberField], value: value === "" ? null : value }],
  );

export const previewMembers = (db: Connection, members: Iterable<number>, change: MemberChange) => ({
  targets: pickRows(db, members),
  changed: differingRows(db, "member", fieldsOf(change)).length,
});

export const editMembers = (db: Connection, members: Iterable<number>, change: MemberChange) =>
  db
    .transaction(() => {
      const targets = pickRows(db, members);
      const fields = fieldsOf(change);
      const changed = new Set(differingRows(db, "member", fields));
      if (changed.size === 0) return { targets, changed, changeSet: null };
      const label = editLabel("members", Object.keys(change.set ?? {}), changed.size);
      const changeSet = openChangeSet(db, { kind: "edit", label });
      setFields(db, changeSet, "member", fields);
      return { targets, changed, changeSet };
    })
    .immediate();
