import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
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
beforeAll(async () => {
  bank = await startImportBank();
}, 60_000);
afterEach(() => bank.guard());
afterAll(() => bank.stop());

const member = (ref: string, first: string, last: string) =>
  `${ref},${first},${last},1960-05-01,PHONE,${ready}\n`;
const help = (
  ref: string,
  by: string,
  to: string,
  more: { minutes?: number; what?: string } = {},
) =>
  `${ref},${by},${to},${today},${more.minutes ?? 60},${more.what ?? "Painting"},PHONE,I did.,She did.\n`;

type Told = { readonly line: number; readonly column?: string; readonly message: string };
const places = (problems: readonly Told[]) => problems.map(({ line, column }) => [line, column]);

describe("npm run import, where much is to be done", { timeout: 120_000 }, () => {
  // A deployed service lets one caller change two things a second; a list has more.
  it("waits as long as the service says, and brings all in", async () => {
    const words = files({ members: `${header}\n${member("1", "Ann", "West")}` });
    let asked = 0;
    let putOff = 0;
    bank.guard(async (answer) => {
      asked += 1;
      if (asked % 2 === 0) return answer();
      putOff += 1;
      const message = "You have asked for a lot in a short time.";
      return {
        status: putOff % 3 === 0 ? 503 : 429,
        headers: { "content-type": "application/json", "retry-after": "0.01" },
        body: JSON.stringify({ errors: [{ message, extensions: { code: "RATE_LIMITED" } }] }),
      };
    });
    expect(await bank.inJson(words)).toMatchObject({ code: 0, problems: [] });
    expect(putOff).toBeGreaterThan(5);
  });

  it("tries a row again that others changed at that moment", async () => {
    const words = files({ members: `${header}\n${member("2", "Ben", "West")}` });
    let times = 0;
    bank.guard(async (answer) => {
      const given = await answer();
      const text = given.body.toString();
      if (!text.includes('"replayed"') || times === 2) return given;
      times += 1;
      const no = { code: "BUSY_TRY_AGAIN", message: "Busy.", path: [], remedy: "Try again." };
      const body = { data: { answer: { member: null, replayed: false, userErrors: [no] } } };
      return { ...given, body: JSON.stringify(body) };
    });
    expect(await bank.inJson(words)).toMatchObject({ code: 0, problems: [] });
    expect(times).toBe(2);
  });

  it("names the bad rows among ten thousand, quickly", async () => {
    const rows = Array.from({ length: 10_000 }, (_, place) =>
      help(`H${place}`, "a", "b", { minutes: place % 1000 === 0 ? 7 : 15, what: `Help ${place}` }),
    );
    const words = files({
      hours: `\uFEFF${hoursHeader}\r\n${rows.join("").replaceAll("\n", "\r\n")}`,
    });
    const { code, problems } = await bank.inJson(words, "--dry-run");
    expect(code).toBe(1);
    const bad = problems.filter(({ column }: Told) => column === "minutes");
    expect(places(bad)).toEqual(
      Array.from({ length: 10 }, (_, thousand) => [thousand * 1000 + 2, "minutes"]),
    );
    // Nobody of these is in the hub, and each of the others says so twice.
    expect(problems).toHaveLength(10 + 2 * 9_990);
  });
});

