import { Stack } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { addAlarms } from "./alarms/index.ts";
import { addApi } from "./api.ts";
import { addBudgets } from "./budgets.ts";
import { addDashboard } from "./dashboard.ts";
import type { Deployment } from "./deployment.ts";
import { addSchedule } from "./schedule.ts";
import { addSecret } from "./secret.ts";
import { addSignIn } from "./sign-in.ts";
import { addSite } from "./site.ts";
import { addStream } from "./stream.ts";
import { addTable } from "./table.ts";
import { addTags } from "./tags.ts";
import { addWebhooks } from "./webhook.ts";

/** The whole time bank: one table, the API on it, what reacts to it, the clock, and what watches. */
export class CorehoursStack extends Stack {
  constructor(scope: Construct, id: string, deployment: Deployment) {
    super(scope, id, {
      description: "Corehours, a time bank.",
      terminationProtection: true,
      env: { region: deployment.region },
    });
    const table = addTable(this, deployment);
    const issuer = addSignIn(this, deployment);
    const secret = addSecret(this, deployment);
    const { api, url, handler } = addApi(this, deployment, { table, issuer, secret });
    const webhooks = addWebhooks(this, deployment, { table, secret });
    const stream = addStream(this, deployment, { table, webhookQueue: webhooks.queue });
    const schedule = addSchedule(this, deployment, { table });
    addSite(this, deployment, { graphqlUrl: url, issuer });
    const watched = { table, api, graphql: handler, schedule, stream, webhooks };
    const topic = addAlarms(this, deployment, watched);
    addBudgets(this, deployment, topic);
    addDashboard(this, watched);
    addTags(this, id, deployment);
  }
}
