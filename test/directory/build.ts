import type { Category, Listing, Slot, SpendOption } from "../../src/directory/model/index.ts";

export const now = "2026-02-01T10:00:00.000Z";

const kept = { createdAt: now, version: 1, receipts: [] };

export const category = (wish: Partial<Category> = {}): Category => ({
  id: "cat_home",
  name: "Home",
  slug: "home",
  path: ["home"],
  regulated: false,
  essential: false,
  ...kept,
  ...wish,
});

export const listing = (wish: Partial<Listing> = {}): Listing => ({
  id: "lst_0123456789",
  hubId: "hub_bra",
  partyId: "mem_amina",
  direction: "OFFER",
  kind: "SERVICE",
  title: "Window cleaning",
  description: "",
  categoryId: "cat_cleaning",
  categoryPath: ["home", "cleaning"],
  channels: ["IN_PERSON"],
  access: [],
  availability: { weekly: [], dates: [] },
  capacity: {},
  status: "PUBLISHED",
  consentNeeded: false,
  publishedAt: now,
  ...kept,
  ...wish,
});

export const option = (wish: Partial<SpendOption> = {}): SpendOption => ({
  id: "spo_table",
  organisationId: "org_cafe",
  hubId: "hub_bra",
  title: "Carers' table",
  description: "",
  askedMinutes: 90,
  channels: ["IN_PERSON"],
  status: "OPEN",
  ...kept,
  ...wish,
});

export const slot = (wish: Partial<Slot> = {}): Slot => ({
  id: "slt_monday",
  spendOptionId: "spo_table",
  startsAt: "2026-02-17T10:00:00.000Z",
  capacity: 2,
  taken: 0,
  ...kept,
  ...wish,
});
