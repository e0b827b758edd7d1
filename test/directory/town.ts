import { change, county, hub, mustTell, person, tell } from "../federation/hubs.ts";
import { type Json, type TestBank, testBank, textAt } from "../support/api.ts";

export { change, mustTell, tell };

type Who = { readonly hubId: string; readonly broker: string; readonly bornOn?: string };

/** Lets an applicant in, with all a broker has to note before. */
async function letIn(bank: TestBank, memberId: string, broker: string) {
  const by = bank.as(broker);
  const steps = [
    ["recordInterview", { heldOn: bank.now().slice(0, 10), note: "A good talk." }],
    ["waiveRequirement", { step: "REFERENCES", reason: "Known to the hub." }],
    ["acceptCodeOfConduct", { note: "Said yes in the talk." }],
    ["activateMember", {}],
  ] as const;
  for (const [name, input] of steps) {
    await mustTell(by, change(name, "member { id }"), { memberId, ...input });
  }
}

/** Says yes to being suggested, as nobody is until they do. */
const mayBeSuggested = (bank: TestBank, name: string, memberId: string): Promise<Json> =>
  mustTell(bank.as(name), change("giveConsent", "member { id }"), {
    ...{ memberId, purpose: "SUGGEST_MATCHES", textVersion: 1 },
  });

const words = { offersInWords: ["Company"], requestsInWords: ["Company"] };

/** An active member under the persona's own login. Answers with the member's id. */
export async function member(bank: TestBank, name: string, who: Who): Promise<string> {
  const data = await mustTell(bank.as(name), change("apply", "member { id }"), {
    hubId: who.hubId,
    firstName: name,
    lastName: "Test",
    bornOn: who.bornOn ?? "1985-05-05",
    ...words,
  });
  const memberId = textAt(data, "apply.member.id");
  await letIn(bank, memberId, who.broker);
  return memberId;
}

/** An active child, entered by a guardian who is a person already. */
async function child(
  bank: TestBank,
  name: string,
  who: Who & { readonly guardian: string; readonly guardianPersonId: string },
): Promise<string> {
  const data = await mustTell(bank.as(who.guardian), change("applyForChild", "member { id }"), {
    hubId: who.hubId,
    firstName: name,
    lastName: "Test",
    bornOn: who.bornOn ?? "2017-05-05",
    ...words,
  });
  const childMemberId = textAt(data, "applyForChild.member.id");
  await mustTell(bank.as(who.broker), change("linkGuardian", "member { id }"), {
    childMemberId,
    guardianPersonId: who.guardianPersonId,
    evidenceNote: "Saw the birth certificate.",
  });
  await letIn(bank, childMemberId, who.broker);
  return childMemberId;
}

export type Town = {
  readonly bank: TestBank;
  readonly areaId: string;
  readonly bra: string;
  readonly sal: string;
  /** Adults of BRA; kofi is one of SAL. */
  readonly amina: string;
  readonly grace: string;
  readonly kofi: string;
  /** A child of BRA whose guardian is amina. */
  readonly ellie: string;
  /** An organisation of BRA; its admin is the persona cora. */
  readonly cafe: string;
  readonly categories: { readonly [slug: string]: string };
};

/** Two hubs with a few people, an organisation and a small tree of categories. */
export async function town(): Promise<Town> {
  const bank = await testBank();
  const areaId = await county(bank);
  const bra = await hub(bank, { areaId, code: "BRA", broker: "priya" });
  const sal = await hub(bank, { areaId, code: "SAL", broker: "rob" });
  const inBra = { hubId: bra, broker: "priya" };
  const amina = await member(bank, "amina", inBra);
  await mayBeSuggested(bank, "amina", amina);
  const me = await bank.as("amina").must("{ me { person { id } } }");
  const ellie = await child(bank, "ellie", {
    ...inBra,
    guardian: "amina",
    guardianPersonId: textAt(me, "me.person.id"),
  });
  const organisation = await mustTell(
    bank.as("priya"),
    change("createOrganisation", "organisation { id }"),
    {
      hubId: bra,
      name: "Copper Kettle",
      kind: "BUSINESS",
      adminPersonId: await person(bank, "cora"),
    },
  );
  return {
    bank,
    areaId,
    bra,
    sal,
    amina,
    grace: await member(bank, "grace", inBra),
    kofi: await member(bank, "kofi", { hubId: sal, broker: "rob" }),
    ellie,
    cafe: textAt(organisation, "createOrganisation.organisation.id"),
    categories: await tree(bank),
  };
}

async function tree(bank: TestBank) {
  const ids: { [slug: string]: string } = {};
  const plant = async (slug: string, wish: { readonly [field: string]: unknown } = {}) => {
    const data = await mustTell(bank.steward, change("createCategory", "category { id }"), {
      name: slug,
      slug,
      ...wish,
    });
    ids[slug] = textAt(data, "createCategory.category.id");
  };
  await plant("other");
  await plant("home");
  await plant("cleaning", { parentId: ids["home"] });
  await plant("garden");
  await plant("care", { regulated: true });
  await plant("wounds", { parentId: ids["care"] });
  return ids;
}

const fields = `listing {
  id status title description consentNeeded version kind publishedAt usualMinutes around
  consent { by spokenOver note } by { name } category { slug }
}`;

export const createListing = change("createListing", fields);
export const updateListing = change("updateListing", fields);
export const publishListing = change("publishListing", fields);
export const pauseListing = change("pauseListing", fields);
export const closeListing = change("closeListing", fields);
export const consentToListing = change("consentToListing", fields);

/** What an offer of window cleaning needs at least. */
export const windows = {
  direction: "OFFER",
  title: "Window cleaning",
  channels: ["IN_PERSON"],
};

/** Lists something as a persona and answers with the listing's id. */
export async function lists(
  bank: TestBank,
  persona: string,
  wish: { readonly partyId: string; readonly [field: string]: Json },
): Promise<string> {
  const data = await mustTell(bank.as(persona), createListing, { ...windows, ...wish });
  return textAt(data, "createListing.listing.id");
}
