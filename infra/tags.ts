import { type Stack, Tags } from "aws-cdk-lib";
import type { Deployment } from "./deployment.ts";

/** What a bill is split by. It must be switched on once as a cost allocation tag. */
export const deploymentTag = "corehours-deployment";

/** Everything that is made for a deployment, in whatever stack, says which one it belongs to. */
export function addTags(stack: Stack, name: string, { tags }: Deployment): void {
  for (const [key, value] of Object.entries({ ...tags, [deploymentTag]: name })) {
    Tags.of(stack).add(key, value);
  }
}
