export { erasePerson, readErasure } from "./erasing.ts";
export { runErasures } from "./running.ts";
