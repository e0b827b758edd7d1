export {
  createGift,
  createPotRequest,
  findGift,
  findPotRequest,
  openPotRequestsForHub,
  potRequestsForMember,
  savePotRequest,
} from "./gifts.ts";
export {
  allotmentsForOrganisation,
  createAllocation,
  createMandate,
  findAllocation,
  findAllotment,
  findMandate,
  findMandateById,
  grantReceipts,
  mandatesForHub,
  saveAllotment,
  saveMandate,
} from "./mandates.ts";
export {
  activityRecognitionsForMember,
  careRecognitionsForMember,
  createActivityRecognition,
  createCareRecognition,
  creditedWeeks,
  findActivityRecognition,
  findCareRecognition,
} from "./recognitions.ts";
