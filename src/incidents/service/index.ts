export { exporters, exportReports } from "./exporting.ts";
export {
  askForReply,
  concludeIncident,
  noteReferral,
  signConclusion,
  takeUpIncident,
} from "./handling.ts";
export { erasers, sweepReadings, sweepReports, wipeIncidents } from "./keeping.ts";
export { applyInterimMeasure, endInterimMeasure, reviewInterimMeasure } from "./measures.ts";
export {
  hubFor,
  incidentById,
  incidentsOf,
  incidentsToAnswer,
  incidentsToRead,
  measuresFor,
  ownReports,
  partyFor,
  reportById,
  reportByReceipt,
  toAnswerById,
  visitFor,
} from "./reading.ts";
export { replyToIncident } from "./replying.ts";
export { reportIncident } from "./reporting.ts";
export { endSecondReader, nameSecondReader } from "./second-reader.ts";
