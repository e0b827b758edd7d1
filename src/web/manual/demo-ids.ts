/**
 * Ids of the demo. They are the same on every machine, because an id is derived from who made the
 * thing and by which request; the tests ask the demo whether these are still right.
 */
export const demoIds: { readonly [name: string]: string } = {
  accountId: "acc_2VFH7BR3JAXE5F9TP4XMC0RV3Z",
  areaId: "are_5FX6EW4KSP5ZFTTRTFDE07XEDS",
  categoryId: "cat_NFSD4PR3EKT74V21HGS5FKEZVD",
  childMemberId: "mem_QAG7P64R0W3XB579GKFD4E3YGT",
  exchangeId: "exc_61ECACDQSPYD4216VWDMMQKXT3",
  fromId: "mem_2VFH7BR3JAXE5F9TP4XMC0RV3Z",
  hubId: "hub_GND95J5B2M23TZNW0ZSVJW6AGT",
  journalEntryId: "jrn_61ECACDQSPYD4216VWDMMQKXT3",
  learnerId: "mem_98JTHN2RY2KCMY2XS5MQ0NHN3C",
  listingId: "lst_YT2NEPJ9Q73HHEWJQQN69GNXC6",
  memberId: "mem_2VFH7BR3JAXE5F9TP4XMC0RV3Z",
  organisationId: "org_4HBN03FB9VYHJXSG0W71P4CN9W",
  partnerHubId: "hub_MYA6FZ8757Z466202XQHV4D8PP",
  partyId: "mem_2VFH7BR3JAXE5F9TP4XMC0RV3Z",
  payerId: "mem_2VFH7BR3JAXE5F9TP4XMC0RV3Z",
  personId: "per_AXAMGA8HB46KG4Y8M6HY4CZ0F3",
  potRequestId: "pot_0RAFEWG2DWBS8JXBW5MAW3HPN0",
  providerId: "mem_CKG2M4DWK9WMK329S206RPFXQZ",
  recipientId: "mem_2VFH7BR3JAXE5F9TP4XMC0RV3Z",
  recordId: "lrn_70DT3CSSSCGP89TDPC89054PF1",
  spendOptionId: "spo_9W0FCXYBV14RJ5EZYVBG4QP2ZX",
};
