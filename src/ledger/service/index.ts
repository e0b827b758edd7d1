export { freezeAccount, unfreezeAccount } from "./freezing.ts";
export { reverseEntry } from "./reversing.ts";
