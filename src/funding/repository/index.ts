export {
  eraseActivity,
  eraseGift,
  erasePotRequest,
  storedActivities,
  storedGifts,
  storedPotRequests,
} from "./erasing.ts";
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
  findActivityRecognition,
  findCareRecognition,
  type UsedWeek,
  usedWeeks,
} from "./recognitions.ts";
