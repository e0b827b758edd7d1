import type { HubCode } from "./places.ts";

/** People with a login of their own who are not members. */
export const staff = [
  { id: "priya", firstName: "Priya", lastName: "Nair", bornOn: "1982-02-11" },
  { id: "rob", firstName: "Rob", lastName: "Tanner", bornOn: "1975-09-30" },
  { id: "lucy", firstName: "Lucy", lastName: "Hale", bornOn: "1990-12-05" },
  { id: "school", firstName: "Farah", lastName: "Aziz", bornOn: "1979-04-18" },
  { id: "forum", firstName: "Gwen", lastName: "Parry", bornOn: "1972-07-02" },
  { id: "cafe", firstName: "Marco", lastName: "Bianchi", bornOn: "1986-01-23" },
  { id: "david", firstName: "David", lastName: "Cole", bornOn: "1974-03-12" },
  { id: "ruth", firstName: "Ruth", lastName: "Adeyemi", bornOn: "1983-10-27" },
  { id: "shed", firstName: "Des", lastName: "Holroyd", bornOn: "1959-10-09" },
  { id: "ines", firstName: "Ines", lastName: "Moreau", bornOn: "1977-11-08" },
] as const;

/** Organisations with an account, each spoken for by the persona of the same name. */
export const organisations = [
  { id: "school", hub: "BRA", name: "Millbrook Primary", kind: "SCHOOL" },
  { id: "forum", hub: "BRA", name: "Marlshire Parent Carer Forum", kind: "FORUM" },
  { id: "cafe", hub: "BRA", name: "Copper Kettle café", kind: "BUSINESS" },
  { id: "shed", hub: "SAL", name: "Saltmere Repair Shed", kind: "COMMUNITY_GROUP" },
] as const;

/** How somebody came: by themselves, through a guardian, or entered by their hub's broker. */
type Joining =
  | { readonly how: "ALONE"; readonly guardian?: string }
  | { readonly how: "CHILD"; readonly guardian: string }
  | {
      readonly how: "ASSISTED";
      readonly channel: "PHONE" | "IN_PERSON";
      readonly consentNote: string;
      readonly helperName?: string;
      readonly referral?: Referral;
    };

type Referral = {
  readonly by: string;
  readonly yourName: string;
  readonly contact: string;
  readonly consentNote: string;
};

/** What of how they talk the story tells. */
type Communication = {
  readonly preferredContact?: string;
  readonly isPhoneOnly?: boolean;
  readonly languages?: readonly string[];
  readonly readingFormats?: readonly string[];
  readonly speakingWays?: readonly string[];
};

export type StoryMember = {
  /** Their name in the story, and their persona where they have a login. */
  readonly id: string;
  readonly hub: HubCode;
  readonly firstName: string;
  readonly lastName: string;
  readonly bornOn: string;
  readonly phone?: string;
  readonly communication?: Communication;
  readonly joins: Joining;
  /** Who they are, for whoever wants to try things as them. */
  readonly who: string;
};

const alone = { how: "ALONE" } as const;

type Names = readonly [firstName: string, lastName: string, bornOn: string];

function member(id: string, hub: HubCode, names: Names, who: string): StoryMember {
  const [firstName, lastName, bornOn] = names;
  return { id, hub, firstName, lastName, bornOn, joins: alone, who: `${firstName}, ${who}` };
}

const child = (id: string, hub: HubCode, names: Names, guardian: string): StoryMember => ({
  ...member(id, hub, names, "a child"),
  joins: { how: "CHILD", guardian },
});

export const members: readonly StoryMember[] = [
  {
    ...member("amina", "BRA", ["Amina", "Rahman", "1987-06-14"], "parent carer, guardian of Idris"),
    phone: "01632 960118",
  },
  {
    ...child("idris", "BRA", ["Idris", "Rahman", "2016-05-02"], "amina"),
    communication: { speakingWays: ["AAC"] },
  },
  member("walter", "BRA", ["Walter", "Pugh", "1946-09-03"], "mentor, gets about little"),
  {
    ...member("grace", "BRA", ["Grace", "Obi", "1991-11-20"], "starts a lawn-care business"),
    phone: "01632 960126",
  },
  member("tom", "BRA", ["Tom", "Calder", "1984-04-11"], "driver, guardian of Jack"),
  member("sandra", "BRA", ["Sandra", "Lowe", "1981-05-25"], "guardian of Ellie, runs errands"),
  child("ellie", "BRA", ["Ellie", "Lowe", "2017-07-19"], "sandra"),
  {
    ...member("jack", "BRA", ["Jack", "Calder", "2010-08-30"], "15, helps younger ones to learn"),
    joins: { how: "ALONE", guardian: "tom" },
  },
  member("dilys", "SAL", ["Dilys", "Morgan", "1942-07-08"], "stays at home, tells stories"),
  {
    ...member("kofi", "SAL", ["Kofi", "Mensah", "1999-10-12"], "mends bicycles, likes easy words"),
    communication: { readingFormats: ["EASY_READ"], speakingWays: ["PLAIN_WORDS"] },
  },
  member("maria", "SAL", ["Maria", "Silva", "1978-06-29"], "interpreter and cleaner"),
  {
    ...member("nadia", "SAL", ["Nadia", "Begum", "1985-05-16"], "takes part by phone, in Bengali"),
    phone: "01632 960140",
    communication: { preferredContact: "PHONE", isPhoneOnly: true, languages: ["bn"] },
    joins: {
      how: "ASSISTED",
      channel: "PHONE",
      consentNote: "Asked to be entered, on the phone with an interpreter.",
    },
  },
  {
    ...member("beth", "SAL", ["Beth", "Ashworth", "1958-08-22"], "newly on her own"),
    phone: "01632 960167",
    joins: {
      how: "ASSISTED",
      channel: "IN_PERSON",
      consentNote: "Said yes at the library, after reading the leaflet.",
      referral: {
        by: "surgery",
        yourName: "Saltmere Surgery",
        contact: "01632 960167, in the mornings",
        consentNote: "Asked the nurse to pass on her name and number.",
      },
    },
  },
  member("helen", "THO", ["Helen", "Frost", "1965-06-04"], "was a nurse, trains others"),
  member("sam", "THO", ["Sam", "Morgan", "2006-09-17"], "19, computers and gardens"),
  {
    ...member("arthur", "THO", ["Arthur", "Dean", "1944-05-11"], "lives with dementia"),
    phone: "01632 960181",
    joins: {
      how: "ASSISTED",
      channel: "IN_PERSON",
      consentNote: "Said yes at home, with Joan beside him.",
      helperName: "Joan, his wife",
    },
  },
  member("joan", "THO", ["Joan", "Dean", "1947-07-27"], "looks after Arthur"),
  member("olu", "THO", ["Olu", "Adebayo", "1992-08-09"], "speaks up for others"),
];

/** Who speaks for a member: themselves, a child's guardian, or the broker of who has no login. */
export function voiceOf({ id, joins }: StoryMember, broker: string): string {
  if (joins.how === "CHILD") return joins.guardian;
  return joins.how === "ASSISTED" ? broker : id;
}
