import { Stack } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { addAlarms } from "./alarms.ts";
import { addApi } from "./api.ts";
import type { Deployment } from "./deployment.ts";
import { addSchedule } from "./schedule.ts";
import { addTable } from "./table.ts";

/** The whole time bank: one table, the API on it, the clock, and what watches the ledger. */
export class CorehoursStack extends Stack {
  constructor(scope: Construct, id: string, deployment: Deployment) {
    super(scope, id, { description: "Corehours, a time bank.", terminationProtection: true });
    const table = addTable(this);
    addApi(this, deployment, { table });
    addSchedule(this, deployment, { table });
    addAlarms(this, deployment);
  }
}
