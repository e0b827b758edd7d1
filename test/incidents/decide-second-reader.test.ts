import { describe, expect, it } from "vitest";
import {
  canReadFor,
  endReader,
  handles,
  nameReader,
  readerNow,
  readsSecond,
  sign,
  wiped,
  withoutPerson,
  withoutReader,
  withoutWords,
} from "../../src/incidents/decide/index.ts";
import type { Incident, IncidentUnderReview } from "../../src/incidents/model/index.ts";
import { addDays, type Viewer } from "../../src/kernel/index.ts";
import { concluded, hub, lead, leena, noon, reported, underReview, viewer } from "./build.ts";

const sal = "hub_SAL";
const leadsSal = [["SAFEGUARDING_LEAD", sal]] as const;
const sunita = viewer("sunita", [], leadsSal);
const wish = {
  ...{ idempotencyKey: "a-key-of-mine", incidentId: "inc_1", version: 1 },
  ...{ personId: "per_sunita", hubId: sal, reason: "I am the only lead." },
};
const acting = { viewer: leena, now: noon };
const proposal = { outcome: "FALSE", reasons: "It was found.", by: "per_leena", at: noon } as const;
const toSign: IncidentUnderReview = { ...underReview, proposal };
const named = nameReader(toSign, wish, acting) as IncidentUnderReview;
const keeping = { clearedIncidentDays: 28, keptIncidentDays: 2190 };

describe("who can be second reader", () => {
  it.each<readonly [string, Viewer, boolean]>([
    ["a lead of the other hub", sunita, true],
    ["a lead of a third hub", viewer("x", [], [["SAFEGUARDING_LEAD", "hub_THO"]]), false],
    ["a broker of the other hub", viewer("rob", [], [["BROKER", sal]]), false],
    ["nobody with a role", viewer("zoe"), false],
    [
      "a lead there who is a lead here",
      viewer(
        "l",
        [],
        [...leadsSal, ...lead("l").roles.map(({ role, scopeId }) => [role, scopeId] as const)],
      ),
      false,
    ],
    ["a lead there who is broker here", viewer("b", [], [...leadsSal, ["BROKER", hub]]), false],
    ["a lead there who reported it", viewer("amina", [], leadsSal), false],
    ["a lead there it is about", viewer("grace", [], leadsSal), false],
    ["a lead there who paid", viewer("w", [["mem_walter", "SELF"]], leadsSal), false],
    ["a lead there who is its guardian", viewer("m", [["mem_grace", "GUARDIAN"]], leadsSal), false],
    ["a lead there who is a member here", viewer("m", [["mem_zoe", "SELF"]], leadsSal), true],
  ])("%s", (_case, who, can) => {
    expect(canReadFor(who, toSign, sal)).toBe(can);
  });
});

