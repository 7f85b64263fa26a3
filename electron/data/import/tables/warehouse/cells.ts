/** Values as the server writes them become cells: text, "" where there is none, times in ISO 8601, arrays as JSON. */
import { types } from "pg";

const oids = { bool: 16, timestamp: 1114, timestamptz: 1184 } as const;
const texts = 1009;
const parseArray = types.getTypeParser(texts as never, "text") as (text: string) => unknown;
/** bool[], int2[], int4[], text[], bpchar[], varchar[], int8[], float4[], float8[], date[], numeric[], uuid[] */
const arrays = new Set([1000, 1005, 1007, 1009, 1014, 1015, 1016, 1021, 1022, 1182, 1231, 2951]);

/** "2026-01-02 03:04:05.6+00" -> "2026-01-02T03:04:05.6Z", and "…+01" -> "…+01:00". */
const isoTime = (text: string): string =>
  /^\d{4}-\d\d-\d\d \d/.test(text)
    ? text
        .replace(" ", "T")
        .replace(/\+00(:00)?$/, "Z")
        .replace(/[+-]\d\d$/, "$&:00")
    : text;

const cellReader = (oid: number): ((text: string) => string) => {
  if (oid === oids.bool) return (text) => (text === "t" ? "true" : "false");
  if (oid === oids.timestamp || oid === oids.timestamptz) return isoTime;
  if (arrays.has(oid)) return (text) => JSON.stringify(parseArray(text));
  return (text) => text;
};

/** For the driver, which has read every value as text already. */
export const cellTypes = { getTypeParser: cellReader } as never;
