import { describe, expect, it } from "vitest";
import {
  creditDay,
  recordLearning,
  startSeries,
  startSession,
  verifyLearning,
  whyNotRecord,
  whyNotVerify,
} from "../../src/exchanges/decide/index.ts";
import {
  amina,
  asAmina,
  asGrace,
  asking,
  asPriya,
  asWalter,
  ellie,
  grace,
  jack,
  mark,
  noon,
  policy,
  rolesOf,
  school,
  viewer,
  walter,
} from "./build.ts";

const refusalOf = (outcome: object) => ("code" in outcome ? outcome.code : outcome);
const asNora = viewer("nora", [[school, "ADMIN"]]);
const asOmar = viewer("omar", [[school, "ADMIN"]]);

describe("learning", () => {
  const learning = { learner: ellie, organisation: school, viewer: asAmina, now: noon };
  const wish = {
    idempotencyKey: "a-key-of-mine",
    learnerId: ellie.id,
    organisationId: school.id,
    what: "Reading",
    sessions: [{ on: "2026-02-06", minutes: 60 }],
  };
  const rules = { policy, stored: { id: "lrn_1", version: 1, receipts: [] } };
  const record = recordLearning(wish, learning, rules);
  if ("kind" in record) throw new Error(JSON.stringify(record));

  it("is written down by the learner's side, the organisation or a broker", () => {
    const asMother = viewer("amina", [[ellie, "GUARDIAN"]]);
    for (const who of [asMother, asNora, asPriya]) {
      expect(whyNotRecord({ ...learning, viewer: who })).toBeUndefined();
    }
    expect(whyNotRecord({ ...learning, viewer: asWalter })).toMatchObject({ code: "FORBIDDEN" });
  });

  it.each([
    [
      "the day has not come",
      { sessions: [{ on: "2026-02-10", minutes: 60 }] },
      {},
      "VALIDATION_FAILED",
    ],
    [
      "the day is too long ago",
      { sessions: [{ on: "2026-01-08", minutes: 60 }] },
      {},
      "VALIDATION_FAILED",
    ],
    ["an organisation is named as learner", {}, { learner: school }, "VALIDATION_FAILED"],
    ["the learner is paused", {}, { learner: { ...ellie, status: "PAUSED" } }, "PARTY_NOT_ACTIVE"],
  ])("is refused when %s", (_case, said, who, code) => {
    const made = recordLearning({ ...wish, ...said }, { ...learning, ...who }, rules);
    expect(refusalOf(made)).toBe(code);
  });

  it("is verified by another person of the organisation, never by the learner's guardian", () => {
    const both = viewer("nora", [
      [school, "ADMIN"],
      [ellie, "GUARDIAN"],
    ]);
    expect(whyNotVerify({ ...learning, viewer: both })).toMatchObject({ code: "FORBIDDEN" });
    expect(whyNotVerify({ ...learning, viewer: asAmina })).toMatchObject({ code: "FORBIDDEN" });
    const byNora = { ...record, recordedBy: "per_nora" };
    expect(refusalOf(verifyLearning(byNora, { ...learning, viewer: asNora }))).toBe(
      "VERIFIER_IS_RECORDER",
    );
    expect(verifyLearning(byNora, { ...learning, viewer: asOmar })).toMatchObject({
      status: "VERIFIED",
    });
  });

  it("is credited once for an organisation and day, within a young person's limit", () => {
    const day = { learnerId: ellie.id, on: "2026-02-06", credits: [], version: 0 };
    const by = { learner: ellie, policy, now: noon };
    const one = creditDay(day, { ...record, minutes: 90 }, by);
    if ("kind" in one) throw new Error("The first credit fits.");
    expect(one).toMatchObject({ version: 1, credits: [{ minutes: 90 }] });
    expect(refusalOf(creditDay(one, { ...record, minutes: 15 }, by))).toBe(
      "LEARNING_ALREADY_RECORDED",
    );
    const elsewhere = { ...record, organisationId: "org_club" };
    expect(refusalOf(creditDay(one, { ...elsewhere, minutes: 45 }, by))).toBe("DAILY_LIMIT");
    expect(creditDay(one, { ...elsewhere, minutes: 30 }, by)).toMatchObject({ version: 2 });
    expect(creditDay(one, { ...elsewhere, minutes: 45 }, { ...by, learner: walter })).toMatchObject(
      { version: 2 },
    );
  });
});

describe("a mentoring series", () => {
  const wish = {
    idempotencyKey: "a-key-of-mine",
    providerId: grace.id,
    recipientId: amina.id,
    what: "Maths",
    rhythm: "Tuesdays at four",
    sessionCount: 1,
    sessionMinutes: 60,
  };
  const made = startSeries(wish, asking(asAmina), { id: "ser_1", version: 1, receipts: [] });
  if ("kind" in made) throw new Error(JSON.stringify(made));
  const agreed = {
    ...made,
    status: "AGREED" as const,
    agreed: { PAYER: mark("amina", "PAYER"), PROVIDER: mark("grace", "PROVIDER") },
  };
  const session = { id: "exc_1", version: 1, receipts: [] };

  it("starts sessions that are agreed already", () => {
    expect(startSession(agreed, asking(asGrace), session)).toMatchObject({
      series: { sessionsStarted: 1 },
      exchange: { status: "AGREED", seriesId: "ser_1", minutes: 60 },
    });
  });

  it("starts none before both agree and none too many", () => {
    expect(startSession(made, asking(asGrace), session)).toMatchObject({
      code: "STATE_TRANSITION_INVALID",
      remedy: "Wait for their yes, then start the session.",
    });
    const full = { ...agreed, sessionsStarted: 1 };
    expect(refusalOf(startSession(full, asking(asGrace), session))).toBe(
      "STATE_TRANSITION_INVALID",
    );
  });

  it("needs a guardian for a young person", () => {
    const roles = rolesOf({ payer: jack, recipients: [jack] });
    const asJack = viewer("jack", [[jack, "SELF"]]);
    const alone = startSeries(
      { ...wish, recipientId: jack.id },
      asking(asJack, { roles }),
      session,
    );
    expect(refusalOf(alone)).toBe("GUARDIAN_APPROVAL_REQUIRED");
  });
});