describe("a second reader", () => {
  it("is named with who, why, when and until when", () => {
    expect(named.secondReaders).toEqual([
      {
        ...{ personId: "per_sunita", hubId: sal, reason: "I am the only lead.", by: "per_leena" },
        ...{ at: noon, until: addDays(noon, 28) },
      },
    ]);
  });

  it.each<readonly [string, Incident, string]>([
    ["before it was taken up", reported, "STATE_TRANSITION_INVALID"],
    ["before there is anything to sign", underReview, "STATE_TRANSITION_INVALID"],
    ["while there is one", named, "STATE_TRANSITION_INVALID"],
    ["after it was concluded", concluded("FALSE"), "STATE_TRANSITION_INVALID"],
    [
      "a sixth time",
      {
        ...toSign,
        secondReaders: Array.from({ length: 5 }, () => ({
          ...{ personId: "per_x", hubId: sal, reason: "?", by: "per_leena", at: noon },
          ...{ until: noon },
        })),
      },
      "VALIDATION_FAILED",
    ],
  ])("is not named %s", (_case, incident, code) => {
    expect(nameReader(incident, wish, acting)).toMatchObject({ code });
  });

  it("reads it, handles nothing, and is the only one", () => {
    expect(readsSecond(sunita, named, noon)).toBe(true);
    expect(handles(sunita, named)).toBe(false);
    expect(readsSecond(sunita, toSign, noon)).toBe(false);
    expect(readsSecond(viewer("other", [], leadsSal), named, noon)).toBe(false);
    expect(readsSecond(leena, named, noon)).toBe(false);
  });

  it("reads it no more once they are a lead there no more, or have come too near", () => {
    expect(readsSecond(viewer("sunita"), named, noon)).toBe(false);
    const elsewhere = viewer("sunita", [], [["SAFEGUARDING_LEAD", "hub_THO"]]);
    expect(readsSecond(elsewhere, named, noon)).toBe(false);
    expect(readsSecond({ ...sunita, ...lead("sunita") }, named, noon)).toBe(false);
    const near = viewer("sunita", [["mem_grace", "GUARDIAN"]], leadsSal);
    expect(readsSecond(near, named, noon)).toBe(false);
  });

  it("reads it for four weeks, and not a moment longer", () => {
    const last = "2026-03-09T11:59:59.999Z";
    expect(readsSecond(sunita, named, last)).toBe(true);
    expect(readsSecond(sunita, named, addDays(noon, 28))).toBe(false);
    const again = nameReader(named, wish, { ...acting, now: addDays(noon, 28) });
    expect(again).toMatchObject({ secondReaders: [{ at: noon }, { at: addDays(noon, 28) }] });
  });

  it("reads it until somebody ends that", () => {
    const ended = endReader(named, noon) as IncidentUnderReview;
    expect(ended.secondReaders).toMatchObject([{ personId: "per_sunita", endedAt: noon }]);
    expect(readsSecond(sunita, ended, noon)).toBe(false);
    const wrong = { code: "STATE_TRANSITION_INVALID" };
    expect(endReader(ended, noon)).toMatchObject(wrong);
    expect(endReader(named, addDays(noon, 28))).toMatchObject(wrong);
    expect(endReader(concluded("FALSE"), noon)).toMatchObject(wrong);
  });

  it("still reads what they sent back, and nothing once it is concluded", () => {
    const answer = { ...wish, noTie: true, note: "Ask Tom." } as const;
    const by = { viewer: sunita, now: noon, keeping };
    const back = sign(named, { ...answer, agrees: false }, by) as Incident;
    expect(readsSecond(sunita, back, noon)).toBe(true);
    const over = sign(named, { ...answer, agrees: true }, by) as Incident;
    expect(over).toMatchObject({ status: "CONCLUDED", signed: { by: "per_sunita" } });
    expect(over).toMatchObject({ secondReaders: [{ personId: "per_sunita" }] });
    expect(readerNow(over, noon)).toBeUndefined();
    expect(readsSecond(sunita, over, noon)).toBe(false);
  });
});

describe("what a second reader is told after it has ended", () => {
  it("is how and when, and no word of it", () => {
    const over = { ...concluded("FALSE"), secondReaders: named.secondReaders };
    expect(withoutWords(over)).toEqual({
      ...{ status: "WIPED", id: "inc_1", hubId: hub, reportedAt: noon, version: 1, receipts: [] },
      ...{ outcome: "FALSE", concludedAt: noon, wipedAt: noon },
    });
    const gone = wiped(over, over.wipeAt);
    expect(withoutWords(gone)).toBe(gone);
  });
});

describe("erasing a second reader", () => {
  const erasing = (name: string) => ({ personId: `per_${name}`, standIn: "per_x", now: noon });

  it("ends it, and leaves that there was one, leading to nobody", () => {
    const left = withoutReader(named, erasing("sunita")) as Incident;
    expect(left).toMatchObject({ secondReaders: [{ personId: "per_x", endedAt: noon, at: noon }] });
    expect(JSON.stringify(left)).not.toContain("per_sunita");
    expect(withoutReader(left, erasing("sunita"))).toBeUndefined();
  });

  it("changes nothing of anybody else's", () => {
    expect(withoutReader(named, erasing("leena"))).toBeUndefined();
    expect(withoutReader(toSign, erasing("sunita"))).toBeUndefined();
    expect(withoutReader(concluded("FALSE"), erasing("sunita"))).toBeUndefined();
    expect(withoutPerson(named, erasing("sunita"))).toBeUndefined();
  });
});
