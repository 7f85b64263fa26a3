import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkQuery, withoutSeparator } from "./query-check.ts";

const refusal = (sql: string): string => {
  const found = checkQuery(sql);
  return found ? `${found.reason} at ${found.position} ${found.word}`.trim() : "reads";
};

describe("a query is one statement that reads", () => {
  test.each([
    ["SELECT 1"],
    ["  select * from tickets ;  "],
    ["-- tickets\nSELECT /* all; /* of */ them */ * FROM t;"],
    ["WITH recent AS (SELECT * FROM t) SELECT * FROM recent"],
    ["(SELECT 1) UNION (SELECT 2)"],
    [`SELECT 'a;b', "c;d", $$e;f$$, $tag$ ; $$ ; $tag$, E'g\\';h'`],
    ["SELECT update, delete FROM t WHERE (update) > 1"],
    ["SELECT count(*) AS into FROM t"],
  ])("%s", (sql) => expect(refusal(sql)).toBe("reads"));

  test.each([
    ["", "empty at 0"],
    [" ;", "empty at 0"],
    ["-- nothing", "empty at 0"],
    ["DELETE FROM t", "notSelect at 0 delete"],
    ["VALUES (1)", "notSelect at 0 values"],
    ["SELECT 1; DROP TABLE t", "several at 10 drop"],
    ["SELECT 1;;", "several at 9 ;"],
    ["SELECT * INTO copy_of_t FROM t", "writes at 9 into"],
    ["WITH gone AS (DELETE FROM t RETURNING *) SELECT * FROM gone", "writes at 14 delete"],
    ["WITH a AS (SELECT 1) UPDATE t SET x = 1", "writes at 21 update"],
    ["SELECT 'open", "unclosed at 7 '"],
    ['SELECT "open', 'unclosed at 7 "'],
    ["SELECT $x$ open $y$", "unclosed at 7 $x$"],
    ["SELECT 1 /* open /* */", "unclosed at 9 /*"],
    ["SELECT E'open\\'", "unclosed at 7 '"],
  ])("%s", (sql, expected) => expect(refusal(sql)).toBe(expected));

  test("whatever stands in a literal, a name or a comment changes nothing", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const literal = `'${text.replaceAll("'", "''")}'`;
        const name = `"${text.replaceAll('"', '""')}"`;
        const line = `-- ${text.replaceAll(/[\r\n]/g, " ")}\n`;
        expect(checkQuery(`SELECT ${literal} AS ${name} ${line} FROM t`)).toBeNull();
        expect(checkQuery(`SELECT ${literal}; DROP TABLE ${name}`)?.reason).toBe("several");
      }),
    );
  });

  test("any text is answered, and only its own separator is taken off", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        checkQuery(text);
        expect(text.startsWith(withoutSeparator(text))).toBe(true);
      }),
    );
    expect(withoutSeparator("SELECT ';' ; ")).toBe("SELECT ';' ");
  });
});
