export { objectToRecord } from "./objecting.ts";
export {
  howTo,
  isStillOpen,
  nameOf,
  objectionsIn,
  recordById,
  recordsMadeFor,
  thingOf,
  whoseRecord,
} from "./reading.ts";
