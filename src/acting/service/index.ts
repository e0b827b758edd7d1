export { objectToRecord } from "./objecting.ts";
export {
  howTo,
  isStillOpen,
  nameOf,
  noteOf,
  objectionsIn,
  recordById,
  recordsMadeFor,
  thingOf,
  whoseRecord,
} from "./reading.ts";
