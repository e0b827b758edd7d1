import { buildSchema } from "graphql";
import { describe, expect, it } from "vitest";
import { filesUnder, textOf } from "./modules.ts";
import { argumentsIn, fields, inputFields } from "./schema-places.ts";

const schema = buildSchema(
  filesUnder(["schema"], /\.graphql$/)
    .map(textOf)
    .join("\n"),
);
const places = [...fields(schema), ...inputFields(schema), ...argumentsIn(schema)];

/** Words for what would say where somebody lives or is, to the metre or the house. */
const whereabouts = new Set(
  (
    "address addresses street streets postcode postcodes post zip house flat uprn latitude " +
    "longitude lat lon coordinate coordinates geo gps location locations geohash"
  ).split(" "),
);
const wordsIn = (place: string) =>
  place
    .replaceAll(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z]+/);
const saysWhere = (place: string) => wordsIn(place).some((word) => whereabouts.has(word));

/** The fields that tell a name, a birthday, a number or an address for letters on a screen. */
const telling = ["lastName", "bornOn", "phone", "email", "contact", "reach", "demographics"];

describe("the schema as somebody reads it who looks for people", () => {
  it("has no place for an address, to be written or read", () => {
    expect(places.length).toBeGreaterThan(500);
    expect(places.map(({ at }) => at).filter(saysWhere)).toEqual([]);
    const examples = ["Party.homeAddress", "ApplyInput.postcode", "Query.hubs(geo:)"];
    expect(examples.filter(saysWhere)).toEqual(examples);
  });

  it("tells who somebody is in these places and no other, each with a guard of its own", () => {
    const found = fields(schema)
      .filter(({ at }) => telling.includes(at.split(".")[1] ?? ""))
      .map(({ at }) => at);
    expect(found.toSorted()).toEqual([
      // The viewer's own.
      "GiveDemographicsPayload.demographics",
      // That guardian and the hub's brokers; no other guardian, and not the child.
      "Guardian.contact",
      "GuardianContact.reach",
      // The viewer's own.
      "Me.demographics",
      // The member, guardians and the hub's brokers.
      "Member.bornOn",
      "Member.email",
      "Member.lastName",
      "Member.phone",
      // The brokers of the hub that somebody asks to move to.
      "Mover.email",
      "Mover.lastName",
      "Mover.phone",
      // Whoever has agreed on help with them, with their yes.
      "Party.contact",
      "PartyContact.reach",
      // Whose work needs to know who it is.
      "Person.lastName",
      "Referral.contact",
      "RemoveDemographicsPayload.demographics",
    ]);
  });

  it("shows of a party no more than what one function decides on", () => {
    const ofParty = fields(schema)
      .filter(({ at }) => at.startsWith("Party."))
      .map(({ at }) => at.slice("Party.".length));
    for (const field of [
      "lastName",
      "bornOn",
      "phone",
      "email",
      "personId",
      "account",
      "consents",
    ]) {
      expect(ofParty).not.toContain(field);
    }
  });
});
