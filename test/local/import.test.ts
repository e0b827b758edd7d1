import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { command } from "./command.ts";
import {
  files,
  header,
  hoursHeader,
  type ImportBank,
  listingHeader,
  ready,
  startImportBank,
  today,
} from "./import-bank.ts";

let bank: ImportBank;
let hubId: string;
let memberId: string;
let slug: string;
beforeAll(async () => {
  bank = await startImportBank();
  ({ hubId, memberId, slug } = bank);
}, 60_000);
afterAll(() => bank.stop());

const inJson: ImportBank["inJson"] = (...words) => bank.inJson(...words);
const importing: ImportBank["importing"] = (...words) => bank.importing(...words);
const asked: ImportBank["asked"] = (...words) => bank.asked(...words);
const counted = () => bank.counted();

describe("npm run import", { timeout: 120_000 }, () => {
  it("brings members, listings and hours in, and changes nothing when it is run again", async () => {
    const words = files({
      // As a spreadsheet of an office writes it: a mark in front, lines that end in two letters.
      members: `\uFEFF${header}\r\n1,Bea,Lind,1960-05-01,PHONE,${ready}\r\n2,Carl,Moss,31/12/1955,paper,${ready}\r\n`,
      listings: `${listingHeader}\nL1;1;offer;"Mending, or ""making do""";PHONE;Yes, show it.;${slug}\nL2;2;REQUEST;A lift;;;${slug}\n`,
      hours: `${hoursHeader}\nH1,1,2,${today},90,A coat mended,PHONE,Took an hour and a half.,It did.\n`,
    });
    const before = await counted();
    const dry = await inJson(words, "--dry-run");
    expect(dry).toMatchObject({ code: 0, isWell: true, isDryRun: true, problems: [], rows: [] });
    expect(dry.checked).toEqual({ members: 2, listings: 2, hours: 1 });
    expect(await counted()).toEqual(before);

    const first = await inJson(words);
    expect(first).toMatchObject({ code: 0, isWell: true, problems: [] });
    expect(first.rows.map((row: { outcome: string }) => row.outcome)).toEqual(
      Array.from({ length: 5 }, () => "DONE"),
    );
    const after = await counted();
    expect(after).toHaveLength(before.length + 2);
    expect(after).toContainEqual({
      ...{ firstName: "Bea", status: "ACTIVE" },
      account: { balanceMinutes: 90 },
    });
    expect(after).toContainEqual({
      ...{ firstName: "Carl", status: "ACTIVE" },
      account: { balanceMinutes: -90 },
    });
    const listing = await asked(
      bank.broker,
      "query ($a: ID!, $b: ID!) { shown: listing(id: $a) { title status } draft: listing(id: $b) { status } }",
      { a: first.rows[2].id, b: first.rows[3].id },
    );
    expect(listing).toEqual({
      shown: { title: 'Mending, or "making do"', status: "PUBLISHED" },
      draft: { status: "DRAFT" },
    });

    const again = await inJson(words);
    expect(again).toMatchObject({ code: 0, isWell: true });
    expect(again.rows).toEqual(
      first.rows.map((row: object) => ({ ...row, outcome: "DONE_BEFORE" })),
    );
    expect(await counted()).toEqual(after);
  });

  it("names every bad row by line and column, and writes none of the good ones", async () => {
    const words = files({
      members: `${header},Shoe size\n1,Ann,Reed,1960-02-30,PHONE,${ready}\n\n2,"Two\nLines",Reed,1960-05-01,FAX,${ready}\n2,,Reed,1960-05-01,PHONE,${ready}\n4,Dan,Reed,2999-01-01,PHONE,asked,,,,,,,yes\n`,
      hours: `${hoursHeader}\nH1,9,${memberId},2001-01-01,50,Help,PHONE,a,b\nH2,9,${memberId},2001-01-01,45,Help,PHONE,a,b,too much\nH3,${memberId},${memberId},2999-01-01,45,Help,PHONE,a,b\n`,
      listings: `${listingHeader}\n1;${memberId};SELL;Help;;;\n2;77;OFFER;Help;PHONE;;none\n`,
    });
    const before = await counted();
    const { code, problems, rows } = await inJson(words);
    expect({ code, rows }).toEqual({ code: 1, rows: [] });
    expect(await counted()).toEqual(before);
    const places = problems.map(
      (one: { file: string; line: number; column?: string }) =>
        `${one.file.replace(/.*\//, "")} ${one.line} ${one.column ?? ""}`,
    );
    expect(places).toEqual([
      "members.csv 1 Shoe size",
      "members.csv 2 bornOn",
      "members.csv 4 channel",
      "members.csv 6 ref",
      "members.csv 6 firstName",
      "members.csv 7 bornOn",
      "members.csv 7 interviewedOn",
      "members.csv 7 codeOfConductNote",
      "members.csv 7 referencesWaived",
      "members.csv 7 offers",
      "members.csv 7 requests",
      "members.csv 7 letIn",
      "listings.csv 2 direction",
      "listings.csv 3 category",
      "listings.csv 3 heard",
      "listings.csv 3 member",
      "hours.csv 2 minutes",
      "hours.csv 3 ",
      "hours.csv 3 happenedOn",
      "hours.csv 3 provider",
      "hours.csv 4 happenedOn",
      "hours.csv 4 recipient",
    ]);
    const { said } = await importing(words, "--dry-run");
    expect(said).toMatch(/members\.csv, line 2, bornOn: “1960-02-30” is not a day\./);
    expect(said).toContain("22 to mend. Nothing was changed.");
  });

  it("tells before anything is written whose balance cannot bear a row, and keeps its word", async () => {
    const members = `${header}\n21,Eve,Hart,1970-05-01,PHONE,${ready}\n22,Fay,Hart,1971-05-01,PHONE,${ready}\n`;
    const line = (ref: string, by: string, to: string, minutes: number) =>
      `${ref},${by},${to},${today},${minutes},Painting,PHONE,I did.,She did.\n`;
    const hours = `${hoursHeader}\n${line("P1", "21", "22", 240)}${line("P2", "21", "22", 75)}${line("P3", "22", "21", 60)}${line("P4", "21", "22", 120)}${line("P5", "21", memberId, 315)}`;
    const before = await counted();
    const dry = await inJson(files({ members, hours }), "--dry-run");
    expect(dry).toMatchObject({ code: 1, rows: [] });
    expect(dry.problems).toMatchObject([
      { line: 3, column: "recipient", message: expect.stringContaining("-315 minutes") },
      { line: 6, column: "recipient", message: expect.stringContaining("lowest is -300") },
    ]);
    expect(await counted()).toEqual(before);

    const good = `${hoursHeader}\n${line("P1", "21", "22", 240)}${line("P3", "22", "21", 60)}${line("P4", "21", "22", 120)}`;
    const words = files({ members, hours: good });
    expect(await inJson(words, "--dry-run")).toMatchObject({ code: 0, problems: [] });
    expect(await inJson(words)).toMatchObject({ code: 0, problems: [] });
    const fays = { firstName: "Fay", status: "ACTIVE", account: { balanceMinutes: -300 } };
    expect(await counted()).toContainEqual(fays);
    // What was done is not counted twice, so the same is well again, and more would not be.
    expect(await inJson(words, "--dry-run")).toMatchObject({ code: 0, problems: [] });
    const more = `${good}${line("P6", "21", "22", 15)}`;
    expect(await inJson(files({ members, hours: more }), "--dry-run")).toMatchObject({
      ...{ code: 1, problems: [{ line: 5, column: "recipient" }] },
    });
  });

  it("names whoever is in the hub already, though not whom it brought in itself", async () => {
    const row = (ref: string) => `${header}\n${ref},Pia,Holt,1960-05-01,PHONE,${ready}\n`;
    const words = files({ members: row("71") });
    expect(await inJson(words)).toMatchObject({ code: 0, problems: [] });
    expect(await inJson(words, "--dry-run")).toMatchObject({ code: 0, problems: [] });
    const [pia] = (await inJson(words)).rows;
    const other = await inJson(files({ members: row("72") }), "--dry-run");
    expect(other).toMatchObject({ code: 1, problems: [{ line: 2, column: "lastName" }] });
    expect(other.problems[0].message).toContain(pia.id);
  });

  it("goes on where it was when it is killed, and does nothing twice", async () => {
    const people = Array.from({ length: 6 }, (_, place) => place);
    const words = files({
      members: `${header}\n${people.map((one) => `8${one},Kim,Lane-${one},1960-05-0${one + 1},PHONE,${ready}\n`).join("")}`,
      hours: `${hoursHeader}\n${people.map((one) => `K${one},8${one},8${(one + 1) % 6},${today},45,Help,PHONE,I did.,They did.\n`).join("")}`,
    });
    const before = (await counted()).length;
    for (const after of ["1 of 12", "9 of 12"]) {
      const { child, ended } = command("import", [
        ...["--hub", hubId, "--as", bank.broker, "--url", bank.url, ...words],
      ]);
      child.stderr.on("data", (part: Buffer) => {
        if (part.toString().includes(`Rows: ${after}`)) child.kill("SIGKILL");
      });
      expect((await ended).code).toBeNull();
    }
    expect(await inJson(words)).toMatchObject({ code: 0, isWell: true, problems: [] });
    const seen = await counted();
    expect(seen).toHaveLength(before + 6);
    const kims = seen.filter(({ firstName }: { firstName: string }) => firstName === "Kim");
    expect(kims).toEqual(
      people.map(() => ({ firstName: "Kim", status: "ACTIVE", account: { balanceMinutes: 0 } })),
    );
  });

  it("does not do a row anew that was changed since", async () => {
    const text = (name: string) => `${header}\n31,${name},Ford,1960-05-01,PHONE,${ready}\n`;
    expect((await importing(files({ members: text("Gil") }))).code).toBe(0);
    const count = (await counted()).length;
    const { code, problems } = await inJson(files({ members: text("Gill") }));
    expect({ code, problems }).toMatchObject({ code: 1, problems: [{ line: 2, column: "ref" }] });
    expect(await counted()).toHaveLength(count);
  });

  it("says what stands in the way, and what it cannot read", async () => {
    const words = files({ members: `${header}\n` });
    const notBroker = await command("import", [
      ...["--hub", hubId, "--as", bank.member, "--url", bank.url, "--json", ...words],
    ]).ended;
    expect(notBroker.code).toBe(1);
    expect(JSON.parse(notBroker.answer)).toMatchObject({
      isWell: false,
      message: expect.stringContaining("no broker of this hub"),
    });
    expect(await importing([])).toMatchObject({ code: 2 });
    expect(await importing(["--members", "/nowhere.csv"])).toMatchObject({ code: 2 });
    expect(await importing(words, "--mistaken")).toMatchObject({ code: 2 });
    const broken = await inJson(files({ members: `${header}\n1,"Ann,Reed\n` }));
    expect(broken).toMatchObject({
      ...{ code: 1, problems: [{ message: expect.stringContaining("quotation marks") }] },
    });
    const noColumn = await inJson(files({ listings: "member,title\n1,Help\n" }));
    expect(noColumn.problems).toMatchObject([
      { line: 1, column: "ref", message: expect.stringContaining("missing") },
      { line: 1, column: "direction" },
    ]);
  });
});
