export {
  coreWorkById,
  coreWorkOf,
  isWrittenBy,
  planCareCounted,
  reportCoreWork,
  withdrawCoreWork,
} from "./core.ts";
export { erasers, exporters } from "./held.ts";
export { logServiceHours, signServiceHours } from "./joint.ts";
export {
  citizenShareOf,
  coreWorkIn,
  hubOf,
  jointWorkIn,
  organisationOf,
  serviceHoursById,
  serviceHoursOf,
  serviceOf,
} from "./reading.ts";
export {
  addService,
  modeToday,
  modeTrendIn,
  serviceById,
  servicesFor,
  setRelationshipMode,
} from "./relation.ts";