describe("the dry run of an import", { timeout: 60_000 }, () => {
  it("counts lines as an editor does, whatever ends them, in cells too", async () => {
    const text = `${header}\r\n\r\n1,"A\r\nnn",West,never,PHONE,${ready}\r\n2,"B\n\nen",West,never,PHONE,${ready}\r3,Cy,West,never,PHONE,${ready}`;
    const { problems } = await bank.inJson(files({ members: `\uFEFF${text}` }), "--dry-run");
    expect(places(problems)).toEqual([3, 5, 8].map((line) => [line, "bornOn"]));
  });

  it("tells formulas that nobody reckoned", async () => {
    const words = files({
      members: `${header}\n${member("3", "=1+1", "West")}${member("4", "Dot", "#REF!")}`,
      hours: `${hoursHeader}\nF1,3,4,${today},=30*2,Help,PHONE,a,b\n`,
    });
    const { problems } = await bank.inJson(words, "--dry-run");
    expect(places(problems)).toEqual([
      [2, "firstName"],
      [3, "lastName"],
      [2, "minutes"],
    ]);
    expect(problems[0].message).toContain("“=1+1” is a formula");
  });

  it("tells what the service would not take, word for word as the service does", async () => {
    const lines = "Two\nlines";
    const words = files({
      members: `${header},phone\n5,"${lines}",Hill,1960-05-01,PHONE,asked,Lifts | Lifts,,,,,,no,( ) ( )\n`,
      listings: `${listingHeader};around\nL1;${bank.memberId};OFFER;Tea at 12 High Street;;;${bank.slug};\nL2;${bank.memberId};OFFER;Tea and talk;;;${bank.slug};MB4 2QX\n`,
      hours: `${hoursHeader}\nF2,5,${bank.memberId},${today},60,"${lines}",PHONE,a\u202Eb,b\n`,
    });
    const { problems } = await bank.inJson(words, "--dry-run");
    expect(places(problems)).toEqual(
      expect.arrayContaining([
        [2, "firstName"],
        [2, "offers"],
        [2, "phone"],
        [2, "title"],
        [3, "around"],
        [2, "what"],
        [2, "providerSaid"],
      ]),
    );
  });

  it("tells the same help that stands in a list twice", async () => {
    const words = files({
      members: `${header}\n${member("6", "Flo", "West")}${member("7", "Gus", "West")}`,
      hours: `${hoursHeader}\n${help("D1", "6", "7")}${help("D2", "6", "7")}${help("D3", "6", "7", { what: "Painting again" })}`,
    });
    const { problems } = await bank.inJson(words, "--dry-run");
    expect(places(problems)).toEqual([[3, "what"]]);
    expect(problems[0].message).toContain("line 2 already");
  });

  it("tells help that somebody has entered already, so that nothing is doubled", async () => {
    const first = files({
      members: `${header}\n${member("8", "Hal", "West")}${member("9", "Ivy", "West")}`,
      hours: `${hoursHeader}\n${help("E1", "8", "9")}`,
    });
    const { rows } = await bank.inJson(first);
    const [hal, ivy] = rows.map(({ id }: { readonly id: string }) => id);
    const before = await bank.counted();
    // The same list under other numbers, as when a colleague has it.
    const again = files({ hours: `${hoursHeader}\n${help("X1", hal, ivy)}` });
    const { code, problems } = await bank.inJson(again);
    expect({ code, places: places(problems) }).toEqual({ code: 1, places: [[2, "what"]] });
    expect(problems[0].message).toContain("has this very help already");
    expect(await bank.counted()).toEqual(before);
    // Under its own number it is known, and left as it is.
    expect(await bank.inJson(first)).toMatchObject({ code: 0, problems: [] });
    expect(await bank.counted()).toEqual(before);
  });
});

describe("an import that is broken off", { timeout: 60_000 }, () => {
  it("says so and how to go on, and is no success", async () => {
    const people = Array.from({ length: 8 }, (_, place) =>
      member(`2${place}`, "Jo", `Vale-${place}`),
    );
    const words = files({ members: `${header}\n${people.join("")}` });
    const flags = ["--hub", bank.hubId, "--as", bank.broker, "--url", bank.url, "--json"];
    const { child, ended } = command("import", [...flags, ...words]);
    child.stderr.on("data", (part: Buffer) => {
      if (part.toString().includes("Rows: 1 of 8")) child.kill("SIGINT");
    });
    const { code, answer } = await ended;
    expect(code).toBe(130);
    expect(JSON.parse(answer)).toMatchObject({ isWell: false, message: "Broken off." });
    expect(await bank.inJson(words)).toMatchObject({ code: 0, problems: [] });
  });
});
